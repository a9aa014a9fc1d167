import * as z from "zod";
import { didYouMean } from "../nearest.js";
import type { ConfigPath } from "./path.js";
import { symbolSubset } from "./run-market.js";
import { deferred } from "./secret.js";

const shared = {
  type: z.string().min(1).describe("Id of the strategy; `bellwether list strategies` shows all."),
  name: z.string().min(1).max(64).optional().describe("Name in journals and reports; the type by default."),
  params: deferred().optional().describe("Parameters, checked by the strategy's own schema."),
};

export const strategySchema = z.strictObject(shared);
export const strategyListSchema = z.array(z.strictObject({ ...shared, symbols: symbolSubset })).min(1);

interface Strategies {
  readonly exchange: { readonly symbols: readonly string[] };
  readonly strategy?: z.output<typeof strategySchema> | undefined;
  readonly strategies?: z.output<typeof strategyListSchema> | undefined;
}

/** One strategy of a run, whichever way the file names it. */
export interface RunStrategy {
  readonly type: string;
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly symbols: readonly string[];
  /** Of its params in the file, for `parseParts`. */
  readonly paramsPath: ConfigPath;
}

/** The strategies of a run, from `strategy` or from `strategies`, with names and symbols filled in. */
export function strategiesOf({ exchange, strategy, strategies }: Strategies): RunStrategy[] {
  const all = strategy === undefined ? (strategies ?? []) : [{ ...strategy, symbols: undefined }];
  return all.map(({ type, name = type, params = {}, symbols = exchange.symbols }, i) => ({
    type,
    name,
    params,
    symbols,
    paramsPath: strategy === undefined ? ["strategies", i, "params"] : ["strategy", "params"],
  }));
}

interface Problem {
  readonly path: (string | number)[];
  readonly message: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Symbols at a path that the run does not trade. */
function strangers(
  symbols: readonly unknown[],
  known: readonly string[],
  at: (i: number, symbol: string) => Problem["path"],
) {
  if (known.length === 0) return [];
  return symbols.flatMap((symbol, i): Problem[] =>
    typeof symbol !== "string" || known.includes(symbol)
      ? []
      : [{ path: at(i, symbol), message: `is not among exchange.symbols.${didYouMean(symbol, known)}` }],
  );
}

/**
 * What binds the parts of a run together: exactly one of `strategy` and `strategies`, unique names, known symbols.
 * @param run - a run of which parts may have failed their own schema, so nothing about it is certain.
 */
export function runProblems(run: unknown): Problem[] {
  if (!isRecord(run)) return [];
  const problems: Problem[] = [];
  if (run.strategy === undefined && run.strategies === undefined)
    problems.push({ path: ["strategy"], message: "is missing; name one under strategy, or several under strategies" });
  if (run.strategy !== undefined && run.strategies !== undefined)
    problems.push({ path: ["strategies"], message: "cannot stand beside strategy; keep one of the two" });

  const exchange = isRecord(run.exchange) ? run.exchange : {};
  const known = listOf(exchange.symbols).filter((symbol) => typeof symbol === "string");
  const names = new Set<unknown>();
  for (const [i, entry] of listOf(run.strategies).entries()) {
    if (!isRecord(entry)) continue;
    const named = entry.name !== undefined;
    const name = entry.name ?? entry.type;
    if (typeof name === "string" && names.has(name))
      problems.push({
        path: ["strategies", i, named ? "name" : "type"],
        message: "another strategy has this name; give each its own name",
      });
    names.add(name);
    problems.push(...strangers(listOf(entry.symbols), known, (at) => ["strategies", i, "symbols", at]));
  }
  const data = isRecord(run.data) ? run.data : {};
  const files = isRecord(data.files) ? Object.keys(data.files) : [];
  problems.push(...strangers(files, known, (_, symbol) => ["data", "files", symbol]));
  const instruments = isRecord(run.instruments) ? Object.keys(run.instruments) : [];
  problems.push(...strangers(instruments, known, (_, symbol) => ["instruments", symbol]));
  return problems;
}
