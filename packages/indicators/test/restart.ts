import { type AnyIndicator, type BarColumns, type Frame, frameOf, type Series } from "@bellwether/core";
import { sampleBars } from "@bellwether/core/checks";
import { expect, it } from "vitest";

const FIELDS = ["open", "high", "low", "close", "volume"] as const;
type Field = (typeof FIELDS)[number];

function values(
  indicator: AnyIndicator,
  df: Frame,
  params: readonly unknown[],
): Readonly<Record<string, Float64Array>> {
  const result =
    typeof indicator.inputs !== "string"
      ? indicator(df, ...params)
      : indicator.inputs === "pair"
        ? indicator(df.close, df.volume, ...params)
        : indicator(df.close, ...params);
  const named = indicator.outputs === null ? { value: result as Series } : (result as Readonly<Record<string, Series>>);
  return Object.fromEntries(Object.entries(named).map(([name, series]) => [name, series.values()]));
}

/** Which columns the indicator reads, as the tests call it. */
function columnsOf({ inputs }: AnyIndicator): readonly Field[] {
  if (inputs === "series") return ["close"];
  return inputs === "pair" ? ["close", "volume"] : (inputs as readonly Field[]);
}

/**
 * A value that is not a number, in any single column that the indicator reads, gives NaN in its row, and afterwards the
 * values of a run that starts with the next row.
 * @param together - spoil all columns at once, for an indicator whose outputs read different columns.
 */
export function itStartsAfresh(
  indicator: AnyIndicator,
  params: readonly unknown[],
  { together = false, relative = 1e-9 } = {},
): void {
  const columns = columnsOf(indicator);
  const sets = together ? [columns] : columns.map((column) => [column]);
  const label = `${indicator.indicatorName}(${params.join(", ")})`;
  for (const spoilt of sets) {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      it(`${label} starts afresh after ${bad} in ${spoilt.join(", ")}`, () => {
        const bars = sampleBars({ rows: 300, seed: 5 });
        const at = 120;
        const copy = sampleBars({ rows: 300, seed: 5 });
        for (const field of spoilt) copy[field][at] = bad;
        const tail = Object.fromEntries(
          (["openTime", ...FIELDS] as const).map((field) => [field, bars[field].slice(at + 1)]),
        ) as unknown as BarColumns;
        const fresh = values(indicator, frameOf(tail), params);
        for (const [name, actual] of Object.entries(values(indicator, frameOf(copy), params))) {
          expect(actual[at], `${name} of the spoilt row`).toBeNaN();
          const wanted = fresh[name]!;
          for (let i = 0; i < wanted.length; i++) {
            const a = actual[at + 1 + i]!;
            const w = wanted[i]!;
            const same = Number.isNaN(w) ? Number.isNaN(a) : Math.abs(a - w) <= relative * Math.max(1, Math.abs(w));
            if (!same) expect(a, `${name}, ${i} rows after the spoilt one`).toBe(w);
          }
        }
      });
    }
  }
}
