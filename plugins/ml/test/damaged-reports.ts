import { createRng } from "@bellwether/core";
import type { TrainingReport } from "../src/training/training-report.js";

/** Numbers that a correct trainer never writes, and that a printed page must survive all the same. */
const ODD = [NaN, Infinity, -Infinity, 0, -0, -1, 1, 0.5, 1e-320, 1e15, 1e300, -1e300, 1.7e308];

/** The same report, each number replaced by what `replace` says. */
export function withNumbers(report: TrainingReport, replace: (value: number) => number): TrainingReport {
  const walk = (value: unknown): unknown => {
    if (typeof value === "number") return replace(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, walk(part)]));
  };
  return walk(report) as TrainingReport;
}

/** The same report, each text replaced by `text`, but for the few words that code branches on. */
export function withTexts(report: TrainingReport, text: string): TrainingReport {
  const kept = new Set(["classification", "regression", "model", "buy and hold"]);
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return kept.has(value) ? value : text;
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, walk(part)]));
  };
  return walk(report) as TrainingReport;
}

/** The same report, about one number in `rarity` odd. */
export function damaged(report: TrainingReport, seed: number, rarity: number): TrainingReport {
  const rng = createRng(seed);
  return withNumbers(report, (value) => (rng.int(rarity) === 0 ? ODD[rng.int(ODD.length)]! : value));
}
