import { expect, it } from "vitest";
import { type Ohlc, runOf } from "../../test/small-run.js";

const flat: Ohlc = [100, 100, 100, 100];

it("warns of stops beyond the liquidation price, which guard nothing", async () => {
  const bars: readonly Ohlc[] = [flat, [100, 100, 85, 100], flat, [100, 100, 85, 100], flat];
  const warned = async (count: number, stop: number) => {
    const rules = { kind: "linear", leverage: 20, marginMode: "isolated", liquidationFee: 0 } as const;
    const { warnings } = await runOf({ bars: bars.slice(0, count), rules, bracket: { stopLoss: { price: stop } } });
    return warnings.filter((text) => text.includes("stop"));
  };
  expect(await warned(2, 99)).toEqual([]);
  expect(await warned(2, 90)).toEqual([expect.stringMatching(/^1 entry had its stop beyond the liquidation price/)]);
  expect(await warned(5, 90)).toEqual([expect.stringMatching(/^[2-4] entries had their stop beyond the liquidation/)]);
});
