import { describeIndicator } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { barsOf } from "../../test/bars.js";
import { itMatchesOracle, TTR } from "../../test/oracle.js";
import { itStartsAfresh } from "../../test/restart.js";
import { cmf } from "./cmf.js";

describeIndicator({ indicator: cmf, params: [[], [50]] });
describeIndicator({ indicator: cmf, params: [[1]], mayBeUndefined: true });
itStartsAfresh(cmf, [10]);
itMatchesOracle(TTR, "CMF20", (df) => cmf(df, 20), { relative: 1e-8 });

const ranged = { high: [20, 20, 20], low: [10, 10, 10] };

it("is the share of the volume that closed high, less the share that closed low", () => {
  const df = barsOf({ ...ranged, close: [20, 20, 10], volume: [1, 30, 10] });
  expect(cmf(df, 2).last).toBe(0.5);
});

it("is NaN where nothing was traded", () => {
  const df = barsOf({ ...ranged, close: [20, 20, 10], volume: [0.1, 0, 0] });
  expect(cmf(df, 2).last).toBeNaN();
});
