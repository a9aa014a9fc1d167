import { long } from "@bellwether/core";
import { expect, it } from "vitest";
import { bars, inputOf } from "../../test/risk-inputs.js";
import { RiskState } from "../memory/risk-state.js";
import { rulesOf } from "../settings/rules.js";
import { settingsOf } from "../settings/settings.js";
import { fromJournal, toJournal } from "./journalled-facts.js";
import { observe } from "./observe.js";

const rules = rulesOf(settingsOf({}), {});
const factsOf = (more: object) => observe(inputOf(more), new RiskState(rules, []), rules);
const through = (facts: unknown) => fromJournal(JSON.parse(JSON.stringify(facts)));

it("comes through JSON as it was, numbers that JSON lacks included", () => {
  const facts = factsOf({ equity: Number.POSITIVE_INFINITY, entryPrice: Number.NaN, confidence: -0 });
  expect(through(toJournal(facts))).toEqual(facts);
  expect(facts.confidence, "Object.is tells -0 from 0").toBe(-0);
});

it("reads a null that JSON made of NaN as NaN, and leaves what is not stated", () => {
  const { equity, confidence, measures } = through({
    ...factsOf({ equity: Number.NaN }),
    measures: { plugin: { confidence: Number.NaN } },
  });
  expect({ equity, confidence, measures }).toEqual({
    equity: Number.NaN,
    confidence: null,
    measures: { plugin: { confidence: Number.NaN } },
  });
});

it("takes no text for a number, and no regime that is no text", () => {
  expect(through(toJournal(factsOf({ signal: long(bars, { regime: "NaN" }) }))).regime).toBe("NaN");
  expect(factsOf({ signal: long(bars, { regime: 3 as never }) }).regime).toBeNull();
});
