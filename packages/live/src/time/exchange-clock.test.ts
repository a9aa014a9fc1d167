import { silentLogger } from "@bellwether/core";
import { expect, it } from "vitest";
import { countingTimers, ScriptedMarket } from "../../test/helpers/scripted-market.js";
import { ExchangeUnclearError } from "../exchange/errors.js";
import type { Note } from "../journal/entry.js";
import { VirtualTime } from "../testing/virtual-time.js";
import { middleOf } from "./clock-sample.js";
import { ExchangeClock, type ExchangeClockSettings } from "./exchange-clock.js";

const MINUTE = 60_000;

function setUp(settings: Partial<ExchangeClockSettings> = {}, skew = 0) {
  const time = new VirtualTime();
  time.skew(skew);
  const timers = countingTimers(time);
  const market = new ScriptedMarket(time);
  const notes: Note[] = [];
  const clock = new ExchangeClock({
    timers,
    data: market,
    note: (note) => notes.push(note),
    log: silentLogger,
    settings,
  });
  const start = async () => {
    const started = clock.start();
    await Promise.all([started, time.run(time.true + MINUTE)]);
  };
  return { time, timers, market, notes, clock, start };
}

it("tells the exchange's time, whatever the machine's clock says", async () => {
  const { time, market, clock, start } = setUp();
  market.ahead = 7_000;
  time.skew(-3_600_000);
  await start();
  expect(clock.now()).toBe(market.now);
  expect(clock.health.offsetMs).toBe(7_000 + 3_600_000);
  await time.run(time.true + 5 * MINUTE);
  expect(clock.now()).toBe(market.now);
});

it("takes the median of five answers: two that took a long way round do not count", async () => {
  const { market, clock, start } = setUp();
  const ways = [20, 20, 900, 0, 30, 30, 800, 0, 20, 20];
  market.latency = () => ways.shift() ?? 20;
  await start();
  expect(market.timeCalls).toBe(5);
  expect(clock.now()).toBe(market.now);
  expect(
    middleOf([
      { base: 5, errorMs: 9 },
      { base: 1, errorMs: 1 },
      { base: 3, errorMs: 2 },
      { base: 4, errorMs: 8 },
    ]),
  ).toEqual({ base: 3, errorMs: 2 });
});

it("is never further off than the uncertainty that it states, however lopsided the way", async () => {
  const { market, clock, start } = setUp();
  const ways = [400, 0];
  market.latency = () => {
    ways.reverse();
    return ways[0]!;
  };
  await start();
  expect(Math.abs(clock.now() - market.now)).toBe(200);
  expect(clock.uncertaintyMs).toBeGreaterThanOrEqual(200);
  expect(clock.uncertaintyMs, "200 ms, and 0.1 ms a second since").toBeLessThan(207);
});

it("does not start when three of five questions are not answered, or answered with what is no time", async () => {
  for (const told of [Number.NaN, 0, "now", null]) {
    const { market, clock, start } = setUp();
    market.tell = (now) => (market.timeCalls <= 3 ? told : now);
    await expect(start()).rejects.toThrow(ExchangeUnclearError);
    expect(market.timeCalls, "it gives up once a majority is out of reach").toBe(3);
    expect(clock.now()).toBeNaN();
    expect(clock.health).toMatchObject({ lastSync: null, drift: "excessive", failures: 1 });
  }
  const { market, clock, start } = setUp();
  market.tell = (now) => (market.timeCalls <= 2 ? Number.NaN : now);
  await start();
  expect(clock.health.drift).toBe("fine");
});

it("keeps its time when measuring fails later, and never throws", async () => {
  const { time, market, clock, start } = setUp();
  await start();
  market.tell = () => Promise.reject(new ExchangeUnclearError("no route"));
  await time.run(time.true + 60 * MINUTE);
  expect(clock.health.failures).toBeGreaterThan(10);
  expect(clock.now()).toBe(market.now);
  const again = clock.resync();
  await time.run(time.true + MINUTE);
  expect(await again).toBe(false);
});

