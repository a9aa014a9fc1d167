import { frameOf } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { featureCatalogue } from "../src/catalogue.js";
import { columnSeries, parseColumn } from "../src/features/feature-column.js";
import { shippedFeatures } from "../src/features/index.js";
import { noOracles, readOracle, readReferenceBars, readTable } from "./oracle-files.js";

const catalogue = featureCatalogue(shippedFeatures);

/** Columns of the reference table, and the column of ours that says the same, in the same unit. */
const SAME: Readonly<Record<string, string>> = {
  ret1: "log-return(1)",
  ret2: "log-return(2)",
  ret3: "log-return(3)",
  ret6: "log-return(6)",
  ret12: "log-return(12)",
  ret24: "log-return(24)",
  ret48: "log-return(48)",
  vol12: "realised-volatility(12)",
  vol24: "realised-volatility(24)",
  vol48: "realised-volatility(48)",
  sma5gap: "sma-distance(5)",
  sma10gap: "sma-distance(10)",
  sma20gap: "sma-distance(20)",
  sma50gap: "sma-distance(50)",
  ema12gap: "ema-distance(12)",
  ema26gap: "ema-distance(26)",
  ema50gap: "ema-distance(50)",
  rsi7: "rsi(7)",
  rsi14: "rsi(14)",
  rsi21: "rsi(21)",
  macd: "macd(12,26,9)",
  macdsig: "macd-signal(12,26,9)",
  macdhist: "macd-histogram(12,26,9)",
  bbpos20: "bollinger-position(20)",
  bbwidth20: "bollinger-width(20,2)",
  bbpos50: "bollinger-position(50)",
  bbwidth50: "bollinger-width(50,2)",
  atr14: "mean-true-range(14)",
  atr50: "mean-true-range(50)",
  stoch14: "donchian-position(14)",
  stoch28: "stochastic(28,1)",
  body: "bar-return",
  range: "bar-range",
  upshadow: "upper-shadow",
  dnshadow: "lower-shadow",
  clv: "close-location(1)",
  volz24: "volume-z-score(24)",
  volz100: "volume-z-score(100)",
  vwapgap24: "vwma-distance(24)",
  parkinson24: "parkinson(24)",
  hoursin: "hour-sine",
  hourcos: "hour-cosine",
};

/** Half a unit of the tenth digit, and some rounding. */
const TEN_DIGITS = 6e-10;
/**
 * The table's rolling standard deviations of prices lose digits to a running sum: in exact arithmetic bbpos20 of row 4496
 * is 1.07239457871, bbwidth20 of row 3325 is 0.01002446733257, where the table says 1.072394578 and 0.01002446734.
 */
const LOOSE: Readonly<Record<string, number>> = { bbpos20: 5e-9, bbwidth20: 5e-9, bbpos50: 5e-9, bbwidth50: 5e-9 };

const INPUT = "oracles/inputs/ml-btcusdt-1h.csv.gz";
const oracle = readOracle<{ params: { featureDefinitions: Record<string, string> } }>(
  "sklearn-preprocessing-btcusdt-1h.json",
);

describe("features computed elsewhere from the same bars", () => {
  if (oracle === undefined) it("are compared where their file is", (context) => context.skip(noOracles));

  it.skipIf(oracle === undefined)("are 49, of which these are ours too", () => {
    const theirs = Object.keys(oracle!.params.featureDefinitions);
    expect(theirs).toHaveLength(49);
    expect(theirs).toEqual(expect.arrayContaining(Object.keys(SAME)));
  });

  const table = oracle === undefined ? undefined : readTable(INPUT);
  const bars = oracle === undefined ? undefined : readReferenceBars("data/btcusdt-binance-1h.csv.gz", "1h");

  it.skipIf(oracle === undefined).each(Object.entries(SAME))("%s is %s, to the digits given", async (key, text) => {
    const column = parseColumn(text, catalogue);
    const { openTime } = await bars!;
    const own = columnSeries(column, frameOf(await bars!)).values();
    const first = openTime.indexOf(table!.timestamp![0]!);
    expect(first).toBeGreaterThan(0);
    // the table began its averages some rows before its first: it has to settle where ours has long done so
    const settled = column.feature.warmup(...column.params);
    let compared = 0;
    for (let i = settled; i < table![key]!.length; i++, compared++) {
      const wanted = table![key]![i]!;
      const found = own[first + i]!;
      expect(openTime[first + i]).toBe(table!.timestamp![i]);
      if (!(Math.abs(found - wanted) <= Math.max(1e-12, (LOOSE[key] ?? TEN_DIGITS) * Math.abs(wanted))))
        expect.fail(`${key} row ${i} is ${wanted}, and ${text} ${found}`);
    }
    expect(compared).toBeGreaterThan(5000);
  });
});
