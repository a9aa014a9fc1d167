import { clip } from "../errors.js";
import { type Instrument, instrument } from "./instrument.js";
import { BadInstrumentError, type InstrumentRules } from "./instrument-spec.js";

/** Rules that a venue has changed in the past; what a symbol is (kind, contract, assets, margin mode) does not change. */
export type DatedRules = Pick<
  InstrumentRules,
  "tick" | "step" | "minQuantity" | "minNotional" | "maker" | "taker" | "feeTiers" | "marginTiers" | "liquidationFee"
> & {
  /** Open time of the first bar that they hold for, epoch ms UTC. */
  readonly from: number;
};

/** The rules of a symbol as of any time, so that history is not judged by today's. */
export interface InstrumentHistory {
  readonly symbol: string;
  /** In order; the first holds from the beginning. */
  readonly versions: readonly Instrument[];
  /** The rules for a bar that opens at `time`. */
  at(time: number): Instrument;
  /** When the rules change next after `time`; Infinity if they never do. */
  nextChange(time: number): number;
}

/**
 * @param rules - hold before the first of `dated`; each of those changes what it names and keeps the rest.
 * @throws {BadInstrumentError} for rules out of range, or dates that do not rise.
 */
export function instrumentHistory(
  symbol: string,
  rules: InstrumentRules = {},
  dated: readonly DatedRules[] = [],
): InstrumentHistory {
  const dates: number[] = [];
  const versions: Instrument[] = [instrument(symbol, rules)];
  let current = rules;
  for (const { from, ...change } of dated) {
    if (!(Number.isFinite(from) && from > (dates.at(-1) ?? Number.NEGATIVE_INFINITY)))
      throw new BadInstrumentError(`${symbol}: dated rules are in rising order of from, got ${clip(from)}`);
    current = { ...current, ...change };
    dates.push(from);
    versions.push(instrument(symbol, current));
  }
  return Object.freeze({
    symbol,
    versions: Object.freeze(versions),
    at: (time: number) => versions[dates.findLastIndex((from) => from <= time) + 1]!,
    nextChange: (time: number) => dates.find((from) => from > time) ?? Number.POSITIVE_INFINITY,
  });
}
