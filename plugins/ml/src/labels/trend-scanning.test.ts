import { describe, expect, it } from "vitest";
import { noOracles, readOracle, readReferenceBars } from "../../test/oracle-files.js";
import { trendScanningLabels } from "./trend-scanning.js";

describe("trend scanning", () => {
  it("finds the way and the end of the clearest trend", () => {
    const up = Float64Array.of(1, 2.1, 2.9, 4.1, 5, 3, 1, 0);
    const { row, start, end, value, classes } = trendScanningLabels(up, { horizon: 8, minimum: 3 });
    expect([[...row], [...start], [...end], classes[value[0]!]]).toEqual([[0], [0], [4], "LONG"]);
    expect(
      classes[
        trendScanningLabels(
          up.map((x) => -x),
          { horizon: 8, minimum: 3 },
        ).value[0]!
      ],
    ).toBe("SHORT");
  });
  it("has none where the price stands still, or is not known", () => {
    expect(trendScanningLabels(new Float64Array(30).fill(3)).row.length).toBe(0);
    const close = Float64Array.from({ length: 30 }, (_, i) => Math.sin(i));
    close[25] = Number.NaN;
    expect([...trendScanningLabels(close).row]).toEqual([0, 1, 2, 3, 4, 5]);
  });
  it("refuses windows that no line can be judged by", () => {
    expect(() => trendScanningLabels(new Float64Array(9), { minimum: 2 })).toThrow(
      "3 <= minimum <= horizon; got 2 and 20",
    );
  });

  const oracle = readOracle<{
    readonly inputFile: string;
    readonly params: { readonly rows: [number, number] };
    readonly expected: {
      readonly trendScanning_first600_L20_min5: Record<"t1Row" | "tValue" | "label" | "ret", (number | null)[]>;
    };
  }>("labels-btcusdt-1h.json");
  it.skipIf(oracle === undefined)("equals another implementation on real closes", async () => {
    const { inputFile, params, expected } = oracle!;
    const { t1Row, tValue, label } = expected.trendScanning_first600_L20_min5;
    const [from] = params.rows;
    const close = (await readReferenceBars(inputFile, "1h")).close.slice(from, from + 600);
    // there a window of 20 bars is left out, but rows without 20 bars ahead are too
    const ours = trendScanningLabels(close.subarray(0, 599), { horizon: 19, minimum: 5 });
    const known = t1Row.findLastIndex((row) => row !== null) + 1;
    expect([...ours.row]).toEqual(Array.from({ length: known }, (_, row) => row));
    expect([...ours.end]).toEqual(t1Row.slice(0, known));
    ours.tValue.forEach((t, i) => {
      expect(Math.abs(t / tValue[i]! - 1)).toBeLessThan(1e-9);
      expect(ours.value[i]).toBe(label[i]! > 0 ? 1 : 0);
    });
  });
  if (oracle === undefined) it("is compared where the reference file is", (context) => context.skip(noOracles));
});
