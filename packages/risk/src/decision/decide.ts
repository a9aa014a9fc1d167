import type { Refused, RiskRule, Verdict } from "@bellwether/core";
import type { Limit } from "../limits/limit.js";
import { confidenceFactor } from "../multipliers/confidence.js";
import type { Keyed, Rules } from "../settings/rules.js";
import type { Sizer } from "../sizers/sizer.js";
import type { Measures, RiskFacts } from "./facts.js";
import { Sizing } from "./sizing.js";
import { gridOf } from "./step-grids.js";

const NO_MEASURES: Measures = Object.freeze({});
/** The measures of facts where no sizer or limit measures anything. */
export const NOTHING_MEASURED: RiskFacts["measures"] = Object.freeze({});

/**
 * The verdict on an entry. Pure: equal facts and rules give equal verdicts.
 * Limits on the signal come first, then the sizers and multipliers, then limits that cut, the instrument's step, and limits
 * on the order.
 */
export function decide(facts: RiskFacts, rules: Rules): Verdict {
  if (facts.stance === "FLAT") return leave(facts);
  const { config, sizers, limits } = rules;
  // indexed: every entry comes by here, and an iterator costs more than most limits
  for (let i = 0; i < limits.signal.length; i++) {
    const refusal = asked(limits.signal[i]!, facts, Number.NaN);
    if (typeof refusal !== "number") return refusal;
  }

  if (!(facts.capital > 0)) return refused("unsized", 0, facts.capital, "allocation");
  const sizing = new Sizing();
  for (let i = 0; i < sizers.length; i++) {
    const sizer = sizers[i]!;
    const quantity = sized(sizer, facts, i === 0);
    if (typeof quantity !== "number") return quantity;
    if (i > 0) sizing.set(sizer.part.name, Math.min(sizing.quantity, quantity));
    else {
      sizing.set(sizer.part.name, quantity);
      sizing.scale("confidence", confidenceFactor(config.confidence, facts.confidence));
      sizing.scale("regime", rules.regime(facts.regime, facts.stance));
    }
  }

  for (let i = 0; i < limits.size.length; i++) {
    const limit = limits.size[i]!;
    const most = asked(limit, facts, sizing.quantity);
    if (typeof most !== "number") return most;
    sizing.cut(limit.part.name ?? limit.part.rule, most);
  }
  if (facts.step !== 0) sizing.cut("step", gridOf(facts.step).down(sizing.quantity));

  const { quantity } = sizing;
  for (let i = 0; i < limits.order.length; i++) {
    const limit = limits.order[i]!;
    const most = asked(limit, facts, quantity);
    if (typeof most !== "number") return most;
    if (!(quantity <= most)) return refused(limit.part.rule, most, quantity, limit.part.name);
  }
  const { bracket, entry } = facts;
  return {
    status: "approved",
    order: {
      side: facts.stance === "LONG" ? "buy" : "sell",
      quantity,
      bracket: bracket ?? undefined,
      entry: entry ?? undefined,
    },
    sizing: sizing.steps,
  };
}

/** Leaving is always approved. */
function leave({ positionSide, positionQuantity }: RiskFacts): Verdict {
  if (positionSide === null) return refused("minQuantity", 0, 0);
  if (!(positionQuantity > 0 && positionQuantity < Number.POSITIVE_INFINITY))
    return refused("badInput", 0, positionQuantity);
  return {
    status: "approved",
    order: { side: positionSide === "long" ? "sell" : "buy", quantity: positionQuantity },
    sizing: [{ rule: "exit", quantity: positionQuantity }],
  };
}

/** What a limit lets pass; a refusal for nothing. */
function asked({ key, part }: Keyed<Limit>, facts: RiskFacts, quantity: number): number | Refused {
  const answer = part.check(facts, quantity, measuresOf(facts, key));
  if (typeof answer !== "number") return refused(answer.rule ?? part.rule, answer.limit, answer.observed, part.name);
  return answer > 0 ? answer : refused(part.rule, answer, quantity, part.name);
}

/** What a sizer says; a refusal where it cannot say. The first must say a quantity, others may have nothing to cut. */
function sized({ key, part }: Keyed<Sizer>, facts: RiskFacts, isFirst: boolean): number | Refused {
  if (part.needsStop === true && !(facts.stopDistance !== null && facts.stopDistance > 0))
    return refused("noStop", 0, facts.stopDistance ?? Number.NaN);
  const quantity = part.quantity(facts, measuresOf(facts, key));
  if (quantity > 0 && (quantity < Number.POSITIVE_INFINITY || !isFirst)) return quantity;
  return refused("unsized", 0, quantity, part.name);
}

function measuresOf({ measures }: RiskFacts, key: string): Measures {
  // looking a key up that varies is slow, and most runs measure nothing
  return measures === NOTHING_MEASURED ? NO_MEASURES : (measures[key] ?? NO_MEASURES);
}

function refused(rule: RiskRule, limit: number, observed: number, name?: string): Refused {
  return name === undefined
    ? { status: "refused", rule, limit, observed }
    : { status: "refused", rule, limit, observed, name };
}
