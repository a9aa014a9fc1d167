import type { IntrabarRule } from "../broker/intrabar.js";
import type { SimulatedBroker } from "../broker/simulated-broker.js";
import type { ReportedDetail } from "../report/report.js";
import { BadBacktestError } from "./errors.js";

/**
 * What detail decided in a run; null under other rules than `drilldown`.
 * @throws {BadBacktestError} if detail was needed and agreed with no bar at all: the run was another than was asked for.
 */
export function detailOf(rule: IntrabarRule, { drilled, undrilled }: SimulatedBroker): ReportedDetail | null {
  if (rule !== "drilldown") return null;
  if (drilled === 0 && undrilled > 0)
    throw new BadBacktestError(
      `drilldown: the detail agrees with none of the ${undrilled} bars that needed it; give shorter bars of the same market, ` +
        "venue and time (UTC), so that together they have each bar's open, high, low and close",
    );
  return { decided: drilled, missing: undrilled };
}
