import { type Frame, type LanePosition, type RiskInput, UnknownSymbolError } from "@bellwether/core";
import * as z from "zod";
import { rollingCorrelation } from "../measures/rolling-correlation.js";
import { simpleReturns } from "../measures/simple-returns.js";
import { asOfCloses } from "../memory/as-of-closes.js";
import type { Limit } from "./limit.js";
import { heldBy, sumOverOthers } from "./other-lanes.js";
import { roomLeft } from "./room.js";
import { symbolOf } from "./symbol-of.js";

export const CorrelatedExposure = z.strictObject({
  limit: z.number().positive().describe("Largest value of correlated positions as a share of equity."),
  lookback: z.int().min(2).max(10_000).default(100).describe("Close returns that the correlation is measured over."),
  threshold: z.number().min(0).lt(1).default(0).describe("A correlation below it counts as none."),
});

/**
 * Cuts to what is left of a budget for positions that move together: the others count with their value times the
 * correlation of close returns, negative where sides differ and nothing below zero. A correlation that is not known
 * refuses.
 */
export function correlatedExposure(config: z.output<typeof CorrelatedExposure>): Limit {
  const { limit, lookback, threshold } = config;
  return {
    rule: "correlatedExposure",
    stage: "size",
    warmup: lookback + 1,
    measure: (input) => ({ held: correlatedNotional(input, lookback, threshold) }),
    check: (facts, _quantity, { held = Number.NaN }) => roomLeft(facts, limit, held),
  };
}

function correlatedNotional(input: RiskInput, lookback: number, threshold: number): number {
  const { df } = input;
  const side = input.signal.signal === "SHORT" ? -1 : 1;
  const symbol = symbolOf(input);
  const own = df === undefined ? new Float64Array() : simpleReturns(df.close.values(lookback + 1));
  const known = new Map<string, number>([[symbol, 1]]);

  const correlationWith = (other: string): number => {
    const found = known.get(other);
    if (found !== undefined) return found;
    const peer = df === undefined ? null : peerOf(df, other);
    const closes = df === undefined || peer === null ? new Float64Array() : asOfCloses(peer, df, lookback + 1);
    const value = rollingCorrelation(own, simpleReturns(closes), lookback) ?? Number.NaN;
    known.set(other, value);
    return value;
  };
  return sumOverOthers(input, (other) => {
    if (heldBy(other) === 0) return 0;
    const together = correlationWith(other.symbol) * side;
    return counted(other.notional, together, threshold) + counted(other.awaited, together, threshold);
  });
}

function counted(notional: LanePosition["notional"], together: number, threshold: number): number {
  const weight = together * Math.sign(notional);
  return weight < threshold ? 0 : Math.abs(notional) * weight;
}

function peerOf(df: Frame, symbol: string): Frame | null {
  try {
    return df.peer(symbol);
  } catch (error) {
    if (error instanceof UnknownSymbolError) return null;
    throw error;
  }
}
