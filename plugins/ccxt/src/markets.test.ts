import { ExchangeUnclearError } from "@bellwether/live";
import { describe, expect, it } from "vitest";
import { market, stubbed } from "../test/stubbed.js";

const SYMBOL = "BTC/USDT";
const STREAM = { symbol: SYMBOL, timeframe: "1h" } as const;
const ROW = [Date.UTC(2024, 0, 1), "1", "2", "0.5", "1.5", "10", 0, "0", 0, "0", "0", "0"];

/** Loads good markets, then whatever is given; asks for bars after that. */
async function reloadedWith(markets: unknown) {
  let isFirst = true;
  const { exchange } = await stubbed({
    id: "binance",
    options: { deadlineMs: 1_000 },
    answer: () => [ROW],
    markets: () => {
      if (!isFirst) return markets;
      isFirst = false;
      return [market("binance")];
    },
  });
  await exchange.open();
  const reload = await exchange.markets([SYMBOL]).catch((error: unknown) => error);
  const bars = await exchange.bars(STREAM, 0, 10).catch((error: unknown) => error);
  return { reload, bars };
}

describe("markets", () => {
  it.each([
    ["none", []],
    ["an object", {}],
    ["nothing", undefined],
    ["a nameless one among them", [market("binance"), { id: "X" }]],
    [
      "one that ccxt chokes on",
      [market("binance"), { ...market("binance"), symbol: "A/B", precision: null, base: null }],
    ],
  ])("stay as they were when a new list holds %s, or ccxt can use them all", async (_, list) => {
    const { reload, bars } = await reloadedWith(list);
    if (reload instanceof Error) expect(reload).toBeInstanceOf(ExchangeUnclearError);
    expect(bars).toHaveLength(1);
  });

  it("follow the exchange: a symbol that is gone is refused from then on", async () => {
    const { reload, bars } = await reloadedWith([{ ...market("binance"), id: "ETHUSDT", symbol: "ETH/USDT" }]);
    expect(reload).toMatchObject({ code: "EXCHANGE_REFUSAL", kind: "bad-symbol" });
    expect(bars).toMatchObject({ kind: "bad-symbol" });
  });

  it("tell a market that is closed for now", async () => {
    const { reload } = await reloadedWith([{ ...market("binance"), active: false }]);
    expect(reload).toMatchObject([{ symbol: SYMBOL, active: false }]);
  });
});
