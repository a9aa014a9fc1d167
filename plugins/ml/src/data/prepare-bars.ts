import { type BarColumns, type Timeframe, timeframeMs } from "@bellwether/core";
import type * as z from "zod";
import { BadBarsError } from "./bad-bars-error.js";
import { CleaningPolicies } from "./cleaning-policies.js";
import type { Finding } from "./finding.js";
import { inOrder } from "./in-order.js";
import { gapsOf, missingBars } from "./missing-bars.js";
import { outliers } from "./outliers.js";
import { assertBars } from "./pick-bars.js";
import { type QualityReport, qualityOf } from "./quality.js";
import { soundPrices, soundRelations, soundVolumes, tradedBars } from "./sound-prices.js";
import { offGrid, staleRuns } from "./still-bars.js";
import { tradingHours } from "./trading-hours.js";

/** What was found and done, JSON-able. */
export interface PreparationReport {
  readonly timeframe: Timeframe;
  readonly rowsIn: number;
  readonly rowsOut: number;
  /** Open times of the first and the last bar that came out, epoch ms UTC; null where none did. */
  readonly from: number | null;
  readonly to: number | null;
  readonly policies: CleaningPolicies;
  /** Of the bars that went in. */
  readonly quality: QualityReport;
  /** One for each check, in the order in which they were made. */
  readonly findings: readonly Finding[];
}

export interface Preparation {
  readonly bars: BarColumns;
  readonly report: PreparationReport;
}

/**
 * Cleans bars, step by step: times and their order, prices, volumes, highs and lows, outliers, bars without volume, missing
 * bars. No step looks at later bars to mend an earlier one. Bars without a flaw come out as they are, the same object.
 * A missing bar is counted after the steps before it: it may be one that they dropped; the quality counts those apart.
 * @param timeframe - of the bars.
 * @throws {BadBarsError} for no bars, columns of different length, policies out of range, or what a policy refuses.
 */
export function prepareBars(
  bars: BarColumns,
  timeframe: Timeframe,
  policies: z.input<typeof CleaningPolicies> = {},
): Preparation {
  timeframeMs(timeframe); // refuses what is no timeframe
  const settings = readPolicies(policies);
  assertBars(bars);
  const rows = bars.openTime.length;
  const ordered = inOrder(bars, settings);
  const hours = tradingHours(ordered.bars.openTime, timeframe, settings.calendar);
  const gaps = gapsOf(ordered.bars, hours);
  const priced = soundPrices(ordered.bars, settings, rows);
  const measured = soundVolumes(priced.bars, settings, rows);
  const related = soundRelations(measured.bars, settings, rows);
  const calm = outliers(related.bars, hours, settings, rows);
  const traded = tradedBars(calm.bars, settings, rows);
  const stale = staleRuns(traded.bars, settings.staleBars, rows);
  const whole = missingBars(traded.bars, hours, settings);
  const findings = [
    ...ordered.findings,
    offGrid(ordered.bars, timeframe, rows),
    priced.finding,
    measured.finding,
    related.finding,
    calm.finding,
    traded.finding,
    stale,
    whole.finding,
  ];
  const { openTime } = whole.bars;
  return {
    bars: whole.bars,
    report: {
      timeframe,
      rowsIn: rows,
      rowsOut: openTime.length,
      from: openTime[0] ?? null,
      to: openTime.at(-1) ?? null,
      policies: settings,
      quality: qualityOf(rows, gaps, hours.calendar, findings),
      findings,
    },
  };
}

/**
 * How whole and how sound bars are; changes and refuses nothing but what is no bars.
 * @throws {BadBarsError} for no bars, or columns of different length.
 */
export function qualityReport(
  bars: BarColumns,
  timeframe: Timeframe,
  options: Pick<z.input<typeof CleaningPolicies>, "calendar" | "outlierMultiple" | "outlierWindow" | "staleBars"> = {},
): QualityReport {
  return prepareBars(bars, timeframe, options).report.quality;
}

function readPolicies(policies: z.input<typeof CleaningPolicies>): CleaningPolicies {
  const parsed = CleaningPolicies.safeParse(policies);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "policies"}: ${message}`);
  throw new BadBarsError(`cleaning policies: ${problems.join("; ")}`);
}
