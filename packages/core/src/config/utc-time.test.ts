import { expect, it } from "vitest";
import { utcTime } from "./utc-time.js";

it.each([
  ["2024-01-31", Date.UTC(2024, 0, 31)],
  ["2024-02-29T12:34Z", Date.UTC(2024, 1, 29, 12, 34)],
  ["2024-01-31T12:34:56.789Z", Date.UTC(2024, 0, 31, 12, 34, 56, 789)],
  ["2024-01-31 12:34:56", Date.UTC(2024, 0, 31, 12, 34, 56)],
])("reads %s as UTC", (text, time) => expect(utcTime(text)).toBe(time));

it.each([
  "2023-02-29",
  "2024-13-01",
  "2024-00-10",
  "2024-01-31T24:00Z",
  "2024-01-31T12:60Z",
  "2024-01-31T12:00+01:00",
  "0050-01-01",
  "31.01.2024",
  "now",
  "",
])("does not read %j", (text) => expect(utcTime(text)).toBeNaN());
