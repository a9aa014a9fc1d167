import type { SlippageContext, SlippageModel } from "@bellwether/backtest";
import { BadExtensionError, ExtensionFailedError, ExtensionRegistry, instrument } from "@bellwether/core";
import { type ConfigError, parseConfig } from "@bellwether/core/config";
import type { Sizer } from "@bellwether/risk";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { assertExtensions, riskExtensions, slippageOf } from "./extensions.js";
import { slippageModelOf } from "./plugin-slippage.js";
import { RunFile } from "./run.js";

const Options = z.strictObject({ share: z.number().max(1) });
const sizer: Sizer = { name: "mine", quantity: () => 1 };
const model: SlippageModel = { name: "wide", price: ({ price }) => price, describe: () => ({ type: "wide" }) };

const registry = new ExtensionRegistry();
registry.add(
  "sizer",
  "mine",
  (options) => {
    Options.parse(options);
    return sizer;
  },
  "test",
);
registry.add(
  "limit",
  "calm",
  (options) => {
    if (options !== undefined) throw new Error("takes nothing");
    return { stage: "signal", check: () => 1 };
  },
  "test",
);
registry.add("slippage", "wide", () => model, "test");

const parse = (text: string) =>
  parseConfig(`exchange: { symbols: [A/B], timeframe: 1h }\nstrategy: { type: a }\n${text}`, RunFile, {
    file: "run.yaml",
  });

function complaints(text: string): string[] {
  try {
    assertExtensions(parse(text), registry);
  } catch (error) {
    return (error as ConfigError).message.split("\n");
  }
  return [];
}

describe("what a run file names of plugins", () => {
  it("is fine where a plugin brings it and takes its options, or where it ships", () => {
    expect(
      complaints(
        "risk: { sizers: [{ type: kelly }, { type: mine, options: { share: 0.5 } }], limits: [{ type: calm }] }\nbacktest: { slippage: { type: wide } }",
      ),
    ).toEqual([]);
  });

  it.each([
    [
      "risk: { sizers: [{ type: kely }] }",
      'run.yaml:3:26  risk.sizers[0].type: no sizer is called "kely". Did you mean "kelly"? All: bellwether list sizers',
    ],
    [
      "risk: { limits: [{ type: zzz }] }",
      'run.yaml:3:26  risk.limits[0].type: no limit is called "zzz"; there are calm',
    ],
    [
      "backtest: { slippage: { type: fixd, bps: 2 } }",
      'run.yaml:3:31  backtest.slippage.type: no slippage model is called "fixd". Did you mean "fixed"? All: bellwether list slippage',
    ],
    [
      "backtest: { slippage: { type: wide, bps: 2 } }",
      "run.yaml:3:37  backtest.slippage.bps: unknown key; known keys: type, options",
    ],
    [
      "risk: { sizers: [{ type: mine, options: { share: 2 } }] }",
      /^run\.yaml:3:50 {2}risk\.sizers\[0\]\.options\.share: the sizer "mine" refuses it: .*1$/,
    ],
    [
      "risk: { limits: [{ type: calm, options: { a: 1 } }] }",
      'run.yaml:3:41  risk.limits[0].options: the limit "calm" refuses it: takes nothing',
    ],
  ])("is refused at its place: %s", (text, message) => {
    const [only, ...more] = complaints(text);
    expect(more).toEqual([]);
    if (typeof message === "string") expect(only).toBe(message);
    else expect(only).toMatch(message);
  });

  it("is refused all at once", () => {
    expect(complaints("risk: { sizers: [{ type: x1 }, { type: x2 }], limits: [{ type: x3 }] }")).toHaveLength(4);
  });
});

describe("what a factory makes", () => {
  it.each([
    ["risk: { limits: [{ type: late }] }", 'plugin test: the limit "late" cannot be used: its stage is "later"'],
    ["risk: { sizers: [{ type: empty }] }", 'plugin test: the sizer "empty" cannot be used: quantity is undefined'],
    ["risk: { sizers: [{ type: none }] }", 'plugin test: the sizer "none" cannot be used: it is 5; it is a factory'],
    [
      "backtest: { slippage: { type: flat } }",
      'plugin test: the slippage model "flat" cannot be used: price is undefined',
    ],
  ])("has the shape of its kind, or is the plugin's fault: %s", (text, message) => {
    const broken = new ExtensionRegistry();
    broken.add("limit", "late", () => ({ stage: "later" as never, check: () => 1 }), "test");
    broken.add("sizer", "empty", () => ({}) as never, "test");
    broken.add("sizer", "none", 5 as never, "test");
    broken.add("slippage", "flat", () => ({ name: "flat" }) as never, "test");
    expect(() => assertExtensions(parse(text), broken)).toThrow(BadExtensionError);
    expect(() => assertExtensions(parse(text), broken)).toThrow(message);
  });

  it.each([
    [
      "throws",
      () => {
        throw new RangeError("boom");
      },
      "RangeError: boom",
    ],
    ["returns a text", () => "5", 'price returned "5"'],
    ["returns nothing", () => undefined, "price returned undefined"],
    ["returns NaN", () => Number.NaN, "price returned NaN"],
  ])("is named where its price %s", (_, price, problem) => {
    const slipped = slippageModelOf({ ...model, price }, "wide", "mine");
    const context = { side: "buy", quantity: 2, price: 100, instrument: instrument("A/B") } as SlippageContext;
    expect(() => slipped.price(context)).toThrow(ExtensionFailedError);
    expect(() => slipped.price(context)).toThrow(
      `plugin mine: the slippage model "wide" failed on A/B: buy 2 at 100: ${problem}`,
    );
  });
});

describe("what plugins bring", () => {
  it("reaches the RiskEngine by name", () => {
    const { sizers, limits } = riskExtensions(registry);
    expect([Object.keys(sizers!), Object.keys(limits!)]).toEqual([["mine"], ["calm"]]);
    expect(sizers!.mine!({ share: 1 })).toBe(sizer);
  });

  it("reaches the broker as a model; what ships goes as it stands", () => {
    const of = (text: string) => slippageOf(parse(text).value.backtest, registry);
    expect(of("backtest: { slippage: { type: wide } }")).toMatchObject({ name: "wide" });
    expect(of("backtest: { slippage: { type: fixed, bps: 3 } }")).toEqual({ type: "fixed", bps: 3 });
    expect(of("backtest: { slippageBps: 2 }")).toEqual({ bps: 2 });
    expect(of("")).toEqual({ bps: 0 });
  });
});
