import type { ParityCause, ParityDifference, ParityReport } from "./parity-report.js";

export const CAUSE_WORDS: Readonly<Record<ParityCause, string>> = {
  "data-revision": "the bar is another today",
  timing: "the bar came late, or its stream was held",
  fill: "it filled otherwise",
  fee: "the fee is another",
  sizing: "risk answered the same signal otherwise",
  "code-version": "the strategy's code is another",
  "model-version": "the strategy's model is another",
  unexplained: "nothing in the journal explains it",
};

const plural = (count: number, one: string, many = `${one}s`) => `${grouped(count)} ${count === 1 ? one : many}`;

/** 12,345 */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

const rootCount = ({ causes }: ParityReport) => Object.values(causes).reduce((sum, { roots }) => sum + roots, 0);
const differenceCount = ({ causes }: ParityReport) => Object.values(causes).reduce((sum, { all }) => sum + all, 0);

/** The outcome in a sentence. */
export function headline(report: ParityReport): string {
  const compared = Object.values(report.counts).reduce((sum, count) => sum + count.compared, 0);
  if (compared === 0) return "Nothing to compare: the journal holds no step";
  if (report.verdict === "equal") return "Equal: the replay repeats the run, bit for bit";
  const roots = rootCount(report);
  const rest = differenceCount(report) - roots;
  const found = `${plural(roots, "root difference")}${rest > 0 ? `, and ${grouped(rest)} that follow${rest === 1 ? "s" : ""}` : ""}`;
  if (report.verdict === "explained") return `Explained: ${found}`;
  const { unexplained } = report.causes;
  return `Not explained: ${found}; ${plural(unexplained.roots, "root")} without a cause`;
}

/** Who it concerns: `ema-cross BTC/USDT`, a symbol, or the account. */
export function whoOf({ strategy, symbol }: ParityDifference): string {
  const named = [strategy, symbol].filter((name) => name !== null).join(" ");
  return named === "" ? "account" : named;
}

/** `fill price: recorded 100.5, replayed 100.6` */
export function whatOf({ what, path, recorded, replayed }: ParityDifference): string {
  const side = (value: ParityDifference["recorded"]) => (value === null ? "nothing" : String(value));
  return `${what}${path === "" ? "" : ` ${path}`}: recorded ${side(recorded)}, replayed ${side(replayed)}`;
}

/** `2024-01-31 05:00` UTC. */
export function minuteOf(time: number): string {
  if (!(Math.abs(time) <= 8.64e15)) return "no time";
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}

/** What ran, where and when. */
export function runInWords({ run }: ParityReport): string {
  const span = run.from === null || run.to === null ? "no bars" : `${minuteOf(run.from)} to ${minuteOf(run.to)} UTC`;
  const restarts = run.starts > 1 ? `, ${plural(run.starts - 1, "restart")}` : "";
  const swaps = run.swaps > 0 ? `, ${plural(run.swaps, "swap")}` : "";
  return `${run.mode} on ${run.exchange}, ${plural(run.lanes.length, "lane")}, ${span}, ${plural(run.steps, "step")}${restarts}${swaps}`;
}

/** `lane 1: model trend, 3f2a… → 9b1c…` */
export function versionInWords({ lane, name, recorded, replayed }: ParityReport["versions"][number]): string {
  const side = (hash: string | null) => (hash === null ? "none" : hash.length > 14 ? `${hash.slice(0, 12)}…` : hash);
  return `${lane === null ? "" : `lane ${lane}: `}${name}, ${side(recorded)} → ${side(replayed)}`;
}

/** How many differences each kept root has led to, among those that are kept. */
export function followers(differences: readonly ParityDifference[]): ReadonlyMap<number, number> {
  const count = new Map<number, number>();
  for (const { followsFrom } of differences)
    if (followsFrom !== null) count.set(followsFrom, (count.get(followsFrom) ?? 0) + 1);
  return count;
}
