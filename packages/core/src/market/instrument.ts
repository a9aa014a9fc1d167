import { clip, TradingError } from "../errors.js";
import { Grid } from "./grid.js";
import { assertRules } from "./instrument-rules.js";

/** `spot` trades the asset itself; `linear` is a perpetual whose profit, loss and margin are in the quote currency. */
export type InstrumentKind = "spot" | "linear";

/** One bracket of a perpetual's margin table. */
export interface MarginTier {
  /** Largest position notional of this tier, in quote currency; the last tier has none. */
  readonly upTo?: number | undefined;
  /** Share of notional that must remain, or the position is liquidated. */
  readonly maintenanceRate: number;
  readonly maxLeverage: number;
}

/** Fees from a traded volume on. */
export interface FeeTier {
  /** Notional traded in the last 30 days, in quote currency. */
  readonly volume: number;
  readonly maker: number;
  readonly taker: number;
}

/** Trading rules of one symbol, as its venue states them. */
export interface InstrumentSpec {
  /** Unified name, `"BTC/USDT"`. */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  /** Price step, in quote currency. */
  readonly tick: number;
  /** Quantity step, in base units. */
  readonly step: number;
  /** Smallest quantity of an order, in base units. */
  readonly minQuantity: number;
  /** Smallest value of an order, in quote currency. */
  readonly minNotional: number;
  /** Fee of an order that rested, a fraction of notional. */
  readonly maker: number;
  /** Fee of an order that crossed, a fraction of notional. */
  readonly taker: number;
  /** Base units per contract; 1 for spot. */
  readonly contractSize: number;
  readonly kind: InstrumentKind;
  /** What fees are taken from: spot buys may pay in the base asset. Sells and perpetuals pay in quote. */
  readonly feeIn: "quote" | "base";
  /** Fees by traded volume, rising; they replace `maker` and `taker`, which count below the first. */
  readonly feeTiers: readonly FeeTier[];
  /** Notional ÷ margin that the account has set for a perpetual. */
  readonly leverage: number;
  /** `cross`: the whole wallet backs the position; `isolated`: only the margin posted with it. */
  readonly marginMode: "cross" | "isolated";
  /** Margin table of a perpetual, by rising notional. */
  readonly marginTiers: readonly MarginTier[];
  /** Fee of a liquidation, a fraction of notional, in place of the taker fee. */
  readonly liquidationFee: number;
}

/** What may be said about an instrument; the rest has defaults. */
export type InstrumentRules = Partial<Omit<InstrumentSpec, "symbol">>;

/** An instrument, with its grids ready for exact rounding. */
export interface Instrument extends InstrumentSpec {
  readonly prices: Grid;
  readonly quantities: Grid;
}

/** An instrument's rules contradict themselves or are out of range. */
export class BadInstrumentError extends TradingError {
  override readonly code = "BAD_INSTRUMENT";
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
