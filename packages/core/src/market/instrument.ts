import { clip } from "../errors.js";
import { Grid } from "./grid.js";
import { assertRules } from "./instrument-rules.js";
import { BadInstrumentError, type InstrumentRules, type InstrumentSpec, type MarginTier } from "./instrument-spec.js";

/** An instrument, with its grids ready for exact rounding. */
export interface Instrument extends InstrumentSpec {
  readonly prices: Grid;
  readonly quantities: Grid;
}

/** Half a percent must remain, at any size: about what large venues ask of small positions in large coins. */
const ONE_TIER: readonly MarginTier[] = Object.freeze([Object.freeze({ maintenanceRate: 0.005, maxLeverage: 125 })]);

/**
 * Fills in what is not given: fine ticks and steps (1e-8), no minimums, fees of 0.1 %; spot, or a linear perpetual where
 * the symbol names what it settles in (`"BTC/USDT:USDT"`). A perpetual has leverage 1, cross margin, one margin tier (0.5 % maintenance, leverage up to 125) and a liquidation fee of 1.25 %.
 * @throws {BadInstrumentError} for a symbol that is not `BASE/QUOTE`, or a number out of range.
 */
export function instrument(symbol: string, rules: InstrumentRules = {}): Instrument {
  const match = /^([^/\s:]{1,32})\/([^/\s:]{1,32})(:[^/\s]{1,32})?$/.exec(symbol);
  if (match === null)
    throw new BadInstrumentError(`a symbol reads BASE/QUOTE, such as "BTC/USDT"; got ${clip(symbol)}`);
  const spec: Omit<InstrumentSpec, "symbol"> = {
    base: match[1]!,
    quote: match[2]!,
    tick: 1e-8,
    step: 1e-8,
    minQuantity: 0,
    minNotional: 0,
    maker: 0.001,
    taker: 0.001,
    contractSize: 1,
    kind: match[3] === undefined ? "spot" : "linear",
    feeIn: "quote",
    feeTiers: [],
    leverage: 1,
    marginMode: "cross",
    marginTiers: ONE_TIER,
    liquidationFee: 0.0125,
    ...rules,
  };
  assertRules(symbol, spec);
  return Object.freeze({
    symbol,
    ...spec,
    prices: gridOf(symbol, "tick", spec.tick),
    quantities: gridOf(symbol, "step", spec.step),
  });
}

function gridOf(symbol: string, name: "tick" | "step", step: number): Grid {
  try {
    return new Grid(step);
  } catch (cause) {
    throw new BadInstrumentError(`${symbol}: ${name} must be a positive decimal such as 0.01, got ${clip(step)}`, {
      cause,
    });
  }
}
