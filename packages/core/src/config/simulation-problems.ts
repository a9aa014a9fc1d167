import { assertMultiple, BadTimeframeError, timeframeMs } from "../market/timeframe.js";

import type { RunProblem } from "./run-problems.js";
import type { RunSections } from "./run-sections.js";
import { isPerpetual, rulesProblem } from "./symbol-rules.js";

type Section = keyof RunSections;
type Run = RunSections;

/**
 * What the sections of a simulation have against each other: trading rules that contradict, a rule that needs data.
 * @param isSound - whether a section has kept its own schema; what needs another section is not asked.
 */
export function simulationProblems(run: Run, isSound: (section: Section) => boolean): RunProblem[] {
  return CHECKS.flatMap(([sections, check]) => (sections.every(isSound) ? check(run) : []));
}

type Check = readonly [sections: readonly Section[], check: (run: Run) => RunProblem[]];

const CHECKS: readonly Check[] = [
  [["exchange", "account", "backtest", "instruments"], rules],
  [["exchange", "account", "instruments"], money],
  [["exchange", "data", "backtest"], drilldown],
  [["exchange", "data", "instruments"], funding],
];

function rules(run: Run): RunProblem[] {
  return run.exchange.symbols.flatMap((symbol, i) => rulesProblem(run, symbol, i) ?? settlement(symbol, i) ?? []);
}

/** `BTC/USD:BTC` counts in bitcoin. */
function settlement(symbol: string, index: number): RunProblem | null {
  const [pair, settle] = symbol.split(":");
  const quote = pair!.split("/")[1]!;
  if (settle === undefined || settle === quote) return null;
  return {
    path: ["exchange", "symbols", index],
    message: `settles in ${settle}; only perpetuals that settle in their quote currency (${quote}) are known`,
  };
}

function money(run: Run): RunProblem[] {
  const { exchange, account } = run;
  const problems: RunProblem[] = [];
  if (account.margin !== undefined && !exchange.symbols.some((symbol) => isPerpetual(run, symbol)))
    problems.push({ path: ["account", "margin"], message: "is a matter of perpetuals, and the run trades none" });
  const { asset, symbol } = account.feeAsset ?? {};
  const path = ["account", "feeAsset"];
  if (asset !== undefined && asset === account.quote)
    problems.push({ path: [...path, "asset"], message: "is the currency of the account, which pays fees by itself" });
  if (symbol !== undefined && !symbol.startsWith(`${asset}/${account.quote}`))
    problems.push({ path: [...path, "symbol"], message: `prices no ${asset} in ${account.quote}` });
  return problems;
}

function drilldown({ exchange, data, backtest }: Run): RunProblem[] {
  const { timeframe, files = {} } = data?.detail ?? {};
  const problems: RunProblem[] = [];
  if (timeframe !== undefined && !isPart(timeframe, exchange.timeframe))
    problems.push({
      path: ["data", "detail", "timeframe"],
      message: `must be shorter than exchange.timeframe, and a whole number of its bars make one of ${exchange.timeframe}`,
    });
  if (backtest.intrabar !== "drilldown") return problems;
  const missing = exchange.symbols.filter((symbol) => !Object.hasOwn(files, symbol));
  if (missing.length > 0)
    problems.push({
      path: ["backtest", "intrabar"],
      message: `drilldown needs shorter bars of ${missing.join(", ")}; write data: { detail: { timeframe: 1m, files: { ${missing[0]}: path } } }`,
    });
  return problems;
}

function isPart(shorter: Parameters<typeof timeframeMs>[0], whole: Parameters<typeof timeframeMs>[0]): boolean {
  if (!(timeframeMs(shorter) < timeframeMs(whole))) return false;
  try {
    assertMultiple(whole, shorter);
    return true;
  } catch (error) {
    if (!(error instanceof BadTimeframeError)) throw error;
    return false;
  }
}

function funding(run: Run): RunProblem[] {
  return Object.keys(run.data?.funding ?? {})
    .filter((symbol) => run.exchange.symbols.includes(symbol) && !isPerpetual(run, symbol))
    .map((symbol) => ({
      path: ["data", "funding", symbol],
      message: "is spot, which pays no funding; a perpetual is BASE/QUOTE:QUOTE, or has kind: linear",
    }));
}
