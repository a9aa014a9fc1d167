import type { Frame } from "../frame/frame.js";
import type { Trade } from "../ledger/trade.js";
import type { Instrument } from "../market/instrument.js";
import type { Timeframe } from "../market/timeframe.js";
import type { Bracket, EntryTerms, Side } from "../order/order.js";
import type { PortfolioView } from "../portfolio/portfolio-view.js";
import type { Signal } from "../signal.js";
import type { PositionView } from "../strategy/strategy.js";

/** Every reason that a refusal can give. `plugin` is a limit that a plugin brought; `name` says which. */
export const RISK_RULES = [
  "badInput",
  "cooldown",
  "correlatedExposure",
  "dailyLoss",
  "drawdownLock",
  "groupExposure",
  "halted",
  "leverage",
  "lowProfitLock",
  "margin",
  "maxDrawdown",
  "maxExposure",
  "maxNotional",
  "maxPositions",
  "maxQuantity",
  "maxRisk",
  "minConfidence",
  "minNotional",
  "minQuantity",
  "minRewardToRisk",
  "netExposure",
  "noStop",
  "orderRate",
  "plugin",
  "priceCollar",
  "session",
  "shortNotAllowed",
  "staleData",
  "stopLossGuard",
  "symbolExposure",
  "unsized",
] as const;

export type RiskRule = (typeof RISK_RULES)[number];

/** One step of sizing: what decided, and the quantity left after it, in base units. */
export interface SizingStep {
  readonly rule: string;
  readonly quantity: number;
}

/** What risk lets through; the loop adds who and when. */
export interface SizedOrder {
  readonly side: Side;
  /** Base units, on the instrument's step. */
  readonly quantity: number;
  readonly bracket?: Bracket | undefined;
  /** How to enter; a market order without it. */
  readonly entry?: EntryTerms | undefined;
}

export interface Approved {
  readonly status: "approved";
  readonly order: SizedOrder;
  /** Every step in order, cuts and checks that changed nothing included. */
  readonly sizing: readonly SizingStep[];
}

/** Limit and observed value in the unit of the rule (quote currency for notionals, fractions for shares). */
export interface Refused {
  readonly status: "refused";
  readonly rule: RiskRule;
  readonly limit: number;
  readonly observed: number;
  /** Of the limit that a plugin brought, or of the sizer that could not say. */
  readonly name?: string | undefined;
}

export type Verdict = Approved | Refused;

/** Risk opens nothing more until a person resumes, or until a time. */
export interface Halt {
  readonly rule: RiskRule;
  readonly limit: number;
  readonly observed: number;
  /** Whether open positions are closed at the next open. */
  readonly flatten: boolean;
  /** When trading goes on by itself, epoch ms UTC; without it, when a person resumes. */
  readonly until?: number | undefined;
}

/** What risk is asked about: a signal that would open a position. */
export interface RiskInput {
  readonly signal: Signal;
  /** Quote currency. */
  readonly equity: number;
  /** Price the entry is expected at; the last close in a run. */
  readonly entryPrice: number;
  /** Fixed exits, if any; else distances come from the signal, else from the engine's ATR settings. */
  readonly stopLossPrice?: number;
  readonly takeProfitPrice?: number;
  /** From 0 to 1; the signal's own unless given. */
  readonly confidence?: number | undefined;
  readonly regime?: string | undefined;
  readonly instrument?: Instrument;
  readonly portfolio: PortfolioView;
  readonly position?: PositionView;
  /** For sizers that measure the market, such as ATR stops. */
  readonly df?: Frame;
  /** Close of the bar after which it is decided, epoch ms UTC. */
  readonly time?: number;
  /** Age of the newest bar, ms since its close; 0 in a backtest. */
  readonly dataAgeMs?: number;
  /** Name of the strategy in the run, and its lane. */
  readonly strategy?: string;
  readonly lane?: number;
}

/** One strategy on one symbol, as risk knows it. */
export interface RiskLane {
  readonly lane: number;
  readonly strategy: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

/** Turns signals into sized orders or refuses them with a reason, and watches the portfolio on every bar. */
export interface RiskEngine {
  /** Before the first bar of a run; forgets whatever an earlier run has left. */
  open?(lanes: readonly RiskLane[]): void;
  applyRiskToSignal(input: RiskInput): Verdict;
  /**
   * All that {@link applyRiskToSignal} would look at, as plain data, measured before it answers: a journal keeps it beside
   * the verdict, so that the verdict can be replayed.
   */
  facts?(input: RiskInput): unknown;
  /** Asked at every close, signal or not. @param time - of the close, epoch ms UTC. */
  inspect(portfolio: PortfolioView, time: number): Halt | null;
  /** A position was closed. @param time - close of the bar in which it was, epoch ms UTC. */
  closed?(trade: Trade, lane: number, time: number): void;
  /** Whether a stance whose position was stopped out may re-enter before the strategy has said something else. */
  readonly reentry: "on-new-signal" | "immediate";
  /** Bars that indicators of the engine (ATR) need. */
  readonly warmup: number;
  /** Its settings, defaults filled in: part of reports and fingerprints. */
  describe(): unknown;
}

/** `riskPerTrade 0.42 → maxExposure 0.18`. */
export function sizingText(steps: readonly SizingStep[]): string {
  return steps.map(({ rule, quantity }) => `${rule} ${quantity}`).join(" → ");
}
