import { expect, it } from "vitest";
import { dayText, factText, figureText, plainNumber, settingsText, significant } from "./figure-text.js";

it.each<[string, string]>([
  [significant(0.0012348), "0.001235"],
  [significant(12.345), "12.35"],
  [significant(-123_456), "-123,456"],
  [significant(1.2348e-7), "1.235e-7"],
  [significant(0), "0"],
  [plainNumber(6_204), "6,204"],
  [figureText(NaN, String), "–"],
  [figureText(null, String), "–"],
  [figureText(-Infinity, String), "–"],
  [dayText(Date.UTC(2024, 1, 29)), "2024-02-29"],
  [dayText(NaN), "–"],
  [dayText(1e300), "–"],
  [factText(false), "no"],
  [factText(NaN), "–"],
  [settingsText({ trees: 100, rate: NaN }), "trees 100, rate –"],
])("%s", (printed, expected) => expect(printed).toBe(expected));
