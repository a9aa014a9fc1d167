import { clip, TradingError } from "../errors.js";
import { Grid } from "./grid.js";

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
}

/** An instrument, with its grids ready for exact rounding. */
export interface Instrument extends InstrumentSpec {
  readonly prices: Grid;
  readonly quantities: Grid;
}

/** An instrument's rules contradict themselves or are out of range. */
export class BadInstrumentError extends TradingError {
  override readonly code = "BAD_INSTRUMENT";
}

/**
 * Fills in what is not given: fine ticks and steps (1e-8), no minimums, fees of 0.1 %.
 * @throws {BadInstrumentError} for a symbol that is not `BASE/QUOTE`, or a number out of range.
 */
export function instrument(symbol: string, rules: Partial<Omit<InstrumentSpec, "symbol">> = {}): Instrument {
  const match = /^([^/\s:]{1,32})\/([^/\s:]{1,32})(?::[^/\s]{1,32})?$/.exec(symbol);
  if (match === null)
    throw new BadInstrumentError(`a symbol reads BASE/QUOTE, such as "BTC/USDT"; got ${clip(symbol)}`);
  const spec = {
    base: match[1]!,
    quote: match[2]!,
    tick: 1e-8,
    step: 1e-8,
    minQuantity: 0,
    minNotional: 0,
    maker: 0.001,
    taker: 0.001,
    contractSize: 1,
    ...rules,
  };
  for (const name of ["minQuantity", "minNotional"] as const)
    if (!(spec[name] >= 0 && Number.isFinite(spec[name])))
      throw new BadInstrumentError(`${symbol}: ${name} must not be negative, got ${clip(spec[name])}`);
  for (const name of ["maker", "taker"] as const)
    if (!(Math.abs(spec[name]) < 1))
      throw new BadInstrumentError(
        `${symbol}: the ${name} fee is a fraction of notional (0.001 is 0.1 %), got ${clip(spec[name])}`,
      );
  if (!(spec.contractSize > 0 && Number.isFinite(spec.contractSize)))
    throw new BadInstrumentError(`${symbol}: contractSize must be positive, got ${clip(spec.contractSize)}`);
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
