import { type AnyIndicator, BAR_FIELDS, type BarColumns, type BarField, frameOf, type Series } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { describe, expect, it } from "vitest";
import * as average from "../src/average/index.js";
import * as momentum from "../src/momentum/index.js";

const ROWS = 400;
const SPOILT = 150;

const bars = sampleBars({ rows: ROWS, seed: 5 });
const tail = columns((name) => bars[name].slice(SPOILT + 1));

function columns(make: (name: BarField) => Float64Array): BarColumns {
  return Object.fromEntries(BAR_FIELDS.map((name) => [name, make(name)])) as unknown as BarColumns;
}

/** Every column but the time holds `value` in one row. */
function spoiltBy(value: number): BarColumns {
  return columns((name) => (name === "openTime" ? bars[name] : bars[name].with(SPOILT, value)));
}

/** Values per output; averages take a period of 9, everything else its defaults. */
function valuesOf(indicator: AnyIndicator, data: BarColumns): Float64Array[] {
  const df = frameOf(data, { timeframe: "1m" });
  const params = indicator.indicatorName in average && indicator.indicatorName !== "sessionVwap" ? [9] : [];
  const result = indicator(typeof indicator.inputs === "string" ? df.close : df, ...params);
  return indicator.outputs === null
    ? [(result as Series).values()]
    : Object.values(result as Readonly<Record<string, Series>>).map((series) => series.values());
}

describe("a row that cannot be used is NaN, and the rows after it are as if the run had started there", () => {
  for (const indicator of Object.values({ ...average, ...momentum }) as AnyIndicator[]) {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      it(`${indicator.indicatorName} after ${value}`, () => {
        const fresh = valuesOf(indicator, tail);
        valuesOf(indicator, spoiltBy(value)).forEach((values, k) => {
          expect(values[SPOILT]).toBeNaN();
          expect(values.slice(SPOILT + 1)).toEqual(fresh[k]);
        });
      });
    }
  }
});
