import { long, short, sizingText } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { bars, inputOf } from "../../test/risk-inputs.js";
import { createRiskEngine } from "../risk-engine.js";
import type { RiskOptions } from "../settings/config.js";

const sizingOf = (regime: RiskOptions["regime"], stance: typeof long, said?: string, given?: string) => {
  const risk = createRiskEngine({ fixedFraction: 0.1, allowShort: true, ...(regime === undefined ? {} : { regime }) });
  const signal = stance(bars, said === undefined ? {} : { regime: said });
  const verdict = risk.applyRiskToSignal(inputOf({ signal, ...(given === undefined ? {} : { regime: given }) }));
  return verdict.status === "approved" ? sizingText(verdict.sizing) : verdict.rule;
};

describe("the regime", () => {
  it.each<[string, RiskOptions["regime"], typeof long, string | undefined, string]>([
    ["that agrees with the stance adds to it", undefined, long, "Bull", "fixedFraction 5 → regime 6"],
    ["that disagrees takes from it", undefined, short, "bull", "fixedFraction 5 → regime 4"],
    ["of falling prices agrees with SHORT", undefined, short, "DOWNTREND", "fixedFraction 5 → regime 6"],
    ["that nobody knows changes nothing", undefined, long, "sideways", "fixedFraction 5"],
    ["that is not stated changes nothing", undefined, long, undefined, "fixedFraction 5"],
    ["changes nothing where it is off", "off", long, "bull", "fixedFraction 5"],
    ["may have names of one's own", { long: ["state-2"], agree: 2 }, long, "state-2", "fixedFraction 5 → regime 10"],
    ["that favours both sides changes nothing", { long: ["x"], short: ["x"] }, long, "x", "fixedFraction 5"],
  ])("%s", (_name, regime, stance, said, steps) => {
    expect(sizingOf(regime, stance, said)).toBe(steps);
  });

  it("that whoever asks gives counts before the signal's own", () => {
    expect(sizingOf(undefined, long, "bull", "bear")).toBe("fixedFraction 5 → regime 4");
  });
});
