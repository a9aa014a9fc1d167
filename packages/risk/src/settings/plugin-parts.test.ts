import { BadExtensionError, ExtensionFailedError } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { bars, inputOf, NOON } from "../../test/risk-inputs.js";
import { createRiskEngine } from "../risk-engine.js";

const ownerOf = () => "mine";
const sizing = (made: unknown) =>
  createRiskEngine({ sizers: [{ type: "half" }] }, { sizers: { half: (() => made) as never }, ownerOf });
const limiting = (made: unknown) =>
  createRiskEngine({ limits: [{ type: "calm" }] }, { limits: { calm: (() => made) as never }, ownerOf });

function thrownBy(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new TypeError("nothing was thrown");
}

const quantity = () => 1;
const check = () => 1;

describe("what a plugin's factory makes", () => {
  it.each<[string, unknown, RegExp]>([
    ["nothing", undefined, /its factory makes undefined; it makes an object of name, quantity/],
    ["an empty object", {}, /quantity is undefined; it is a function/],
    ["no name", { quantity }, /its name is undefined; it is a text/],
    ["a measure that is none", { name: "a", quantity, measure: 5 }, /measure is 5; it is a function/],
    ["a warm-up of NaN", { name: "a", quantity, warmup: Number.NaN }, /warmup is NaN; it is a whole number/],
    ["trades of a half", { name: "a", quantity, trades: 0.5 }, /trades is 0\.5; it is a whole number/],
  ])("is no sizer with %s", (_name, made, problem) => {
    const error = thrownBy(() => sizing(made));
    expect(error).toBeInstanceOf(BadExtensionError);
    expect(error.message).toMatch(/^plugin mine: the sizer "half" cannot be used: /);
    expect(error.message).toMatch(problem);
  });

  it.each<[string, unknown, RegExp]>([
    ["an unknown stage", { stage: "sizes", check }, /its stage is "sizes"; it is one of .*Did you mean "size"\?/],
    ["no stage", { check }, /its stage is undefined/],
    ["no check", { stage: "size" }, /check is undefined; it is a function/],
  ])("is no limit with %s", (_name, made, problem) => {
    const error = thrownBy(() => limiting(made));
    expect(error).toMatchObject({ code: "BAD_EXTENSION", plugin: "mine", kind: "limit", extension: "calm" });
    expect(error.message).toMatch(problem);
  });

  it("is nothing where the factory is none", () => {
    const error = thrownBy(() =>
      createRiskEngine({ limits: [{ type: "calm" }] }, { limits: { calm: { stage: "size", check } as never } }),
    );
    expect(error).toMatchObject({ code: "BAD_EXTENSION", plugin: "<inline>" });
  });
});

describe("a plugin's part that fails in a run", () => {
  const boom = () => {
    throw new RangeError("boom");
  };
  const at = (made: typeof sizing | typeof limiting, part: unknown) =>
    thrownBy(() => made(part).applyRiskToSignal(inputOf({ df: bars })));

  it.each<[string, Error, string, RegExp]>([
    ["quantity throws", at(sizing, { name: "a", quantity: boom }), "half", /RangeError: boom$/],
    ["quantity is a text", at(sizing, { name: "a", quantity: () => "5" }), "half", /quantity returned "5"/],
    ["quantity is missing", at(sizing, { name: "a", quantity: () => undefined }), "half", /returned undefined/],
    ["measure throws", at(sizing, { name: "a", quantity, measure: boom }), "half", /RangeError: boom$/],
    [
      "a measure is none",
      at(sizing, { name: "a", quantity, measure: () => ({ a: "1" }) }),
      "half",
      /{ a }; it returns/,
    ],
    ["check throws", at(limiting, { stage: "signal", check: boom }), "calm", /RangeError: boom$/],
    ["check is missing", at(limiting, { stage: "size", check: () => undefined }), "calm", /returned undefined; it/],
    ["check is a promise", at(limiting, { stage: "order", check: async () => 1 }), "calm", /returned a promise/],
    ["a refusal says half", at(limiting, { stage: "size", check: () => ({ limit: 1 }) }), "calm", /{ limit }/],
    [
      "a refusal has a rule of its own",
      at(limiting, { stage: "size", check: () => ({ limit: 1, observed: 2, rule: "x" }) }),
      "calm",
      /{ limit, observed, rule }; it returns/,
    ],
  ])("is named, with symbol and bar, where its %s", (_name, error, extension, problem) => {
    expect(error).toBeInstanceOf(ExtensionFailedError);
    expect(error).toMatchObject({ code: "EXTENSION_FAILED", plugin: "mine", extension, time: NOON });
    expect(error.message).toContain(
      `"${extension}" failed on BTC/USDT at the close of ${new Date(NOON).toISOString()}: `,
    );
    expect(error.message).toMatch(problem);
    if (error.message.endsWith("boom")) expect(error.cause).toBeInstanceOf(RangeError);
  });

  it("but a NaN is an answer, and refuses", () => {
    const verdict = sizing({ name: "a", quantity: () => Number.NaN }).applyRiskToSignal(inputOf());
    expect(verdict).toMatchObject({ rule: "unsized", name: "a" });
  });
});
