import type { MarginTier, PortfolioView, RiskInput } from "@bellwether/core";
import { type PlannedExits, planExits } from "../exits/plan-exits.js";
import { symbolOf } from "../limits/symbol-of.js";
import type { RiskState } from "../memory/risk-state.js";
import type { Rules } from "../settings/rules.js";
import { NOTHING_MEASURED } from "./decide.js";
import { expectedPrice, plainTerms } from "./entry-terms.js";
import type { Measures, RiskFacts } from "./facts.js";

const NO_TIERS: readonly MarginTier[] = Object.freeze([]);
const NO_EXITS: PlannedExits = Object.freeze({ bracket: null, stopDistance: null, targetDistance: null });

/** Measures all that a decision on `input` will look at. */
export function observe(input: RiskInput, state: RiskState, rules: Rules): RiskFacts {
  const { signal, equity, entryPrice: lastPrice, portfolio, instrument, position } = input;
  const { metadata, signal: stance } = signal;
  const leaves = stance === "FLAT";
  const entry = metadata.entry === undefined ? null : plainTerms(metadata.entry);
  const entryPrice = entry === null ? lastPrice : expectedPrice(entry, lastPrice);
  const exits = leaves || !wantsExits(input, rules) ? NO_EXITS : planExits(input, entryPrice, rules.config);
  const contractSize = instrument?.contractSize ?? 1;
  const symbol = symbolOf(input);
  const strategy = input.strategy ?? "";
  const time = input.time ?? null;
  const side = position?.side ?? null;
  const held = side === null ? 0 : position!.quantity * lastPrice * contractSize;
  const awaited = awaitedBy(portfolio, input.lane);
  return {
    stance,
    symbol,
    strategy,
    equity,
    capital: equity * state.share(input),
    lastPrice,
    entryPrice,
    unit: entryPrice * contractSize,
    signalPrice: metadata.entryPrice ?? null,
    entry,
    confidence: input.confidence ?? metadata.confidence ?? null,
    winProbability: metadata.winProbability ?? null,
    regime: textOf(input.regime ?? metadata.regime),
    exitsPlaced: exits !== null,
    bracket: exits === null ? null : exits.bracket,
    stopDistance: exits === null ? null : exits.stopDistance,
    targetDistance: exits === null ? null : exits.targetDistance,
    contractSize,
    step: instrument === undefined ? 0 : instrument.step,
    minQuantity: instrument?.minQuantity ?? 0,
    minNotional: instrument?.minNotional ?? 0,
    kind: instrument?.kind ?? "spot",
    leverage: instrument?.leverage ?? 1,
    marginTiers: instrument?.kind === "linear" ? instrument.marginTiers : NO_TIERS,
    positionSide: side,
    positionQuantity: position?.quantity ?? 0,
    ownNotional: held + Math.abs(awaited),
    ownNet: (side === "short" ? -held : held) + awaited,
    grossNotional: portfolio.grossNotional,
    netNotional: portfolio.netNotional,
    free: portfolio.free,
    drawdown: portfolio.drawdown,
    dayResult: state.dayResult(time, equity),
    halted: portfolio.halted,
    time,
    dataAgeMs: input.dataAgeMs ?? null,
    locks: state.locks(symbol, stance, time),
    measures: leaves || rules.measured.length === 0 ? NOTHING_MEASURED : measuresOf(input, state, rules),
  };
}

/** A regime that is no text is one that nobody knows. */
function textOf(regime: unknown): string | null {
  return typeof regime === "string" ? regime : null;
}

function wantsExits({ signal: { metadata }, stopLossPrice, takeProfitPrice }: RiskInput, rules: Rules): boolean {
  return (
    rules.plansExits ||
    metadata.slDistance !== undefined ||
    metadata.tpDistance !== undefined ||
    metadata.exits !== undefined ||
    stopLossPrice !== undefined ||
    takeProfitPrice !== undefined
  );
}

/** Signed value of the entry that the lane waits for, which this one would replace. */
function awaitedBy({ positions }: PortfolioView, lane: number | undefined): number {
  if (lane === undefined || positions === undefined) return 0;
  return positions[lane]?.awaited ?? 0;
}

function measuresOf(input: RiskInput, state: RiskState, { measured }: Rules): RiskFacts["measures"] {
  const history = state.history(input);
  const measures: Record<string, Measures> = {};
  for (const { key, part } of measured) measures[key] = part.measure!(input, history);
  return measures;
}
