import { didYouMean } from "../nearest.js";
import { valueAt } from "./path.js";

/** What two parts of a run have against each other. */
export interface RunProblem {
  readonly path: (string | number)[];
  readonly message: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Symbols at a path that the run does not trade, with the one of `meant` that each resembles. */
function strangers(
  symbols: readonly unknown[],
  known: readonly string[],
  at: (i: number, symbol: string) => RunProblem["path"],
  meant = known,
) {
  if (known.length === 0) return [];
  return symbols.flatMap((symbol, i): RunProblem[] =>
    typeof symbol !== "string" || known.includes(symbol)
      ? []
      : [{ path: at(i, symbol), message: `is not among exchange.symbols.${didYouMean(symbol, meant)}` }],
  );
}

/**
 * What binds the parts of a run together: exactly one of `strategy` and `strategies`, unique names, known symbols.
 * @param run - a run of which parts may have failed their own schema, so nothing about it is certain.
 */
export function runProblems(run: unknown): RunProblem[] {
  if (!isRecord(run)) return [];
  const problems: RunProblem[] = [];
  if (run.strategy === undefined && run.strategies === undefined)
    problems.push({ path: ["strategy"], message: "is missing; name one under strategy, or several under strategies" });
  if (run.mode === "live" && run.iUnderstand === undefined)
    problems.push({
      path: ["mode"],
      message: "live sends real orders; write iUnderstand: real-money beside it, or mode: paper",
    });
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
  for (const path of [["data", "files"], ["data", "funding"], ["data", "detail", "files"], ["instruments"]]) {
    const named = valueAt(run, path);
    problems.push(...strangers(isRecord(named) ? Object.keys(named) : [], known, (_, symbol) => [...path, symbol]));
  }
  const priced = ["account", "feeAsset", "symbol"];
  const asset = valueAt(run, ["account", "feeAsset", "asset"]);
  const ofAsset = known.filter((symbol) => symbol.startsWith(`${asset}/`)); // no other symbol can be meant
  problems.push(...strangers([valueAt(run, priced)], known, () => priced, ofAsset));
  return problems;
}
