import { describe, expect, it } from "vitest";
import { limit, MINUTE, run, sent } from "../../test/desk-harness.js";
import { barsFrom, type Scripted } from "../../test/loop-harness.js";
import type { Halt } from "../risk/verdict.js";

describe("a halt", () => {
  const halting =
    (...halts: readonly [from: number, to: number, halt: Partial<Halt>][]) =>
    ({ risk }: Scripted) => {
      risk.haltWhen = (_equity, time) => {
        const found = halts.find(([from, to]) => time >= from * MINUTE && time < to * MINUTE);
        return found === undefined ? null : { rule: "dailyLoss", limit: 1, observed: 2, flatten: false, ...found[2] };
      };
    };
  const times = ({ loop }: Scripted) => {
    const heard: string[] = [];
    loop.bus.on("halt", ({ rule }, time) => void heard.push(`halt ${rule} ${time / MINUTE}`));
    loop.bus.on("resume", (time) => void heard.push(`resume ${time / MINUTE}`));
    return heard;
  };
  const longs = ["LONG", "LONG", "LONG", "LONG", "LONG", "LONG"];

  it("with an end resumes by itself, and the stance is acted upon again", async () => {
    let heard: string[] = [];
    const all = await run(longs, {}, (it) => {
      heard = times(it);
      halting([1, 3, { until: 4 * MINUTE }])(it);
    });
    expect(heard).toEqual(["halt dailyLoss 1", "resume 4"]);
    expect(sent(all)).toEqual(["buy market at 3"]); // the close at minute 4 is that of bar 3
    expect(all.loop.desk.refusals).toEqual({ halted: 3 });
    expect(all.loop.desk.halts).toHaveLength(1);
    expect([all.loop.desk.halt, all.loop.portfolio.halted]).toEqual([null, false]);
  });

  it("without an end holds until a person resumes", async () => {
    let heard: string[] = [];
    const set = (it: Scripted) => {
      heard = times(it);
      halting([1, 2, {}])(it);
    };
    const all = await run(longs, {}, set, ({ loop }, minute) => {
      if (minute === 3) loop.resume();
    });
    expect(heard).toEqual(["halt dailyLoss 1", "resume 3"]);
    expect(sent(all)).toEqual(["buy market at 3"]);
    const never = await run(longs, {}, halting([1, 2, {}]));
    expect([sent(never), never.loop.portfolio.halted]).toEqual([[], true]);
  });

  it.each([
    ["maxDrawdown", 0],
    ["dailyLoss", 1 - 9_999 / 10_004],
  ] as const)("for %s that a person ends leaves a drawdown of %d to count from", async (rule, drawdown) => {
    const seen: number[] = [];
    const columns = barsFrom([100, 100, 104, 99, 99, 99, 99]);
    const sources = [{ symbol: "BTC/USDT", timeframe: "1m" as const, columns }];
    const all = await run(["LONG"], { sources }, halting([4, 5, { rule }]), ({ loop }, minute) => {
      if (minute !== 4) return;
      seen.push(loop.portfolio.drawdown);
      loop.resume();
      seen.push(loop.portfolio.drawdown);
    });
    expect(seen).toEqual([expect.closeTo(1 - 9_999 / 10_004, 12), expect.closeTo(drawdown, 12)]);
    expect(all.loop.portfolio.halted).toBe(false);
  });

  it("with an end gives way to a graver one", async () => {
    let heard: string[] = [];
    const all = await run(longs, {}, (it) => {
      heard = times(it);
      halting([2, 3, { until: 4 * MINUTE }], [3, 4, { rule: "maxDrawdown", flatten: true }])(it);
    });
    expect(heard).toEqual(["halt dailyLoss 2", "halt maxDrawdown 3"]);
    expect(all.loop.desk.halt).toMatchObject({ rule: "maxDrawdown" });
    expect(sent(all)).toEqual(["buy market at 0", "sell exit at 2"]);
  });

  it("that keeps positions and waits for a person closes them once risk wants that too, and is one halt", async () => {
    const all = await run(longs, {}, halting([2, 4, {}], [4, 9, { flatten: true }]));
    expect(sent(all)).toEqual(["buy market at 0", "sell exit at 3"]);
    expect(all.loop.desk.halts).toMatchObject([{ rule: "dailyLoss", flatten: false, time: 2 * MINUTE }]);
    expect(all.loop.desk.halt).toMatchObject({ rule: "dailyLoss", flatten: true });
  });

  it("is no reason for risk to look away: it sees every close", async () => {
    const all = await run(longs, {}, halting([1, 2, {}]));
    expect(all.log.filter((line) => line === "risk inspects")).toHaveLength(6);
  });

  it("cancels the entry of a reversal whose exit is still on its way", async () => {
    const waiting: unknown[] = [];
    const all = await run(
      ["LONG", "SHORT", null],
      { rules: { kind: "linear" } },
      undefined,
      ({ loop, broker }, minute) => {
        if (minute !== 2) return;
        loop.desk.stop({ rule: "session", limit: 0, observed: 0, flatten: true }, 2 * MINUTE);
        waiting.push(...broker.waiting.map(({ request }) => request.reduceOnly));
      },
    );
    expect(sent(all)).toEqual(["buy market at 0", "sell exit at 1", "sell market at 1"]);
    expect(waiting).toEqual([true]);
  });

  it("cancels entries that work", async () => {
    const all = await run([limit(90), limit(90), limit(90)], {}, halting([2, 9, {}]));
    expect([sent(all), all.broker.waiting]).toEqual([["buy limit 90 at 0"], []]);
    expect(all.loop.portfolio.grossNotional).toBe(0);
  });

  it.each([
    ["session", "flatten"],
    ["maxDrawdown", "halt"],
  ] as const)(
    "for %s that flattens leaves for the reason %s, and sells what has filled in part",
    async (rule, reason) => {
      const all = await run(longs, {}, (it) => {
        halting([2, 9, { rule, flatten: true }])(it);
        it.broker.most = 0.4;
      });
      expect(all.broker.requests.map(({ quantity, exitReason }) => [quantity, exitReason])).toEqual([
        [1, undefined],
        [0.4, reason],
      ]);
      expect(all.loop.portfolio.trades).toMatchObject([{ exitReason: reason, quantity: 0.4 }]);
    },
  );
});
