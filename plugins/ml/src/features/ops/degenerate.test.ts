import { describe, expect, it } from "vitest";
import { tinyFrame } from "../../../test/tiny-frame.js";
import { normalisedGap, unlessFlat } from "./degenerate.js";
import { squareRoot } from "./square-root.js";

const x = [3, 0, NaN, 5, NaN];
const y = [1, 0, 1, NaN, 0];
const df = tinyFrame(x, { y });

describe("ops for what is degenerate", () => {
  it("normalisedGap is (x − y) / (x + y), 0 where both are 0, NaN where either is", () => {
    expect(normalisedGap(df.close, df.column("y")).values()).toEqual(Float64Array.of(0.5, 0, NaN, NaN, NaN));
  });

  it("unlessFlat puts the fallback where the size is 0, even for what is NaN there, and NaN where the size is", () => {
    expect(unlessFlat(df.close, df.column("y"), 7).values()).toEqual(Float64Array.of(3, 7, NaN, NaN, 7));
  });

  it("squareRoot takes what rounding has left below 0 for 0", () => {
    expect(squareRoot(tinyFrame([4, -1e-20, NaN]).close).values()).toEqual(Float64Array.of(2, 0, NaN));
  });
});
