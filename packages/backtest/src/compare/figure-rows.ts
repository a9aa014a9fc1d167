import { FIGURE_GROUPS, type FigureInPrint, printFigure } from "../report/figures.js";
import type { ReportJson } from "../report/report-schema.js";
import type { Caution } from "./cautions.js";
import type { NamedReport } from "./named-report.js";

/** One figure of all runs, side by side; all lists are in the order of the runs. */
export interface FigureRow {
  readonly group: string;
  readonly name: string;
  readonly label: string;
  readonly kind: FigureInPrint["kind"];
  /** Null where a run cannot define it. Money in each run's own quote currency. */
  readonly values: readonly (number | null)[];
  /** Value less that of the first run; null for the first itself and where either is null. */
  readonly differences: readonly (number | null)[];
  /** Positions of the best; empty where best has no meaning, where the runs are not comparable, or where all are equal. */
  readonly best: readonly number[];
}

/**
 * Which way is better. What is missing has no better way: more trades, more time in the market or a higher win rate
 * are neither good nor bad by themselves.
 */
const BETTER: Readonly<Record<string, "higher" | "lower">> = {
  totalReturn: "higher",
  cagr: "higher",
  endEquity: "higher",
  sharpe: "higher",
  sortino: "higher",
  calmar: "higher",
  profitFactor: "higher",
  expectancy: "higher",
  averageTrade: "higher",
  worstTrade: "higher",
  sqn: "higher",
  probabilisticSharpe: "higher",
  maxDrawdown: "lower",
  maxDrawdownDurationMs: "lower",
  volatility: "lower",
  feesPaid: "lower",
  slippagePaid: "lower",
  funding: "lower",
  dust: "lower",
  liquidations: "lower",
  insured: "lower",
};

/** They change with how returns are annualised. */
const ANNUALISED = new Set(["sharpe", "sortino", "volatility"]);

const COSTS = [
  ["funding", "Funding paid", "money"],
  ["dust", "Dust left behind", "money"],
  ["liquidations", "Liquidations", "count"],
  ["insured", "Paid by insurance", "money"],
] as const satisfies readonly (readonly [keyof ReportJson["costs"], string, FigureInPrint["kind"]])[];

/** The probability that the true Sharpe ratio is above zero; null where the sample is too small or it was turned off. */
function probabilisticSharpe({ statistics }: ReportJson): number | null {
  const found = statistics?.probabilisticSharpe;
  return found?.status === "ok" ? found.value : null;
}

/** Every figure that at least one run can define; further costs only where a run had them. */
export function figureRows(runs: readonly NamedReport[], cautions: readonly Caution[]): FigureRow[] {
  const row = (
    { name, label, kind }: Pick<FigureRow, "name" | "label" | "kind">,
    group: string,
    of: (report: ReportJson) => number | null,
  ): FigureRow => {
    const values = runs.map(({ report }) => of(report));
    const [base = null] = values;
    return {
      group,
      name,
      label,
      kind,
      values,
      differences: values.map((value, i) => (i === 0 || value === null || base === null ? null : value - base)),
      best: isComparable(name, kind, cautions) ? bestOf(values, { kind }, BETTER[name]) : [],
    };
  };
  const figures = FIGURE_GROUPS.flatMap(({ title, figures: inGroup }) =>
    inGroup.map((figure) => row(figure, title, ({ metrics }) => metrics[figure.name])),
  );
  const costs = COSTS.map(([name, label, kind]) => row({ name, label, kind }, "Costs", (report) => report.costs[name]));
  const trust = row(
    { name: "probabilisticSharpe", label: "True Sharpe above 0", kind: "share" },
    "Trust",
    probabilisticSharpe,
  );
  return [
    ...figures.filter(isKnown),
    ...costs.filter(({ values }) => values.some((value) => value !== 0)),
    ...[trust].filter(isKnown),
  ];
}

const isKnown = ({ values }: FigureRow) => values.some((value) => value !== null);

function isComparable(name: string, kind: FigureRow["kind"], cautions: readonly Caution[]): boolean {
  return cautions.every(
    (caution) =>
      (caution.kind === "startEquity" && kind !== "money") ||
      (caution.kind === "annualisation" && !ANNUALISED.has(name)),
  );
}

/** All that print as the best one does: what nobody can see sets nothing apart. */
function bestOf(
  values: readonly (number | null)[],
  { kind }: Pick<FigureRow, "kind">,
  better: "higher" | "lower" | undefined,
): number[] {
  const known = values.filter((value) => value !== null);
  if (better === undefined || known.length < 2) return [];
  const winner = printFigure(better === "higher" ? Math.max(...known) : Math.min(...known), kind);
  if (known.every((value) => printFigure(value, kind) === winner)) return [];
  return values.flatMap((value, i) => (value !== null && printFigure(value, kind) === winner ? [i] : []));
}
