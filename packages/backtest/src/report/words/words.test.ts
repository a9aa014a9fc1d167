import { describe, expect, it } from "vitest";
import { sampleReport } from "../../../test/sample-report.js";
import type { Statistics } from "../../statistics/statistics.js";
import { bandRows, bandSentence } from "./band-words.js";
import { detailSentence } from "./detail-words.js";
import { groupTables } from "./group-words.js";
import { haltSentence, sortHalts } from "./halt-words.js";
import { statisticsInPrint } from "./statistics-words.js";

const edge = { endEquity: 11_000, totalReturn: 0.1, maxDrawdown: 0.05, trades: 9 };
const report = sampleReport();

describe("the intrabar band in words", () => {
  it("is told even where it is zero wide", () => {
    const band = { rule: "pessimistic", pessimistic: edge, optimistic: edge } as const;
    expect(bandSentence({ band, ambiguousBars: 0 })).toMatch(/^No fill depended on the intrabar rule \(pessimistic\)/);
    expect(bandSentence({ band, ambiguousBars: 2 })).toMatch(
      /^2 fills were decided .* pessimistic and optimistic end the same/,
    );
  });

  it("names both ends, lists this run between them, and says when it was turned off", () => {
    const optimistic = { ...edge, endEquity: 11_500, totalReturn: 0.15 };
    const band = { rule: "adaptive", pessimistic: edge, optimistic } as const;
    expect(bandSentence({ band, ambiguousBars: 1 })).toBe(
      "1 fill was decided by the intrabar rule (adaptive): total return +10.00% pessimistic, +15.00% optimistic.",
    );
    expect(bandRows({ band, metrics: report.metrics }).map(({ label }) => label)).toEqual([
      "pessimistic",
      "this run",
      "optimistic",
    ]);
    expect(bandSentence({ band: { ...band, pessimistic: optimistic, optimistic: edge }, ambiguousBars: 1 })).toMatch(
      /\+15\.00% pessimistic, \+10\.00% optimistic; no bounds, as optimistic ended lower\.$/,
    );
    expect(bandRows({ band: null, metrics: report.metrics })).toEqual([]);
    expect(bandSentence({ band: null, ambiguousBars: 0 })).toContain("turned off");
  });
});

it.each([
  [null, null],
  [{ decided: 0, missing: 0 }, "No bar needed detail."],
  [{ decided: 1_751, missing: 0 }, "Detail decided all of 1,751 bars that needed it."],
  [{ decided: 160, missing: 591 }, "Detail decided 160 of 751 bars that needed it; the rest pessimistic."],
])("detail %o in words", (detail, sentence) => {
  expect(detailSentence({ detail })).toBe(sentence);
});

describe("a halt in words", () => {
  const halt = { rule: "maxDrawdown", limit: 0.2, observed: 0.213, flatten: true, time: Date.UTC(2024, 0, 2) } as const;
  it("says when, why, what was closed and until when", () => {
    expect(haltSentence(halt)).toBe(
      "Halted 2024-01-02 00:00 UTC by maxDrawdown: 21.30% against a limit of 20.00%, positions closed, until a person resumes",
    );
    expect(haltSentence({ ...halt, flatten: false, until: Date.UTC(2024, 0, 3) })).toMatch(
      /20\.00%, until 2024-01-03 00:00 UTC$/,
    );
  });

  it("counts pauses outside the session, and lists the rest", () => {
    const pause = { ...halt, rule: "session" } as const;
    expect(sortHalts([pause, halt, pause])).toEqual({ halts: [halt], pauses: 2 });
  });

  it("prints a limit in the unit of its rule", () => {
    expect(haltSentence({ ...halt, rule: "maxNotional", limit: 1_000, observed: 1_200 })).toContain(
      "1,200.00 against a limit of 1,000.00",
    );
  });
});

describe("statistics in words", () => {
  const of = (statistics: Statistics) =>
    Object.fromEntries(statisticsInPrint(statistics).map(({ label, value }) => [label, value]));
  const few = { status: "too-few", need: 30, have: 12, what: "trades" } as const;

  it("prints ranges, probabilities and quantiles", () => {
    const interval = {
      status: "ok",
      estimate: 0.5,
      low: -0.25,
      high: 1.25,
      confidence: 0.95,
      resamples: 2_000,
    } as const;
    const q = { q01: 0.01, q05: 0.05, q50: 0.12, q95: 0.2, q99: 0.3 };
    const said = of({
      sampling: { returnPeriod: "day", returns: 300, periodsPerYear: 365, meanBlock: 4 },
      sharpe: interval,
      totalReturn: interval,
      probabilisticSharpe: { status: "ok", value: 0.83, skewness: 0, kurtosis: 3, minTrackRecordPeriods: 811.2 },
      monteCarlo: {
        ...{ status: "ok", trades: 40, runs: 2_000 },
        shuffled: { observedDrawdown: 0.1, maxDrawdown: q, drawdownLevel: 0.2, drawdownProbability: 0.05 },
        redrawn: { endEquity: q, maxDrawdown: q, ruinLevel: 0.5, ruinProbability: 0.001 },
      },
      randomEntries: {
        ...{ status: "ok", pValue: 0.034, observedMean: 0.01, randomMean: 0, costPerTrade: 0.001 },
        ...{ trades: 40, resamples: 1_000 },
      },
    });
    expect(said).toEqual({
      "Sharpe, 95% range": "0.50 (-0.25 to 1.25)",
      "Total return, 95% range": "+50.00% (-25.00% to +125.00%)",
      "Sharpe above 0 (PSR)": "83.00%",
      "Record needed for 95%": "812 daily returns, has 300",
      "Drawdown, trades shuffled": "median 12.0%, 95% 20.0%, 99% 30.0%",
      "Chance to fall 20%": "5.00%",
      "Chance to lose 50%": "0.10%",
      "Random entries (p-value)": "0.034",
    });
  });

  it("says what a small sample lacks instead of a number", () => {
    const returns = { status: "too-few", need: 60, have: 9, what: "daily returns" } as const;
    const sampling = { returnPeriod: "day", returns: 9, periodsPerYear: 365, meanBlock: null } as const;
    const said = of({
      sampling,
      sharpe: returns,
      totalReturn: { status: "undefined", because: "equity reached zero or fell below" },
      probabilisticSharpe: returns,
      monteCarlo: few,
      randomEntries: few,
    });
    expect(said["Random entries (p-value)"]).toBe("needs 30 trades, has 12");
    expect(said["Sharpe, 95% range"]).toBe("needs 60 daily returns, has 9");
    expect(said["Total return, 95% range"]).toBe("undefined: equity reached zero or fell below");
  });
});

describe("tables of trades", () => {
  const titles = (of: typeof report) => groupTables(of).map(({ title }) => title);
  it("split by symbol or strategy only where there are several, and by nothing without trades", () => {
    expect(titles(report)).toEqual(["Side", "Exit by"]);
    const two = report.trades.map((trade, i) => (i % 2 === 0 ? trade : { ...trade, symbol: "ETH/USDT" }));
    expect(titles({ ...report, trades: two })).toEqual(["Side", "Exit by", "Symbol"]);
    expect(titles({ ...report, trades: [] })).toEqual([]);
  });
});
