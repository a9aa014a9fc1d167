import { describe, expect, it } from "vitest";
import { wellStatus } from "../../test/helpers/status.js";
import { HEALTH_LIMITS, type HealthLimits, healthOf } from "./health.js";
import type { Status } from "./status.js";

const HOUR = 3_600_000;
const levelOf = (change: Partial<Status>, limits: Partial<HealthLimits> = {}) =>
  healthOf({ ...wellStatus, ...change }, limits).level;
const aged = (ageMs: number | null) => ({ streams: [{ ...wellStatus.streams[0]!, ageMs }] });
const memory = (rssBytes: number) => ({ memory: { rssBytes, heapBytes: 1 } });
const strategy = (state: "failed" | "disabled") => ({ strategies: [{ ...wellStatus.strategies[0]!, state }] });
const { memorySoftBytes: SOFT, memoryHardBytes: HARD } = HEALTH_LIMITS;

describe("health", () => {
  it("is ok, without reasons, for a run that is well", () => {
    expect(healthOf(wellStatus)).toEqual({ level: "ok", reasons: [] });
  });

  it.each<[string, Partial<Status>, string]>([
    ["data of 2 bars and 5 s", aged(2 * HOUR + 5_000), "ok"],
    ["older data", aged(2 * HOUR + 5_001), "degraded"],
    ["data of an age that is no number", aged(Number.NaN), "degraded"],
    ["no data yet", aged(null), "ok"],
    ["a clock that is off by a second", { clockOffsetMs: -1_000 }, "ok"],
    ["a clock that is off by more", { clockOffsetMs: 1_001 }, "degraded"],
    ["a clock that is off by 5 s", { clockOffsetMs: -5_000 }, "degraded"],
    ["a clock that is off by more than that", { clockOffsetMs: -5_001 }, "stopped"],
    ["a clock offset that is no number", { clockOffsetMs: Number.NaN }, "stopped"],
    ["a clock that was never compared", { clockOffsetMs: null }, "ok"],
    ["an outage", { outage: { since: wellStatus.at - 1_000, reason: "maintenance" } }, "degraded"],
    ["a journal that cannot be written", { journal: { ...wellStatus.journal, failed: "the disk is full" } }, "stopped"],
    ["memory at the soft limit", memory(SOFT), "ok"],
    ["memory beyond it", memory(SOFT + 1), "degraded"],
    ["memory at the hard limit", memory(HARD), "degraded"],
    ["memory beyond it", memory(HARD + 1), "stopped"],
    ["an event loop late by 5 s", { loopLagMs: 5_000 }, "ok"],
    ["an event loop later than that", { loopLagMs: 5_001 }, "degraded"],
    ["a strategy that fails", strategy("failed"), "degraded"],
    ["a strategy that is disabled", strategy("disabled"), "degraded"],
    ["an unknown order", { orders: [{ ...wellStatus.orders[0]!, status: "unknown" }] }, "degraded"],
  ])("with %s is so far", (_case, change, level) => {
    expect(levelOf(change)).toBe(level);
  });

  it("notes an event loop late by more than a quarter of a second without calling it ill", () => {
    expect(healthOf({ ...wellStatus, loopLagMs: 250 }).reasons).toEqual([]);
    expect(healthOf({ ...wellStatus, loopLagMs: 251 })).toMatchObject({
      level: "ok",
      reasons: [{ kind: "lag", level: "ok" }],
    });
  });

  it("names every reason, the worst first, in words", () => {
    const { level, reasons } = healthOf({
      ...wellStatus,
      ...aged(3 * HOUR),
      ...strategy("failed"),
      loopLagMs: 300,
      clockOffsetMs: 5_432,
      outage: { since: wellStatus.at - 960_000, reason: "no answer" },
    });
    expect(level).toBe("stopped");
    expect(reasons.map(({ level, text }) => `${level}: ${text}`)).toEqual([
      "stopped: the clock is off by 5.4 s from the exchange's",
      "degraded: BTC/USDT 1h: the newest bar closed 3 h ago",
      "degraded: the exchange has not been reached for 16 min, longer than it may be: no answer",
      "degraded: ema-rsi on BTC/USDT fails",
      "ok: the event loop was held up for 300 ms",
    ]);
  });

  it("takes limits of one's own", () => {
    expect(levelOf({ loopLagMs: 40 }, { lagLogMs: 10, lagWarnMs: 30 })).toBe("degraded");
  });
});
