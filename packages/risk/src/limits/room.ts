import type { RiskFacts } from "../decision/facts.js";
import type { Refusal } from "./limit.js";

/**
 * What is left of a budget that positions share, in base units; refused where nothing is.
 * @param limit - share of equity. @param used - quote currency that others use; it may be negative.
 */
export function roomLeft({ equity, unit }: RiskFacts, limit: number, used: number): number | Refusal {
  const room = limit * equity - used;
  return room > 0 ? room / unit : { limit, observed: used / equity };
}
