import { describe, expect, it } from "vitest";
import { wellStatus } from "../../test/helpers/status.js";
import { healthOf } from "./health.js";
import type { Status } from "./status.js";
import { statusText } from "./status-text.js";

const MINUTE = 60_000;
const ill = (): Status => {
  const status: Status = {
    ...wellStatus,
    outage: {
      since: wellStatus.at - 17 * MINUTE,
      reason: "binance is under maintenance and answers 503 to whatever it is asked",
    },
    halted: { rule: "maxDrawdown", since: wellStatus.at - 60 * MINUTE },
    paused: { by: "anna", since: wellStatus.at - 30 * MINUTE },
    orders: [{ ...wellStatus.orders[0]!, status: "unknown" }],
    strategies: [
      { ...wellStatus.strategies[0]!, state: "failed", since: wellStatus.at - MINUTE, reason: "RangeError: x" },
    ],
  };
  return { ...status, health: healthOf(status) };
};
const ESCAPE = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");

describe("the text of a status", () => {
  it("tells a run that is well on one screen", () => {
    expect(statusText(wellStatus)).toMatchInlineSnapshot(`
      "testnet on binance (main, USDT), up 3 d 4 h since 2024-01-31 09:05 UTC
      health    ok
      trading   on
      equity    10,234.50 USDT, 1.23% below its peak
      exchange  reached, 3 reconnects, our clock 12 ms behind
      decisions half within 120 ms, 99 of 100 within 1.8 s, of 76
      journal   12,345 entries, 5.2 MiB, in /srv/runs/ema-btc
      process   4242, version 0.1.0, 182 MiB of memory, heap 64 MiB, event loop late
                by 3 ms at most
      refused   maxExposure 3, staleData 1

        stream        last bar          closed ago  missing
        BTC/USDT  1h  2024-02-03 11:05  6 min 52 s        0
        ETH/USDT  1h  -                          -        3

        strategy  on            state
        ema-rsi   BTC/USDT  1h  ok
        breakout  ETH/USDT  1h  ok

        position  by       quantity     entry  unrealised
        BTC/USDT  ema-rsi    0.0512  42,310.5      -12.40

        order                 quantity  filled  status   id
        BTC/USDT  sell  stop    0.0512       0  resting  bw-7f3a9c-0001

        notifier  sent  waiting  retried  merged  lost
        telegram    12        0        1      37     0
      "
    `);
  });

  it("tells what is wrong first", () => {
    expect(statusText(ill())).toMatchInlineSnapshot(`
      "testnet on binance (main, USDT), up 3 d 4 h since 2024-01-31 09:05 UTC
      health    degraded
                ! the exchange has not been reached for 17 min, longer than it may be:
                binance is under maintenance and answers 503 to whatever it is asked
                ! ema-rsi on BTC/USDT fails: RangeError: x
                ! not known whether the exchange has bw-7f3a9c-0001
      trading   halted by maxDrawdown since 2024-02-03 12:05, until somebody resumes;
                paused by anna since 2024-02-03 12:35
      equity    10,234.50 USDT, 1.23% below its peak
      exchange  not reached since 2024-02-03 12:48, 3 reconnects, our clock 12 ms
                behind
      decisions half within 120 ms, 99 of 100 within 1.8 s, of 76
      journal   12,345 entries, 5.2 MiB, in /srv/runs/ema-btc
      process   4242, version 0.1.0, 182 MiB of memory, heap 64 MiB, event loop late
                by 3 ms at most
      refused   maxExposure 3, staleData 1

        stream        last bar          closed ago  missing
        BTC/USDT  1h  2024-02-03 11:05  6 min 52 s        0
        ETH/USDT  1h  -                          -        3

        strategy  on            state
        ema-rsi   BTC/USDT  1h  failed since 2024-02-03 13:04: RangeError: x

        position  by       quantity     entry  unrealised
        BTC/USDT  ema-rsi    0.0512  42,310.5      -12.40

        order                 quantity  filled  status   id
        BTC/USDT  sell  stop    0.0512       0  unknown  bw-7f3a9c-0001

        notifier  sent  waiting  retried  merged  lost
        telegram    12        0        1      37     0
      "
    `);
  });

  it.each([40, 60, 80, 132])("fits into %i columns", (width) => {
    for (const status of [wellStatus, ill()])
      for (const line of statusText(status, { width, colour: true }).split("\n"))
        expect(line.replace(ESCAPE, "").length, line).toBeLessThanOrEqual(width);
  });

  it("is the same with colours, but for the colours", () => {
    const colourful = statusText(ill(), { colour: true });
    expect(colourful).toMatch(ESCAPE);
    expect(colourful.replace(ESCAPE, "")).toBe(statusText(ill()));
  });

  it("tells what is not known yet as such", () => {
    const text = statusText({
      ...wellStatus,
      equity: null,
      drawdown: null,
      clockOffsetMs: null,
      loopLagMs: null,
      lag: { p50Ms: null, p99Ms: null, bars: 0 },
    });
    expect(text).toContain("equity    not known yet");
    expect(text).toContain("clock not compared yet");
    expect(text).toContain("decisions none yet");
    expect(text).not.toMatch(/null|undefined|NaN/);
  });

  it("cannot be painted on by names from outside", () => {
    const evil = "\u001b[2J\u202eevil\n\u009b1mfake";
    const text = statusText({
      ...wellStatus,
      exchange: evil,
      strategies: [{ ...wellStatus.strategies[0]!, name: evil, reason: evil }],
      health: { level: "degraded", reasons: [{ level: "degraded", kind: "outage", text: evil }] },
    });
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("shows twenty rows of a table, and says how many more there are", () => {
    const orders = Array.from({ length: 50 }, (_, i) => ({ ...wellStatus.orders[0]!, id: `order-${i}` }));
    const text = statusText({ ...wellStatus, orders });
    expect(text).toContain("order-19");
    expect(text).not.toContain("order-20");
    expect(text).toContain("and 30 more; --json has all");
  });

  it("is made of plain JSON: what went through the control socket prints the same", () => {
    expect(statusText(JSON.parse(JSON.stringify(ill())))).toBe(statusText(ill()));
  });
});
