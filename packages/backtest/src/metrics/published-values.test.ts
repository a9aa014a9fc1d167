import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { cagr } from "./cagr.js";
import { DAY_MS, dayEnds } from "./calendar-days.js";
import { calmar } from "./calmar.js";
import { downsideDeviation } from "./downside-deviation.js";
import { longestDrawdown } from "./longest-drawdown.js";
import { maxDrawdown } from "./max-drawdown.js";
import { mean } from "./mean-and-deviation.js";
import { omega } from "./omega.js";
import { profitFactor } from "./profit-factor.js";
import { returnsOf } from "./returns.js";
import { tradesWeekends } from "./sampling.js";
import { sharpe } from "./sharpe.js";
import { sortino } from "./sortino.js";
import { sqn } from "./sqn.js";
import { tailRatio } from "./tail-ratio.js";
import { totalReturn } from "./total-return.js";
import { annualisedVolatility } from "./volatility.js";
import { winRate } from "./win-rate.js";

const folder = process.env.BELLWETHER_ORACLES;
const published = describe.skipIf(folder === undefined);
const note = folder === undefined ? " (skipped: set BELLWETHER_ORACLES to compare)" : "";

const text = (path: string) => {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
};
const oracle = <T>(name: string): T => JSON.parse(text(join(folder!, name))) as T;

/** Growth of 1, with the 1 in front. */
const curveOf = (returns: Float64Array) => {
  const curve = new Float64Array(returns.length + 1).fill(1);
  for (let i = 0; i < returns.length; i++) curve[i + 1] = curve[i]! * (1 + returns[i]!);
  return curve;
};
const deepest = (returns: Float64Array) => maxDrawdown(curveOf(returns))!.depth;

type Numbers = readonly (number | null)[];
type Arg = number | string | { readonly series: string };
interface Call {
  readonly function: string;
  readonly args: Readonly<Record<string, Arg>>;
  readonly expected: number | string | null;
  readonly test: string;
}

/** What our functions say to a call of empyrical. Gaps are dropped from means; they count as periods of no return. */
const ours: Record<string, (r: Float64Array, gapsAsZero: Float64Array, arg: Args) => number | null> = {
  sharpe_ratio: (r, _, { at, free }) => sharpe(r, at, free),
  sortino_ratio: (r, _, { at, required }) => sortino(r, at, required),
  downside_risk: (r, _, { at, required }) => {
    const perPeriod = downsideDeviation(r, required);
    return perPeriod === null ? null : perPeriod * Math.sqrt(at);
  },
  annual_volatility: (r, _, { at }) => annualisedVolatility(r, at),
  omega_ratio: (r, _, { at, free, required }) => omega(r, free + ((1 + required) ** (1 / at) - 1)),
  tail_ratio: (r) => tailRatio(r),
  max_drawdown: (_, r) => (r.length === 0 ? null : -deepest(r)),
  cum_returns_final: (_, r, { start }) =>
    r.length === 0 ? null : start === 0 ? totalReturn(r) : start * (1 + totalReturn(r)),
  annual_return: (_, r, { at }) => cagr(totalReturn(r), r.length / at),
  cagr: (_, r, { at }) => cagr(totalReturn(r), r.length / at),
  calmar_ratio: (_, r, { at }) => (r.length === 0 ? null : calmar(cagr(totalReturn(r), r.length / at), deepest(r))),
};
interface Args {
  readonly at: number;
  readonly free: number;
  readonly required: number;
  readonly start: number;
}
/** Risk against a benchmark, value at risk and trend statistics: Bellwether does not print them. */
const outOfScope = new Set(
  `alpha beta beta_fragility_heuristic capture conditional_value_at_risk value_at_risk cum_returns down_capture
   excess_sharpe simple_returns stability_of_timeseries up_capture`.split(/\s+/),
);