it("measures again after 20 minutes, not before", async () => {
  const { time, market, clock, start } = setUp();
  await start();
  const due = clock.health.lastSync! - market.ahead + 20 * MINUTE;
  await time.run(due - 1);
  expect(market.timeCalls).toBe(5);
  await time.run(due);
  expect(market.timeCalls).toBe(6);
});

it("measures again within half a minute when it is not sure to half a second", async () => {
  for (const [latency, again] of [
    [500, false],
    [501, true],
  ] as const) {
    const { time, market, start } = setUp();
    market.latency = () => latency;
    await start();
    const known = market.timeCalls;
    await time.run(time.true + MINUTE);
    expect(market.timeCalls > known || known > 5, `${latency} ms each way`).toBe(again);
  }
});

it("notes a drift that comes slowly", async () => {
  const { time, notes, start } = setUp();
  await start();
  for (const skew of [300, 600]) {
    time.skew(skew);
    await time.run(time.true + 11_000);
  }
  expect(notes).toMatchObject([{ kind: "clock", details: { offsetMs: -600, drift: "large" } }]);
});

it.each([
  [500, "fine"],
  [501, "large"],
  [5_000, "large"],
  [5_001, "excessive"],
  [-500, "fine"],
  [-501, "large"],
  [-5_001, "excessive"],
] as const)("calls an offset of %d ms %s", async (offset, drift) => {
  const { notes, clock, start } = setUp({}, -offset);
  await start();
  expect(clock.health).toMatchObject({ offsetMs: offset, drift });
  expect(notes.map(({ kind }) => kind)).toEqual(drift === "fine" ? [] : ["clock"]);
});

it("measures again when the machine's clock jumps by more than a second, and says so", async () => {
  for (const [by, measured] of [
    [1_000, 5],
    [1_001, 10],
    [-1_000, 5],
    [-1_001, 10],
  ] as const) {
    const { time, market, clock, start } = setUp();
    await start();
    let heard = 0;
    clock.onChange(() => heard++);
    time.skew(by);
    await time.run(time.true + MINUTE);
    expect(market.timeCalls, `${by} ms`).toBe(measured);
    expect(clock.health.jumps).toBe(measured === 5 ? 0 : 1);
    expect(heard).toBe(measured === 5 ? 0 : 2);
    expect(clock.now()).toBe(market.now);
  }
});

it("is behind, never ahead, after a suspension, and right within seconds of it", async () => {
  const { time, market, notes, clock, start } = setUp();
  await start();
  market.ahead += 8 * 3_600_000;
  time.skew(8 * 3_600_000);
  expect(clock.now()).toBeLessThan(market.now);
  expect(clock.health.drift, "what is off by hours stops trading until it is measured").toBe("excessive");
  await time.run(time.true + 11_000);
  expect(clock.now()).toBe(market.now);
  expect(clock.health.drift).toBe("fine");
  expect(notes.map(({ message }) => message)).toEqual([
    "the machine's clock jumped by 28800000 ms: it was set, or the machine was suspended",
  ]);
});

it("throws away answers from before a jump that happens while it measures", async () => {
  const { time, market, clock, start } = setUp({ samples: 3 });
  let asked = 0;
  market.tell = (now) => {
    if (++asked === 2) {
      market.ahead += 600_000;
      time.skew(600_000);
    }
    return now;
  };
  await start();
  expect(clock.now()).toBe(market.now);
  expect(asked).toBe(6);
});

it("shares a measurement that runs, and holds no timer once stopped", async () => {
  const { time, timers, market, clock, start } = setUp();
  await start();
  expect(timers.pending).toBe(1);
  const both = [clock.resync(), clock.resync()];
  await time.run(time.true + MINUTE);
  expect(await Promise.all(both)).toEqual([true, true]);
  expect(market.timeCalls).toBe(10);
  await clock.stop();
  expect(timers.pending).toBe(0);
  await time.run(time.true + 60 * MINUTE);
  expect(market.timeCalls).toBe(10);
});
