import { describe, expect, it } from "vitest";
import { HOUR, inputOf, NOON, portfolioOf } from "../../test/risk-inputs.js";
import { createRiskEngine } from "../risk-engine.js";
import type { RiskOptions } from "../settings/config.js";

const MIDNIGHT = Date.UTC(2024, 4, 16);
const watchWith = (options: RiskOptions) => {
  const risk = createRiskEngine(options);
  return {
    risk,
    at: (time: number, equity = 5_000, drawdown = 0) => risk.inspect(portfolioOf({ equity, drawdown }), time),
  };
};

describe("dailyLoss", () => {
  it("halts until the UTC day ends, counted from the equity at its start", () => {
    const { at } = watchWith({ dailyLoss: 0.05, flattenOnHalt: false });
    expect(at(MIDNIGHT - 2 * HOUR, 4_000)).toBeNull();
    expect(at(MIDNIGHT, 5_000), "a close at midnight ends the day before").toBeNull();
    expect(at(MIDNIGHT + HOUR, 4_750), "5 % is not more than 5 %").toBeNull();
    expect(at(MIDNIGHT + 2 * HOUR, 4_700)).toEqual({
      rule: "dailyLoss",
      limit: 0.05,
      observed: 0.06,
      flatten: false,
      until: MIDNIGHT + 24 * HOUR,
    });
    expect(at(MIDNIGHT + 24 * HOUR, 4_700), "a new day").toBeNull();
  });

  it("counts what is lost over a gap across midnight", () => {
    const { at } = watchWith({ dailyLoss: 0.05 });
    at(MIDNIGHT - HOUR, 5_000);
    expect(at(MIDNIGHT + 8 * HOUR, 4_700)).toMatchObject({ rule: "dailyLoss" });
  });

  it("gives way to a drawdown, which only a person ends", () => {
    const { at } = watchWith({ dailyLoss: 0.05 });
    at(NOON, 5_000);
    const halt = at(NOON + HOUR, 3_000, 0.4);
    expect(halt).toEqual({ rule: "maxDrawdown", limit: 0.2, observed: 0.4, flatten: true });
  });

  it("halts where the time is not known, and forgets the day when a run opens", () => {
    const { at, risk } = watchWith({ dailyLoss: 0.05 });
    expect(at(Number.NaN)).toMatchObject({ rule: "dailyLoss" });
    at(NOON, 5_000);
    risk.open!([]);
    expect(at(NOON + HOUR, 4_000)).toBeNull();
  });
});

describe("sessions", () => {
  const sessions = [{ days: ["wed"] as "wed"[], from: "11:00", to: "13:00" }];
  const next = NOON + 7 * 24 * HOUR - HOUR;

  it("flatten at the end of a window until the next begins, on quiet bars too", () => {
    const { at } = watchWith({ sessions, sessionEnd: "flatten" });
    const halt = (time: number) => ({ rule: "session", limit: next, observed: time, flatten: true, until: next });
    expect([at(NOON - 2 * HOUR)?.rule, at(NOON), at(NOON + HOUR - 1)]).toEqual(["session", null, null]);
    expect(at(NOON + HOUR)).toEqual(halt(NOON + HOUR));
    expect(at(NOON + 5 * HOUR)).toEqual(halt(NOON + 5 * HOUR));
    expect([at(next), at(next + HOUR), at(next + 2 * HOUR)?.rule]).toEqual([null, null, "session"]);
  });

  it("that are held only keep entries out", () => {
    const { at, risk } = watchWith({ sessions });
    expect(at(NOON + 2 * HOUR)).toBeNull();
    const enter = (time: number) => risk.applyRiskToSignal(inputOf({ time })).status;
    expect([enter(NOON), enter(NOON + 2 * HOUR)]).toEqual(["approved", "refused"]);
  });

  it("and days may be watched together", () => {
    const { at } = watchWith({ sessions, sessionEnd: "flatten", dailyLoss: 0.1 });
    expect([at(NOON), at(NOON + 1, 4_000)?.rule, at(NOON + 2, 5_000), at(NOON + HOUR)?.rule]).toEqual([
      null,
      "dailyLoss",
      null,
      "session",
    ]);
  });

  it("leave the weekend to those who are closed then", () => {
    const { at } = watchWith({ weekend: "flatten" });
    const friday = Date.UTC(2024, 4, 17, 21);
    expect(at(friday - 1)).toBeNull();
    expect(at(friday)).toMatchObject({ rule: "session", until: Date.UTC(2024, 4, 19, 22) });
    expect(at(Date.UTC(2024, 4, 19, 22))).toBeNull();
  });
});

it("a halt that keeps positions closes them where the weekend would", () => {
  const FRIDAY = Date.UTC(2024, 4, 17);
  for (const options of [{ maxDrawdown: 0.1 }, { dailyLoss: 0.1 }]) {
    const { at } = watchWith({ ...options, flattenOnHalt: false, weekend: "flatten" });
    at(FRIDAY + HOUR);
    expect(at(FRIDAY + 20 * HOUR, 4_000, 0.2)).toMatchObject({ rule: Object.keys(options)[0], flatten: false });
    expect(at(FRIDAY + 21 * HOUR, 4_000, 0.2)).toMatchObject({ rule: Object.keys(options)[0], flatten: true });
  }
});
