import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excursionOf } from "./excursion.js";

describe("excursionOf", () => {
  it("measures both ways from the entry price, as positive fractions of it", () => {
    expect(excursionOf({ side: "long", entryPrice: 100, worstPrice: 95, bestPrice: 110 })).toEqual({
      mae: 0.05,
      mfe: 0.1,
    });
    expect(excursionOf({ side: "short", entryPrice: 100, worstPrice: 110, bestPrice: 95 })).toEqual({
      mae: 0.1,
      mfe: 0.05,
    });
  });

  it("is zero where price never went that way, as when slippage bought above every price seen", () => {
    expect(excursionOf({ side: "long", entryPrice: 101, worstPrice: 90.9, bestPrice: 100 }).mfe).toBe(0);
  });

  it("turns around with the side: what was against a long is in favour of a short", () => {
    const above = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(above, above, above, (entryPrice, worstPrice, bestPrice) => {
        const long = excursionOf({ side: "long", entryPrice, worstPrice, bestPrice });
        const short = excursionOf({ side: "short", entryPrice, worstPrice: bestPrice, bestPrice: worstPrice });
        expect(short).toEqual({ mae: long.mfe, mfe: long.mae });
      }),
    );
  });
});
