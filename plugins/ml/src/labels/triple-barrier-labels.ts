import type { BarColumns } from "@bellwether/core";
import { type BarrierInputs, type BarrierTrades, barrierTrades } from "./barrier-trades.js";
import { TWO_STANCES } from "./direction-labels.js";
import { type Labels, STANCES } from "./labels.js";
import { readOptions } from "./read-options.js";
import { type TripleBarrierOptions, TripleBarrierSettings } from "./triple-barrier-settings.js";

/** Classes of labels about a side that is given: does trading it make money? In the order of their numbers. */
export const META_CLASSES = ["LOSS", "WIN"] as const;

/**
 * What comes first after the close of `row`: the profit barrier, the stop, or the end of the horizon; see
 * {@link barrierTrades} for where barriers stand and what touches them.
 *
 * Without `side` it asks after a long: LONG where it reaches its profit, SHORT where it is stopped. Give profit and stop the
 * same multiple, or SHORT is no mirror of LONG. A bar that holds both barriers stops the long, and so is SHORT, although a
 * short might have been stopped in it too. Where neither is touched: FLAT, or with `timeout: "sign"` LONG for a return above
 * 0 and else SHORT, and then FLAT is no class.
 *
 * With `side` it is a meta-label: WIN where the trade of that side makes money before costs, however it ends, else LOSS;
 * rows of side 0 have no label. Sides must come from a model that has not seen the row: see `metaLabels`.
 * @throws {BadLabelError} for options out of range, sides that are no sides or rows out of order.
 * @see AFML, chapter 3; barriers here follow the fill model, those there closes alone
 */
export function tripleBarrierLabels(bars: BarColumns, options: TripleBarrierOptions & BarrierInputs = {}): Labels {
  const { side, rows, target, ...rest } = options;
  const settings = readOptions("triple-barrier labels", TripleBarrierSettings, { type: "triple-barrier", ...rest });
  const trades = barrierTrades(bars, settings, {
    ...(side === undefined ? {} : { side }),
    ...(rows === undefined ? {} : { rows }),
    ...(target === undefined ? {} : { target }),
  });
  const { row, start, end } = trades;
  const spans = { task: "classification", row, start, end } as const;
  if (side !== undefined) return { ...spans, classes: META_CLASSES, value: wins(trades) };
  if (settings.timeout === "sign") return { ...spans, classes: TWO_STANCES, value: signs(trades) };
  return { ...spans, classes: STANCES, value: Float64Array.from(trades.touch, (touch) => touch + 1) };
}

function wins({ side, entry, exit }: BarrierTrades): Float64Array {
  return Float64Array.from(side, (s, i) => (s * (exit[i]! - entry[i]!) > 0 ? 1 : 0));
}

function signs({ touch, entry, exit }: BarrierTrades): Float64Array {
  return Float64Array.from(touch, (reached, i) => (reached > 0 || (reached === 0 && exit[i]! > entry[i]!) ? 1 : 0));
}