published(`metrics against the values of empyrical's own tests${note}`, () => {
  const file = folder === undefined ? undefined : oracle<Published>("empyrical-published-tests.json.gz");
  interface Published {
    readonly params: { readonly annualization: Record<string, number> };
    readonly input: { readonly series: Record<string, Numbers> };
    readonly expected: readonly Call[];
  }
  const calls = file?.expected.filter(({ function: name }) => !outOfScope.has(name)) ?? [];

  it("knows every function there, as its own or as out of scope", () => {
    expect(calls.filter(({ function: name }) => !(name in ours)).map(({ function: name }) => name)).toEqual([]);
    expect(calls.length).toBeGreaterThan(100);
  });

  it.each(Object.keys(ours))("%s", (name) => {
    const series = (arg: Arg | undefined) =>
      arg !== undefined && typeof arg === "object" ? file!.input.series[arg.series]! : null;
    for (const call of calls.filter(({ function: called }) => called === name)) {
      const { returns, risk_free = 0, required_return = 0, period = "daily", starting_value = 0 } = call.args;
      const own = series(returns)!;
      // a benchmark or a target that varies is taken off first: the functions take one number
      const less = series(risk_free) ?? series(required_return);
      const net = own.map((x, i) => (x === null ? null : x - (less?.[i] ?? (less === null ? 0 : Number.NaN))));
      const known = Float64Array.from(net.filter((x): x is number => x !== null && !Number.isNaN(x)));
      const answer = ours[name]!(
        known,
        Float64Array.from(own, (x) => x ?? 0),
        {
          at: file!.params.annualization[period as string]!,
          free: typeof risk_free === "number" ? risk_free : 0,
          required: typeof required_return === "number" ? required_return : 0,
          start: starting_value as number,
        },
      );
      const where = `${call.test} ${JSON.stringify(call.args)}`;
      // where empyrical answers NaN or Infinity, ours is null; one return has a tail ratio there, and here
      if (typeof call.expected !== "number") expect(answer === null || Number.isNaN(answer), where).toBe(true);
      else {
        expect(answer, where).not.toBeNull();
        expect(Math.abs(answer! - call.expected), where).toBeLessThan(1e-8 * Math.max(1, Math.abs(call.expected)));
      }
    }
  });
});

published(`metrics of real returns against empyrical and quantstats${note}`, () => {
  interface Real {
    readonly name: string;
    readonly inputFile: string;
    readonly benchmarkFile: string | null;
    readonly returns: string;
    readonly annualization: number;
    readonly n: number;
    readonly expected: Record<"empyrical" | "quantstats", Record<string, number>>;
  }
  const series = folder === undefined ? [] : oracle<{ expected: Real[] }>("performance-metrics-real.json").expected;
  const closes = (file: string): [number, number][] =>
    text(join(folder!, "..", file))
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","))
      .map(([time, , , , close]) => [Number(time), Number(close)]);

  it.each(series)("$name", (real) => {
    let rows = closes(real.inputFile);
    const others = real.benchmarkFile === null ? null : closes(real.benchmarkFile);
    if (real.returns.includes("last close of each UTC calendar day")) {
      const ends = dayEnds(Float64Array.from(rows, ([time]) => time + 1)); // named by open time there
      rows = [...ends].map((i) => rows[i]!);
    } else if (others !== null) {
      const times = new Set(others.map(([time]) => time));
      rows = rows.filter(([time]) => times.has(time));
    }
    const returns = returnsOf(Float64Array.from(rows, ([, close]) => close))!;
    expect(returns).toHaveLength(real.n);
    const at = real.annualization;
    const growth = cagr(totalReturn(returns), real.n / at);
    const { empyrical, quantstats } = real.expected;
    const sameYear = at === 252; // quantstats's calmar takes 252 periods a year, whatever it is told
    const compared: Record<string, [number | null, number | undefined]> = {
      "empyrical sharpe": [sharpe(returns, at), empyrical.sharpe_ratio],
      "empyrical sharpe, risk-free 0.0001 a period": [
        sharpe(returns, at, 0.0001),
        empyrical["sharpe_ratio_rf_daily_0.0001"],
      ],
      "empyrical sortino": [sortino(returns, at), empyrical.sortino_ratio],
      "empyrical sortino, target 0.0002": [sortino(returns, at, 0.0002), empyrical["sortino_ratio_required_0.0002"]],
      "empyrical calmar": [calmar(growth, deepest(returns)), empyrical.calmar_ratio],
      "empyrical max drawdown": [-deepest(returns), empyrical.max_drawdown],
      "empyrical annual return": [growth, empyrical.annual_return],
      "empyrical volatility": [annualisedVolatility(returns, at), empyrical.annual_volatility],
      "empyrical omega": [omega(returns), empyrical.omega_ratio],
      "empyrical omega, 5 % a year": [
        omega(returns, 1.05 ** (1 / at) - 1),
        empyrical["omega_ratio_required_0.05_annual"],
      ],
      "empyrical tail ratio": [tailRatio(returns), empyrical.tail_ratio],
      "empyrical downside risk": [downsideDeviation(returns)! * Math.sqrt(at), empyrical.downside_risk],
      "empyrical total return": [totalReturn(returns), empyrical.cum_returns_final],
      "quantstats sharpe": [sharpe(returns, at), quantstats.sharpe],
      "quantstats sortino": [sortino(returns, at), quantstats.sortino],
      "quantstats omega": [omega(returns), quantstats.omega],
      "quantstats tail ratio": [tailRatio(returns), quantstats.tail_ratio],
      "quantstats max drawdown": [-deepest(returns), quantstats.max_drawdown],
      "quantstats profit factor, of returns": [profitFactor(returns), quantstats.profit_factor],
      // periods of no return are left out there; ours counts them as trades not won
      "quantstats win rate": [winRate(returns.filter((r) => r !== 0)), quantstats.win_rate],
      "quantstats cagr": [growth, quantstats.cagr],
      "quantstats volatility": [annualisedVolatility(returns, at), quantstats.volatility],
      ...(sameYear ? { "quantstats calmar": [calmar(growth, deepest(returns)), quantstats.calmar] } : {}),
    };
    for (const [name, [own, theirs]] of Object.entries(compared)) {
      expect(theirs, name).toBeTypeOf("number");
      expect(Math.abs(own! - theirs!), name).toBeLessThan(1e-9 * Math.max(1, Math.abs(theirs!)));
    }
  });
});

