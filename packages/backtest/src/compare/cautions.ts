import { isTimeframe, timeframeMs } from "@bellwether/core";
import { decimal, minute } from "../report/format.js";
import type { NamedReport } from "./named-report.js";

/** Why figures of these runs must not be held against each other. */
export interface Caution {
  readonly kind: "period" | "quote" | "startEquity" | "annualisation";
  readonly message: string;
}

/** What keeps these runs from being comparable; empty where nothing does. */
export function cautionsOf(runs: readonly NamedReport[]): Caution[] {
  const each = (text: (run: NamedReport) => string) => runs.map((run) => `${run.name} ${text(run)}`).join(", ");
  const cautions: Caution[] = [];
  const add = (kind: Caution["kind"], message: string) => cautions.push({ kind, message });
  if (periodsDiffer(runs))
    add(
      "period",
      `the periods differ (${each(({ report: { metrics } }) => `${minute(metrics.startTime)} to ${minute(metrics.endTime)}`)}): returns, drawdowns and trades are not comparable`,
    );
  if (differ(runs, ({ report }) => report.quote))
    add(
      "quote",
      `the currencies differ (${each(({ report }) => report.quote)}): returns and amounts are not comparable`,
    );
  else if (differ(runs, ({ report }) => report.metrics.startEquity))
    add(
      "startEquity",
      `the money at the start differs (${each(({ report }) => decimal(report.metrics.startEquity))} ${runs[0]!.report.quote}): compare returns, not amounts`,
    );
  if (differ(runs, annualisationOf))
    add(
      "annualisation",
      `ratios are annualised differently (${each(annualisationOf)}): compare returns and drawdowns, not ratios`,
    );
  return cautions;
}

const differ = (runs: readonly NamedReport[], of: (run: NamedReport) => unknown) => new Set(runs.map(of)).size > 1;

function annualisationOf({ report: { metrics } }: NamedReport): string {
  const { returnPeriod, periodsPerYear } = metrics;
  return periodsPerYear === null ? `by ${returnPeriod}` : `by ${returnPeriod}, ${decimal(periodsPerYear, 1)} a year`;
}

/** Bars of different lengths end at different times on the same data: one bar of the longest is no difference. */
function periodsDiffer(runs: readonly NamedReport[]): boolean {
  const lengths = runs.flatMap(({ report }) =>
    report.strategies.map(({ timeframe }) => (isTimeframe(timeframe) ? timeframeMs(timeframe) : 0)),
  );
  const longest = lengths.reduce((a, b) => Math.max(a, b), 0);
  const tolerance = lengths.some((length) => length !== longest) ? longest : 0;
  return (["startTime", "endTime"] as const).some((end) => {
    const times = runs.map(({ report }) => report.metrics[end]);
    return !(Math.max(...times) - Math.min(...times) <= tolerance);
  });
}
