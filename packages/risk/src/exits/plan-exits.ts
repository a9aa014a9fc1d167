import type { Bracket, ExitLevel, RiskInput } from "@bellwether/core";
import { atrOf } from "../decision/atr-of.js";
import type { RiskConfig } from "../settings/config.js";
import { furtherExits, NO_FURTHER_EXITS } from "./further-exits.js";
import { distanceTo, isReachable, type Level, levelOf } from "./level.js";
import { targetsOf } from "./partial-targets.js";

/** Exits of an entry, and how far they are from the entry price in quote currency; null where there is no such exit. */
export interface PlannedExits {
  readonly bracket: Bracket | null;
  /** To the stop loss; to a trailing stop that follows at once where there is none. */
  readonly stopDistance: number | null;
  /** To the take profit and the partial targets before it, averaged by share. */
  readonly targetDistance: number | null;
}

const NONE: PlannedExits = Object.freeze({ bracket: null, stopDistance: null, targetDistance: null });

/**
 * Where to leave: fixed prices if given, else what the signal says, else what the settings say.
 * @param entryPrice - at which the entry is expected to fill.
 * @returns null where a wanted exit cannot be placed: an ATR not known yet, a level on the wrong side, a multiple of the
 * stop distance without a stop.
 */
export function planExits(input: RiskInput, entryPrice: number, config: RiskConfig): PlannedExits | null {
  const { signal, stopLossPrice, takeProfitPrice } = input;
  const { slDistance, tpDistance, exits } = signal.metadata;
  const away = signal.signal === "SHORT" ? -1 : 1;

  const stopLoss = wanted(levelOf(stopLossPrice, slDistance), config.stopLossAtr, input, config);
  const takeProfit = wanted(levelOf(takeProfitPrice, tpDistance), config.takeProfitAtr, input, config);
  if (stopLoss === null || takeProfit === null) return null;
  const toStop = stopLoss === undefined ? null : distanceTo(stopLoss, entryPrice, away === 1 ? -1 : 1);
  const toTarget = takeProfit === undefined ? null : distanceTo(takeProfit, entryPrice, away);
  if (toStop !== null && !isReachable(toStop, entryPrice, away === 1 ? -1 : 1)) return null;
  if (toTarget !== null && !isReachable(toTarget, entryPrice, away)) return null;

  const further = furtherExits(exits, toStop, input, config);
  const targets = targetsOf(exits?.targets, { toStop, toTarget, entryPrice, away }, config);
  if (further === null || targets === null) return null;
  if (stopLoss === undefined && takeProfit === undefined && further === NO_FURTHER_EXITS && targets === undefined)
    return NONE;
  const { trailing, breakEven, timeStop } = further;
  return {
    bracket: { stopLoss, takeProfit, targets: targets?.list, trailing, breakEven, timeStop },
    stopDistance: toStop ?? (trailing !== undefined && trailing.after === undefined ? trailing.distance : null),
    targetDistance: targets?.distance ?? toTarget,
  };
}

/** What is said, else a multiple of the ATR. */
function wanted(
  said: Level,
  atrs: number | undefined,
  input: RiskInput,
  config: RiskConfig,
): ExitLevel | undefined | null {
  if (said !== undefined || atrs === undefined) return said;
  return levelOf(undefined, atrs * atrOf(input, config.atrPeriod));
}
