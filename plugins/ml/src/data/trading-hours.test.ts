import { describe, expect, it } from "vitest";
import { MONDAY } from "../../test/made-bars.js";
import { noOracles, readOracle, readReferenceBars } from "../../test/oracle-files.js";
import { sampleDays, sampleHours } from "../../test/sample-bars.js";
import { tradingHours } from "./trading-hours.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const hoursOf = (days: number, isOpen: (time: Date) => boolean) =>
  Float64Array.from(
    Array.from({ length: days * 24 }, (_, k) => MONDAY + k * HOUR).filter((time) => isOpen(new Date(time))),
  );
/** Sunday 22:00 to Friday 22:00 UTC. */
const currencies = (time: Date) => (time.getTime() - MONDAY + 2 * HOUR) % (7 * DAY) < 5 * DAY;

describe("when bars are expected", () => {
  it("is always, for bars that stand on weekends too", () => {
    const hours = tradingHours(
      hoursOf(60, () => true),
      "1h",
      "auto",
    );
    expect(hours.calendar).toBe("24x7");
    expect(hours.between(MONDAY, MONDAY + HOUR)).toBe(0);
    expect(hours.between(MONDAY, MONDAY + 4 * HOUR)).toBe(3);
    expect(hours.timesBetween(MONDAY, MONDAY + 3 * HOUR)).toEqual([MONDAY + HOUR, MONDAY + 2 * HOUR]);
  });

  it("leaves weekends out where they never have bars, by the hours that the market keeps", () => {
    const open = hoursOf(60, currencies);
    const hours = tradingHours(open, "1h", "auto");
    expect(hours.calendar).toBe("weekdays");
    const friday = MONDAY + 4 * DAY + 21 * HOUR;
    const sunday = MONDAY + 6 * DAY + 22 * HOUR;
    expect(hours.between(friday, sunday)).toBe(0);
    expect(hours.between(friday - HOUR, sunday + HOUR)).toBe(2);
    expect(hours.edges(friday - HOUR, sunday + HOUR)).toEqual([friday, sunday]);
    expect(hours.between(MONDAY, MONDAY + 70 * DAY), "ten weeks of 120 hours, less the first").toBe(10 * 120 - 1);
    expect(hours.timesBetween(MONDAY, MONDAY + 70 * DAY).length).toBe(10 * 120 - 1);
  });

  it("of few weeks leaves out Saturday and Sunday, on request or where two Saturdays passed without bars", () => {
    const open = hoursOf(20, (time) => time.getUTCDay() % 6 !== 0);
    expect(tradingHours(open, "1h", "auto").between(MONDAY + 4 * DAY + 23 * HOUR, MONDAY + 7 * DAY)).toBe(0);
    expect(tradingHours(open, "1h", "24x7").between(MONDAY + 4 * DAY + 23 * HOUR, MONDAY + 7 * DAY)).toBe(48);
    const short = open.subarray(0, 6 * 24);
    expect(tradingHours(short, "1h", "auto").calendar).toBe("24x7");
    expect(tradingHours(short, "1h", "weekdays").calendar).toBe("weekdays");
  });

  it("does not take an hour for closed because of a long hole", () => {
    const open = hoursOf(100, (time) => currencies(time) && Math.abs(time.getTime() - MONDAY - 50 * DAY) > 20 * DAY);
    expect(tradingHours(open, "1h", "auto").between(MONDAY + 30 * DAY, MONDAY + 70 * DAY)).toBeGreaterThan(600);
  });

  it("counts months by the calendar, however their bars are stamped", () => {
    const months = tradingHours(Float64Array.of(0), "1M", "auto");
    const [january, april] = [Date.UTC(2024, 0, 31), Date.UTC(2024, 3, 30)];
    expect(months.between(january, Date.UTC(2024, 1, 29))).toBe(0);
    expect(months.between(january, april)).toBe(2);
    expect(months.timesBetween(january, april)).toEqual([Date.UTC(2024, 1, 1), Date.UTC(2024, 2, 1)]);
  });

  it("is told apart for the bars that ship", async () => {
    expect(tradingHours((await sampleHours()).openTime, "1h", "auto").calendar).toBe("weekdays");
    expect(tradingHours((await sampleDays()).openTime, "1d", "auto").calendar).toBe("weekdays");
  });

  const atHand = readOracle("labels-btcusdt-1h.json") !== undefined;
  it.skipIf(!atHand)("is told apart for real files of exchanges", async () => {
    for (const [file, timeframe, calendar] of [
      ["btcusdt-binance-1h.csv.gz", "1h", "24x7"],
      ["btcusdt-binance-1d.csv", "1d", "24x7"],
      ["solusdt-binance-15m.csv.gz", "15m", "24x7"],
      ["eurusd-1h.csv", "1h", "weekdays"],
      ["goog-1d.csv", "1d", "weekdays"],
    ] as const) {
      const { openTime } = await readReferenceBars(`data/${file}`, timeframe);
      expect(tradingHours(openTime, timeframe, "auto").calendar, file).toBe(calendar);
    }
  });
  if (!atHand) it("is told apart where the reference files are", (context) => context.skip(noOracles));
});
