import { describe, expect, it } from "vitest";
import { type Sent, stubbed } from "../test/stubbed.js";

const SYMBOL = "BTC/USDT";
const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

interface Trade {
  readonly id: number;
  readonly time: number;
}

const trades = (count: number, every: number, from = START): Trade[] =>
  Array.from({ length: count }, (_, i) => ({ id: i + 1, time: from + i * every }));

/** OKX: the newest `limit` of a stretch of time, newest first. */
function okx(all: readonly Trade[], ignoresEnd = false) {
  return ({ url }: Sent) => {
    const begin = Number(url.searchParams.get("begin") ?? 0);
    const end = ignoresEnd ? Number.POSITIVE_INFINITY : Number(url.searchParams.get("end") ?? Number.POSITIVE_INFINITY);
    const found = all.filter(({ time }) => time >= begin && time <= end).slice(-100);
    return {
      code: "0",
      data: found.reverse().map(({ id, time }) => ({
        instId: "BTC-USDT",
        tradeId: String(id),
        ordId: `9${id}`,
        fillPx: "100",
        fillSz: "0.1",
        side: "buy",
        execType: "M",
        feeCcy: "USDT",
        fee: "-0.01",
        ts: String(time),
        fillTime: String(time),
      })),
    };
  };
}

/** Binance: the oldest `limit` from a number or a time on. */
function binance(all: readonly Trade[]) {
  return ({ url }: Sent) => {
    const from = Number(url.searchParams.get("fromId") ?? 0);
    const since = Number(url.searchParams.get("startTime") ?? 0);
    const limit = Number(url.searchParams.get("limit"));
    return all
      .filter(({ id, time }) => id >= from && time >= since)
      .slice(0, limit)
      .map(({ id, time }) => ({
        symbol: "BTCUSDT",
        id,
        orderId: 9_000 + id,
        price: "100",
        qty: "0.1",
        commission: "0.0001",
        commissionAsset: "BTC",
        time,
        isBuyer: true,
        isMaker: false,
      }));
  };
}

/** Everything from a time on, page by page; and the cursor after it. */
async function allOf(exchange: Awaited<ReturnType<typeof stubbed>>["exchange"], since: number) {
  const ids: number[] = [];
  let page = await exchange.fills(SYMBOL, { since });
  for (let pages = 1; ; pages++) {
    ids.push(...page.fills.map(({ id }) => Number(id)));
    if (!page.more) return { ids, cursor: page.cursor, pages };
    page = await exchange.fills(SYMBOL, { cursor: page.cursor });
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe("the account's trades", () => {
  it("come by number where they are counted: each once, oldest first", async () => {
    const history = trades(2_500, 1_000);
    const { exchange, sent } = await stubbed({ id: "binance", answer: binance(history) });
    const { ids, cursor, pages } = await allOf(exchange, START);
    expect(ids).toEqual(upTo(2_500));
    expect(pages).toBe(3);
    expect(sent.map(({ url }) => url.searchParams.get("fromId"))).toEqual([null, "1001", "2001"]);
    history.push({ id: 2_501, time: START });
    const { fills, more } = await exchange.fills(SYMBOL, { cursor });
    expect([fills.map(({ id }) => id), more]).toEqual([["2501"], false]);
  });

  it("come by time elsewhere, though an exchange shows the newest of a page first and cuts off the oldest", async () => {
    const history = trades(730, HOUR);
    const { exchange } = await stubbed({ id: "okx", answer: okx(history) });
    const { ids, cursor } = await allOf(exchange, START);
    expect(ids).toEqual(upTo(730));
    const again = await exchange.fills(SYMBOL, { cursor });
    expect(again.fills, "what has been seen is not told again").toEqual([]);
    history.push({ id: 731, time: history.at(-1)!.time }); // of the same millisecond
    const { fills } = await exchange.fills(SYMBOL, { cursor: again.cursor });
    expect(fills.map(({ id }) => id)).toEqual(["731"]);
  });

  it("are unclear where an exchange cannot be paged through, rather than some of them", async () => {
    const { exchange } = await stubbed({ id: "okx", answer: okx(trades(101, HOUR), true) });
    await expect(exchange.fills(SYMBOL, { since: START })).rejects.toMatchObject({ code: "EXCHANGE_UNCLEAR" });
    const atOnce = await stubbed({ id: "okx", answer: okx(trades(101, 0)) });
    await expect(atOnce.exchange.fills(SYMBOL, { since: START })).rejects.toMatchObject({ code: "EXCHANGE_UNCLEAR" });
  });

  it("are asked for in stretches that the exchange allows, up to now", async () => {
    const now = Date.now();
    const { exchange, sent } = await stubbed({ id: "bybit", answer: () => ({ retCode: 0, result: { list: [] } }) });
    await allOf(exchange, now - 20 * 24 * HOUR);
    const starts = sent.map(({ url }) => Number(url.searchParams.get("startTime")));
    expect(starts).toHaveLength(3);
    for (let i = 1; i < starts.length; i++) expect(starts[i]! - starts[i - 1]!).toBeLessThan(7 * 24 * HOUR);
  });

  it.each(["", "x", "{}", "[]", '{"next":"-1"}', '{"since":-1,"seen":[]}', '{"next":1}'])(
    "refuse a cursor that is none: %j",
    async (cursor) => {
      const { exchange, sent } = await stubbed({ id: "binance" });
      await expect(exchange.fills(SYMBOL, { cursor })).rejects.toMatchObject({ code: "EXCHANGE_REFUSAL" });
      expect(sent).toEqual([]);
    },
  );
});
