import { type Frame, frameOf } from "@bellwether/core";
import { describeIndicator } from "@bellwether/core/testing";
import { describe, expect, it } from "vitest";
import { candlesticks } from "./candlesticks.js";

type Ohlc = readonly [open: number, high: number, low: number, close: number];
type Name = keyof typeof candlesticks;

/** White, with a body of 2, a range of 4 and shadows of 1: then a body above 2 is long and one up to 0.4 a doji. */
const ordinary: Ohlc = [100, 103, 99, 102];

/** The candles after enough ordinary ones for every pattern to have warmed up. */
function after(...candles: Ohlc[]): Frame {
  const rows = [...Array.from({ length: 20 }, () => ordinary), ...candles];
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]!);
  return frameOf({
    openTime: Float64Array.from(rows.keys()),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: new Float64Array(rows.length),
  });
}

const withPenetration = new Set<Name>([
  "abandonedBaby",
  "darkCloudCover",
  "eveningDojiStar",
  "eveningStar",
  "matHold",
  "morningDojiStar",
  "morningStar",
]);
for (const [name, indicator] of Object.entries(candlesticks))
  describeIndicator({ indicator, params: withPenetration.has(name as Name) ? [[], [0.6]] : [[]] });

it("holds all 61 patterns under the names they carry", () => {
  const entries = Object.entries(candlesticks);
  expect(entries).toHaveLength(61);
  for (const [name, { indicatorName }] of entries) expect(indicatorName).toBe(name);
});

describe("a pattern fires on its last candle", () => {
  const cases: [Name, number, ...Ohlc[]][] = [
    ["doji", 100, [100, 102, 98, 100.3]],
    ["dragonflyDoji", 100, [100, 100.1, 97, 100]],
    ["gravestoneDoji", 100, [100, 103, 99.9, 100]],
    ["longLeggedDoji", 100, [100, 101, 98, 100.1]],
    ["spinningTop", -100, [100.5, 102, 98.5, 100]],
    ["marubozu", 100, [100, 105.1, 99.9, 105]],
    ["beltHold", -100, [105, 105.1, 98, 100]],
    ["hammer", 100, [96, 97.1, 93, 97]],
    ["hangingMan", -100, [104, 105.1, 101, 105]],
    ["invertedHammer", 100, [98, 102, 97.9, 98.5]],
    ["shootingStar", -100, [104, 107, 103.4, 103.5]],
    ["engulfing", 100, [102, 103, 99, 100.5], [100, 104, 99, 103]],
    ["engulfing", -100, [100, 103, 99, 102], [102.5, 103, 98, 99]],
    ["harami", -100, [100, 105, 99.5, 104.5], [102, 103, 101.5, 102.5]],
    ["haramiCross", 100, [105, 105.5, 100, 100.5], [102, 103, 101, 102.1]],
    ["piercing", 100, [104, 104.5, 99, 100], [98, 103, 97.5, 102.5]],
    ["darkCloudCover", -100, [100, 104.5, 99.5, 104], [105, 105.5, 101, 101.5]],
    ["kicking", 100, [100, 100.1, 94.9, 95], [102, 107.1, 101.9, 107]],
    ["matchingLow", 100, [104, 104.5, 99, 100], [102, 103, 99, 100.1]],
    ["twoCrows", -100, [100, 105.5, 99.5, 105], [107, 107.5, 105.5, 106], [106.5, 107, 102.5, 103]],
    ["threeInside", -100, [100, 105, 99.5, 104.5], [102, 103, 101.5, 102.5], [102, 102.5, 98, 99]],
    ["threeOutside", 100, [102, 103, 99, 100.5], [100, 104, 99, 103], [103, 106, 102, 105]],
    ["threeWhiteSoldiers", 100, [100, 102.1, 99, 102], [101, 104.1, 100.5, 104], [103, 106.1, 102.5, 106]],
    ["threeBlackCrows", -100, [105, 105.5, 101.9, 102], [104, 104.5, 100.4, 100.5], [102, 102.5, 97.9, 98]],
    ["morningStar", 100, [110, 110.5, 104, 104.5], [103, 103.5, 102, 102.5], [103.5, 108, 103, 107.5]],
    ["morningDojiStar", 100, [110, 110.5, 104, 104.5], [103, 104, 102, 103.1], [103.5, 108, 103, 107.5]],
    ["eveningStar", -100, [100, 106, 99.5, 105.5], [107, 108, 106.5, 107.5], [106.5, 107, 102, 102.5]],
    ["abandonedBaby", 100, [110, 110.5, 104, 104.5], [103, 103.4, 102.6, 103.1], [104, 109, 103.8, 108]],
    [
      "threeLineStrike",
      100,
      [100, 102.2, 99.8, 102],
      [101, 103.2, 100.8, 103],
      [102, 104.2, 101.8, 104],
      [105, 106, 99, 99.5],
    ],
    [
      "concealingBabySwallow",
      100,
      [110, 110.05, 104.95, 105],
      [106, 106.05, 100.95, 101],
      [100, 102, 98, 99],
      [101, 103, 96, 97],
    ],
    [
      "riseFallThreeMethods",
      100,
      [100, 106, 99.5, 105.5],
      [104, 104.5, 102.5, 103],
      [103, 103.5, 101.5, 102],
      [102, 102.5, 100.5, 101],
      [101.5, 108, 101, 107.5],
    ],
  ];
  for (const [name, value, ...candles] of cases)
    it(`${name}: ${value}`, () => expect(candlesticks[name](after(...candles)).last).toBe(value));
});

