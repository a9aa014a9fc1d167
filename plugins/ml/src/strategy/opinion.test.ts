import { describe, expect, it } from "vitest";
import type { Model } from "../models/model.js";
import type { TrainedModel } from "../trained/trained-model.js";
import { ensembleOpinion } from "./ensemble-opinion.js";
import { UnsuitableModelError } from "./model-source.js";
import { emptyOpinion, type OpinionOf } from "./opinion.js";
import { stanceOpinion } from "./stance-opinion.js";

const classifier = (...classes: string[]) => ({ task: "classification", classes }) as unknown as Model;
const regressor = { task: "regression" } as unknown as Model;
const made = (...members: [role: string, model: Model, weight?: number][]) =>
  ({
    name: "m",
    members: members.map(([role, model, weight = 1]) => ({ role, model, weight })),
  }) as unknown as TrainedModel;

function ask(opinionOf: OpinionOf, ...values: readonly (readonly number[])[]) {
  const opinion = emptyOpinion();
  opinionOf({ at: (member, value) => values[member]![value]! }, opinion);
  return opinion;
}

describe("the opinion of a classifier of stances", () => {
  const three = stanceOpinion(made(["signal", classifier("SHORT", "FLAT", "LONG")]), 0);
  it.each([
    [[0.2, 0.3, 0.5], "LONG", 0.5],
    [[0.6, 0.3, 0.1], "SHORT", 0.6],
    [[0.2, 0.5, 0.3], "FLAT", 0.5],
    [[0.4, 0.4, 0.2], "FLAT", 0.4], // as likely FLAT as not
    [[0.4, 0.2, 0.4], "FLAT", 0.4], // both ways alike
  ])("of %j is %s, with confidence %d", (said, stance, confidence) =>
    expect(ask(three, said)).toMatchObject({ stance, confidence, leave: null }),
  );

  it("needs no FLAT", () => {
    const two = stanceOpinion(made(["signal", classifier("SHORT", "LONG")]), 0);
    expect(ask(two, [0.3, 0.7])).toMatchObject({ stance: "LONG", confidence: 0.7 });
    expect(ask(two, [0.5, 0.5])).toMatchObject({ stance: "FLAT", confidence: 0.5 });
  });

  it("says where there is no answer", () => {
    expect(ask(three, [Number.NaN, Number.NaN, Number.NaN]).answered).toBe(false);
    expect(ask(three, [0.2, 0.3, 0.5]).answered).toBe(true);
  });

  it("is refused for classes that are no stances, and for an ensemble", () => {
    expect(() => stanceOpinion(made(["signal", classifier("CALM", "WILD")]), 0)).toThrow(/CALM, WILD/);
    expect(() => stanceOpinion(made(["entry", regressor], ["exit", regressor]), 0)).toThrow(/ensemble-strategy/);
  });
});

describe("the opinion of a regressor", () => {
  const opinion = stanceOpinion(made(["signal", regressor]), 0.001);
  it.each([
    [0.002, "LONG"],
    [-0.002, "SHORT"],
    [0.0005, "FLAT"],
    [0.001, "FLAT"],
  ])("of %d is %s where 0.001 is the least", (value, stance) =>
    expect(ask(opinion, [value])).toMatchObject({ stance, answered: true }),
  );

  it("has no view on how sure it is", () => {
    expect(ask(opinion, [0.002]).confidence).toBeNaN();
    expect(ask(opinion, [Number.NaN]).answered).toBe(false);
  });
});

describe("the vote of four models", () => {
  const stances = classifier("SHORT", "LONG");
  const four = made(["entry", stances, 4], ["position", regressor, 3], ["exit", stances, 2], ["profit", regressor, 1]);

  it("is the weighted mean of their votes; the profit model sets the target", () => {
    // 0.4 · 0.4 + 0.3 · 0.5 + 0.2 · 0.2 + 0.1 · (1.5 / 3) = 0.4
    const opinion = ask(ensembleOpinion(four, {}, 0.7), [0.3, 0.7], [0.5], [0.4, 0.6], [1.5]);
    expect(opinion.stance).toBe("LONG");
    expect(opinion.confidence).toBeCloseTo(0.7, 12);
    expect(opinion.targetAtr).toBe(1.5);
    expect(opinion.leave).toBeNull();
  });

  it("cuts the votes of regressors at one", () => {
    const only = ensembleOpinion(four, { entry: 0, exit: 0, profit: 0 }, 0.7);
    expect(ask(only, [0.5, 0.5], [-9], [0.5, 0.5], [0])).toMatchObject({ stance: "SHORT", confidence: 1 });
  });

  it("asks to leave what the exit model holds wrong", () => {
    const opinionOf = ensembleOpinion(four, {}, 0.7);
    expect(ask(opinionOf, [0.1, 0.9], [1], [0.7, 0.3], [1]).leave).toBe("long");
    expect(ask(opinionOf, [0.9, 0.1], [-1], [0.2, 0.8], [-1]).leave).toBe("short");
  });

  it("mirrors: all votes turned round turn the stance round and keep the confidence", () => {
    const opinionOf = ensembleOpinion(four, {}, 0.99);
    const long = ask(opinionOf, [0.2, 0.8], [0.3], [0.45, 0.55], [2]);
    const short = ask(opinionOf, [0.8, 0.2], [-0.3], [0.55, 0.45], [-2]);
    expect([long.stance, short.stance]).toEqual(["LONG", "SHORT"]);
    expect(short.confidence).toBeCloseTo(long.confidence, 12);
    expect(short.targetAtr).toBe(long.targetAtr);
  });

  it("has no answer where one of them has none", () =>
    expect(ask(ensembleOpinion(four, {}, 0.7), [0.3, 0.7], [Number.NaN], [0.5, 0.5], [1]).confidence).toBeNaN());

  it("is refused for a single model, members of another kind, and weights without a say", () => {
    expect(() => ensembleOpinion(made(["signal", stances]), {}, 0.6)).toThrow(/ml-strategy/);
    const turned = made(["entry", stances], ["position", stances], ["exit", stances], ["profit", regressor]);
    expect(() => ensembleOpinion(turned, {}, 0.6)).toThrow(UnsuitableModelError);
    expect(() => ensembleOpinion(four, { entry: 0, position: 0, exit: 0, profit: 0 }, 0.6)).toThrow(/sum to 0/);
    expect(() => ensembleOpinion(four, { entry: 1e308, exit: 1e308 }, 0.6), "no share of it").toThrow(
      /sum to Infinity/,
    );
  });
});