published(`metrics of whole runs against backtesting.py${note}`, () => {
  interface Run {
    readonly stats: Readonly<Record<string, number | null | { readonly ms: number }>>;
    readonly broker: { readonly cash: number };
    readonly trades: readonly (readonly number[])[];
    readonly equity: readonly number[];
  }
  interface Runs {
    readonly inputFile: string;
    readonly inputSlice: { readonly fromRow: number; readonly toRowExclusive: number };
    readonly expected: Readonly<Record<string, Run>>;
  }
  const ms = (stat: unknown) => (stat === null ? null : (stat as { ms: number }).ms);
  const PNL = 7;
  const RETURN = 9;

  it.each(["goog-1d", "eurusd-1h", "btcusdt-1h"])("%s, 15 scenarios", (market) => {
    const { inputFile, inputSlice, expected } = oracle<Runs>(`backtestingpy-${market}.json.gz`);
    const lines = text(join(folder!, "..", inputFile))
      .trim()
      .split("\n")
      .slice(1);
    const opens = Float64Array.from(lines.slice(inputSlice.fromRow, inputSlice.toRowExclusive), Number.parseFloat);
    const justAfterOpen = opens.map((time) => time + 1); // bars belong to the day they open on
    const ends = dayEnds(justAfterOpen);
    const days = tradesWeekends(justAfterOpen) ? 365 : 252;
    expect(days).toBe(market === "btcusdt-1h" ? 365 : 252);

    for (const [name, { stats, equity: points, trades }] of Object.entries(expected)) {
      const equity = Float64Array.from(points);
      const total = equity[equity.length - 1]! / equity[0]! - 1;
      const pnl = Float64Array.from(trades, (row) => row[PNL]!);
      const fractions = Float64Array.from(trades, (row) => row[RETURN]!);
      const percent = (fraction: number | null) => (fraction === null ? null : 100 * fraction);
      const best = (of: typeof Math.max) => (fractions.length === 0 ? null : of(...fractions));
      const daily = returnsOf(Float64Array.from(ends, (i) => equity[i]!))!;
      const annual = cagr(totalReturn(daily), daily.length / days)!;
      const downside = downsideDeviation(daily)! * Math.sqrt(days);
      const compared: Record<string, [number | null, unknown]> = {
        "Return [%]": [100 * total, stats["Return [%]"]],
        // years from the open of the first bar to the open of the last; ours run to its close
        "CAGR [%]": [100 * cagr(total, ms(stats.Duration)! / (365.25 * DAY_MS))!, stats["CAGR [%]"]],
        // geometric mean of daily returns, compounded: not the CAGR, and not printed by Bellwether
        "Return (Ann.) [%]": [100 * annual, stats["Return (Ann.) [%]"]],
        // from that rate, not from the mean return
        "Sortino Ratio": [downside > 0 ? annual / downside : null, stats["Sortino Ratio"]],
        "Calmar Ratio": [calmar(annual, maxDrawdown(equity)!.depth), stats["Calmar Ratio"]],
        "Max. Drawdown [%]": [-100 * maxDrawdown(equity)!.depth, stats["Max. Drawdown [%]"]],
        "Max. Drawdown Duration": [longestDrawdown(opens, equity) || null, ms(stats["Max. Drawdown Duration"])],
        "# Trades": [pnl.length, stats["# Trades"]],
        "Win Rate [%]": [percent(winRate(pnl)), stats["Win Rate [%]"]],
        SQN: [sqn(pnl), stats.SQN],
        // of return fractions there; Bellwether reports both of money
        "Profit Factor": [profitFactor(fractions), stats["Profit Factor"]],
        "Expectancy [%]": [percent(mean(fractions)), stats["Expectancy [%]"]],
        "Best Trade [%]": [percent(best(Math.max)), stats["Best Trade [%]"]],
        "Worst Trade [%]": [percent(best(Math.min)), stats["Worst Trade [%]"]],
      };
      // Sharpe divides a compounded rate by a log-normal deviation there; Avg. Trade is a geometric mean
      for (const [stat, [own, theirs]] of Object.entries(compared)) {
        const where = `${name}: ${stat}`;
        if (typeof theirs !== "number")
          expect([own, theirs], where).toEqual([null, null]); // a run that never traded
        else {
          expect(own, where).not.toBeNull();
          expect(Math.abs(own! - theirs), where).toBeLessThan(1e-8 * Math.max(1, Math.abs(theirs)));
        }
      }
    }
  });
});
