import { expect, it } from "vitest";
import { runOf } from "../../test/small-run.js";
import { bandWarnings } from "./band.js";

const edge = { endEquity: 1_000, totalReturn: 0, maxDrawdown: null, trades: 1 };
const bandOf = (pessimistic: number, optimistic: number) => ({
  rule: "pessimistic" as const,
  pessimistic: { ...edge, endEquity: pessimistic },
  optimistic: { ...edge, endEquity: optimistic },
});

it("warns of a band that is upside down, and of no other", () => {
  expect(bandWarnings(bandOf(1_010, 1_000))).toEqual([
    expect.stringMatching(/^the optimistic rule ended at 1,000\.00, below the pessimistic 1,010\.00: .* no bound here/),
  ]);
  for (const band of [bandOf(1_000, 1_010), bandOf(1_000, 1_000), bandOf(1_000, 1_000 - 1e-10), null])
    expect(bandWarnings(band)).toEqual([]);
});

it("of a trailing stop: optimism raises it before the dip that it is met by, and misses the rise that follows", async () => {
  const { band, warnings } = await runOf({
    bars: [
      [100, 100, 100, 100],
      [100, 104, 99.5, 103.9],
      [120, 120, 120, 120],
    ],
    bracket: { trailing: { distance: 3 } },
  });
  // one unit from 100: sold at 101 by the dip from 104, or held to 120
  expect([band!.optimistic.totalReturn, band!.pessimistic.totalReturn]).toEqual([
    expect.closeTo(1 / 1_000, 12),
    expect.closeTo(20 / 1_000, 12),
  ]);
  expect(warnings).toEqual([expect.stringContaining("the band is no bound here")]);
});
