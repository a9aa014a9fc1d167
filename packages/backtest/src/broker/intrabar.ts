/**
 * What came first inside a bar. `pessimistic`: what hurts a position; `optimistic`: what helps it; `adaptive`: the extreme
 * nearer to the open; `drilldown`: bars of a lower timeframe decide, and where there are none, pessimism.
 */
export type IntrabarRule = "pessimistic" | "optimistic" | "adaptive" | "drilldown";

export const INTRABAR_RULES: readonly IntrabarRule[] = ["pessimistic", "optimistic", "adaptive", "drilldown"];

/** The rules that know a path from one bar alone. */
export type PathRule = Exclude<IntrabarRule, "drilldown">;
