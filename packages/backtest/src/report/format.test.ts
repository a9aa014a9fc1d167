import { describe, expect, it } from "vitest";
import {
  count,
  day,
  decimal,
  duration,
  minute,
  percent,
  price,
  settings,
  signedDecimal,
  signedPercent,
} from "./format.js";

describe("numbers in print", () => {
  it.each<[string, string]>([
    [decimal(1_234_567.891), "1,234,567.89"],
    [decimal(-1_000, 0), "-1,000"],
    [decimal(-0.001), "0.00"],
    [decimal(999.995), "1,000.00"],
    [decimal(1e22), "1e+22"],
    [signedDecimal(1_234.5), "+1,234.50"],
    [signedDecimal(0.001), "0.00"],
    [signedDecimal(-2), "-2.00"],
    [percent(0.1234), "12.34%"],
    [signedPercent(0.5), "+50.00%"],
    [signedPercent(-0.08), "-8.00%"],
    [signedPercent(0.000001), "0.00%"],
    [price(60_123.456), "60,123.46"],
    [price(1.07219), "1.07219"],
    [price(0.0000123456), "0.0000123456"],
    [price(0), "0.00000"],
    [count(1, "bar"), "1 bar"],
    [count(2_000, "bar"), "2,000 bars"],
  ])("%s", (printed, expected) => expect(printed).toBe(expected));
});

describe("times in print", () => {
  const HOUR = 3_600_000;
  it.each<[string, string]>([
    [duration(0), "0 s"],
    [duration(90_000), "1 min 30 s"],
    [duration(2 * HOUR), "2 h"],
    [duration(76 * HOUR), "3 d 4 h"],
    [duration(3 * 365.25 * 24 * HOUR), "3.0 years"],
    [day(Date.UTC(2024, 1, 29, 23)), "2024-02-29"],
    [minute(Date.UTC(2024, 0, 31, 13, 5)), "2024-01-31 13:05"],
  ])("%s", (printed, expected) => expect(printed).toBe(expected));
});

describe("settings in print", () => {
  it.each<[unknown, string]>([
    [{ fast: 12, slow: 26 }, "fast 12, slow 26"],
    [{ bands: [1, 2], on: true }, "bands [1,2], on true"],
    [{}, "none"],
    [undefined, "none"],
    [7, "7"],
  ])("%j", (params, expected) => expect(settings(params)).toBe(expected));
});
