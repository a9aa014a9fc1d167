import type { Bracket, BreakEven, RiskInput, TimeStop, TrailingStop } from "@bellwether/core";
import { atrOf } from "../decision/atr-of.js";
import { isPositive } from "../positive.js";
import type { RiskConfig } from "../settings/config.js";

/** Exits that move or run out. */
export type FurtherExits = Pick<Bracket, "trailing" | "breakEven" | "timeStop">;

export const NO_FURTHER_EXITS: FurtherExits = Object.freeze({});

/**
 * What the signal says, else what the settings say.
 * @param toStop - distance of the stop loss, in quote currency; null for none.
 * @returns null where one that is wanted cannot be placed.
 */
export function furtherExits(
  said: FurtherExits | undefined,
  toStop: number | null,
  input: RiskInput,
  config: RiskConfig,
): FurtherExits | null {
  const trailing = trailingStop(said?.trailing, input, config);
  const breakEven = breakEvenMove(said?.breakEven, toStop, config);
  const timeStop = timeLimit(said?.timeStop, config);
  if (trailing === null || breakEven === null || timeStop === null) return null;
  if (trailing === undefined && breakEven === undefined && timeStop === undefined) return NO_FURTHER_EXITS;
  return { trailing, breakEven, timeStop };
}

function trailingStop(
  said: TrailingStop | undefined,
  input: RiskInput,
  { trailingAtr, atrPeriod }: RiskConfig,
): TrailingStop | undefined | null {
  if (said === undefined && trailingAtr === undefined) return undefined;
  const distance = said?.distance ?? trailingAtr! * atrOf(input, atrPeriod);
  const after = said?.after;
  return isPositive(distance) && (after === undefined || isPositive(after)) ? { distance, after } : null;
}

function breakEvenMove(
  said: BreakEven | undefined,
  toStop: number | null,
  { breakEvenAt }: RiskConfig,
): BreakEven | undefined | null {
  if (said === undefined && breakEvenAt === undefined) return undefined;
  const after = said?.after ?? breakEvenAt! * (toStop ?? Number.NaN);
  const offset = said?.offset;
  return isPositive(after) && (offset === undefined || (offset >= 0 && offset < after)) ? { after, offset } : null;
}

function timeLimit(said: TimeStop | undefined, { timeStopBars }: RiskConfig): TimeStop | undefined | null {
  if (said === undefined && timeStopBars === undefined) return undefined;
  const { bars, ms }: TimeStop = said ?? { bars: timeStopBars };
  const placed = (bars === undefined || isPositive(bars)) && (ms === undefined || isPositive(ms));
  return placed && (bars !== undefined || ms !== undefined) ? { bars, ms } : null;
}
