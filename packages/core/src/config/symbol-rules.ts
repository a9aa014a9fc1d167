import { type DatedRules, instrumentHistory } from "../market/instrument-history.js";
import { BadInstrumentError, type InstrumentRules } from "../market/instrument-spec.js";

import type { RunProblem } from "./run-problems.js";
import type { RunSections } from "./run-sections.js";

/** The trading rules of one symbol, and what they were changed to. */
export interface SymbolRules extends InstrumentRules {
  readonly history: readonly DatedRules[];
}

/** A rule, and the place of the file that states it. */
type Stated = readonly [key: string, value: unknown, path: RunProblem["path"]];

/** What of a run decides the trading rules of its symbols. */
export type RuledRun = Pick<RunSections, "instruments"> & {
  readonly account: Pick<RunSections["account"], "margin">;
  readonly backtest: Pick<RunSections["backtest"], "fees">;
};

/** Keys that mean something on perpetuals only. */
const OF_PERPETUALS = ["leverage", "marginMode", "marginTiers", "liquidationFee"];

/** By its own word, or by its name: `BTC/USDT:USDT` settles in something. */
export function isPerpetual({ instruments }: Pick<RunSections, "instruments">, symbol: string): boolean {
  return (instruments?.[symbol]?.kind ?? (symbol.includes(":") ? "linear" : "spot")) === "linear";
}

/** The trading rules of a symbol: its own, over the account's margin, over the fees of the backtest. */
export function symbolRulesOf(run: RuledRun, symbol: string): SymbolRules {
  const history = (run.instruments?.[symbol]?.history ?? []) as readonly DatedRules[];
  return { ...asRules(statedRules(run, symbol)), history };
}

/** Later ones win. */
function statedRules(run: RuledRun, symbol: string): Stated[] {
  const { history: _, ...own } = run.instruments?.[symbol] ?? {};
  const { leverage, mode } = isPerpetual(run, symbol) ? (run.account.margin ?? {}) : {};
  const all: Stated[] = [
    ...Object.entries(run.backtest.fees).map(([key, value]): Stated => [key, value, ["backtest", "fees", key]]),
    ["leverage", leverage, ["account", "margin", "leverage"]],
    ["marginMode", mode, ["account", "margin", "mode"]],
    ...Object.entries(own).map(([key, value]): Stated => [key, value, ["instruments", symbol, key]]),
  ];
  return all.filter(([, value]) => value !== undefined);
}

function asRules(stated: readonly Stated[]): InstrumentRules {
  return Object.fromEntries(stated.map(([key, value]) => [key, value])) as InstrumentRules;
}

/**
 * What is wrong with the rules of a symbol, and where it was said; null if nothing is.
 * @param index - of the symbol in `exchange.symbols`.
 */
export function rulesProblem(run: RuledRun, symbol: string, index: number): RunProblem | null {
  const { history = [], ...own } = run.instruments?.[symbol] ?? {};
  const place = ["instruments", symbol];
  const stray = isPerpetual(run, symbol) ? undefined : OF_PERPETUALS.find((key) => Object.hasOwn(own, key));
  if (stray !== undefined)
    return {
      path: [...place, stray],
      message: "is a matter of perpetuals; name the symbol BASE/QUOTE:QUOTE, or write kind: linear",
    };
  const stated = statedRules(run, symbol);
  const refused = (rules: readonly Stated[]) => refusalOf(symbol, asRules(rules), []);
  const message = refused(stated);
  if (message !== null) {
    // to blame is what the rules are sound without: a leverage rather than the table that it exceeds
    const blamed = stated.filter((rule) => refused(stated.filter((other) => other !== rule)) === null);
    const [, , path] = blamed.find(([key]) => key === "leverage") ?? blamed.at(-1) ?? [];
    return { path: path ?? (Object.keys(own).length > 0 ? place : ["exchange", "symbols", index]), message };
  }
  for (const [i, change] of history.entries()) {
    const earlier = history[i - 1];
    if (earlier !== undefined && !(change.from > earlier.from))
      return {
        path: [...place, "history", i, "from"],
        message: `dated rules are in rising order of from, and ${utc(change.from)} is not after ${utc(earlier.from)}`,
      };
    const before = history.slice(0, i);
    const dated = (last: object) => refusalOf(symbol, asRules(stated), [...before, last] as DatedRules[]);
    const found = dated(change);
    if (found === null) continue;
    const culprit =
      dated({ from: change.from }) !== null
        ? "from"
        : Object.keys(change).findLast((key) => key !== "from" && dated(omit(change, key)) === null);
    return { path: [...place, "history", i, ...(culprit === undefined ? [] : [culprit])], message: found };
  }
  return null;
}

const utc = (time: number) =>
  new Date(time).toISOString().replace(/(T00:00:00)?\.000Z$/, (_, midnight) => (midnight ? "" : "Z"));

const omit = (rules: object, out: string) => Object.fromEntries(Object.entries(rules).filter(([key]) => key !== out));

/** Why core refuses the rules, without the symbol that the place names; null if it takes them. */
function refusalOf(symbol: string, rules: InstrumentRules, dated: readonly DatedRules[]): string | null {
  try {
    instrumentHistory(symbol, rules, dated);
    return null;
  } catch (error) {
    if (!(error instanceof BadInstrumentError)) throw error;
    return error.message.replace(`${symbol}: `, "");
  }
}