describe("a near miss is no pattern", () => {
  const cases: [Name, string, ...Ohlc[]][] = [
    ["doji", "a body above a tenth of the mean range", [100, 102, 98, 100.5]],
    ["hammer", "an upper shadow", [96, 98, 93, 97]],
    ["hammer", "far above the low of the candle before", [102, 103.1, 99, 103]],
    ["engulfing", "bodies that share an edge", [102, 103, 99, 100], [100, 104, 99, 103]],
    ["marubozu", "a body no longer than the mean", [100, 102.1, 99.9, 102]],
    ["shootingStar", "no gap", [101, 105, 100.9, 101.5]],
    ["piercing", "a close below the middle of the body", [104, 104.5, 99, 100], [98, 103, 97.5, 101.5]],
    ["morningStar", "no gap", [110, 110.5, 104, 104.5], [105, 105.5, 104, 104.6], [103.5, 108, 103, 107.5]],
    [
      "concealingBabySwallow",
      "a third candle that does not reach back",
      [110, 110.05, 104.95, 105],
      [106, 106.05, 100.95, 101],
      [100, 100.9, 98, 99],
      [101, 103, 96, 97],
    ],
    [
      "riseFallThreeMethods",
      "a candle that leaves the range of the first",
      [100, 106, 99.5, 105.5],
      [104, 104.5, 102.5, 103],
      [101, 101.5, 99, 100],
      [99, 99.2, 98, 98.5],
      [98.6, 108, 98.5, 107.5],
    ],
    [
      "abandonedBaby",
      "shadows that touch",
      [110, 110.5, 103, 104.5],
      [103, 103.4, 102.6, 103.1],
      [104, 109, 103.8, 108],
    ],
  ];
  for (const [name, miss, ...candles] of cases)
    it(`${name}: ${miss}`, () => expect(candlesticks[name](after(...candles)).last).toBe(0));
});

describe("penetration", () => {
  const { darkCloudCover } = candlesticks;
  const shallow = after([100, 104.5, 99.5, 104], [105, 105.5, 102, 102.5]);

  it("is how deep the last close must reach into the first body", () => {
    expect(darkCloudCover(shallow).last, "half by default").toBe(0);
    expect(darkCloudCover(shallow, 0.3).last).toBe(-100);
  });

  it("is refused below 0", () => {
    expect(() => darkCloudCover(shallow, -0.1)).toThrow("darkCloudCover: penetration must be a fraction of at least 0");
  });
});

describe("hikkake", () => {
  const mother: Ohlc = [100, 106, 94, 101];
  const inside: Ohlc = [100, 104, 96, 101];
  const falseBreak: Ohlc = [99, 103, 95, 100];
  const idle: Ohlc = [99, 103.5, 94, 100];
  const confirmation: Ohlc = [100, 106, 98, 105];
  const last = (...candles: Ohlc[]) => candlesticks.hikkake(after(mother, inside, ...candles)).last;

  it("fires on the false break and doubles on a close beyond the inside bar", () => {
    expect(last(falseBreak)).toBe(100);
    expect(last(falseBreak, confirmation)).toBe(200);
  });

  it("is confirmed once, within three bars", () => {
    expect(last(falseBreak, idle, idle, confirmation)).toBe(200);
    expect(last(falseBreak, idle, idle, idle, confirmation)).toBe(0);
    expect(last(falseBreak, confirmation, confirmation)).toBe(0);
  });

  it("forgets the break when a price is missing", () => {
    const gap: Ohlc = [Number.NaN, 1, 1, 1];
    const clean = Array.from({ length: 5 }, () => ordinary);
    const { hikkake } = candlesticks;
    expect(hikkake(after(mother, inside, falseBreak, gap, confirmation)).last).toBeNaN();
    expect(hikkake(after(mother, inside, falseBreak, gap, ...clean, confirmation)).last).toBe(0);
  });
});
