import { ExchangeUnclearError } from "../exchange/errors.js";
import type { MarketData } from "../exchange/market-data.js";
import type { Timers } from "./timers.js";

/** One question for the time. */
export interface ClockSample {
  /** The exchange's time less monotonic time, ms. */
  readonly base: number;
  /** Half of the way there and back, ms: the answer was given somewhere on it. */
  readonly errorMs: number;
}

/** Asks once. @throws whatever the call throws, and {@link ExchangeUnclearError} for an answer that is no time. */
export async function sampleTime(timers: Timers, data: Pick<MarketData, "id" | "time">): Promise<ClockSample> {
  const sent = timers.monotonic();
  const server = await data.time();
  const received = timers.monotonic();
  if (!(Number.isFinite(server) && server > 0))
    throw new ExchangeUnclearError(`${data.id} gave ${server} for its time, expected epoch ms`);
  return { base: server - (sent + received) / 2, errorMs: (received - sent) / 2 };
}

/** The sample with the median base; of the two in the middle, the one that took less time. */
export function middleOf(samples: readonly ClockSample[]): ClockSample {
  const sorted = [...samples].sort((a, b) => a.base - b.base);
  const upper = sorted[sorted.length >> 1]!;
  const lower = sorted[(sorted.length - 1) >> 1]!;
  return lower.errorMs < upper.errorMs ? lower : upper;
}
