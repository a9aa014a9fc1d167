import { jsonSchemaOf, parseConfig } from "@bellwether/core/config";
import { describe, expect, it } from "vitest";
import { SLIPPAGES, SlippageSetting } from "./slippage-setting.js";

const parse = (setting: unknown) => SlippageSetting.safeParse(setting);

describe("backtest.slippage", () => {
  it("knows the models that ship, with their defaults", () => {
    expect(SLIPPAGES).toEqual(["none", "fixed", "half-spread", "volume-share", "square-root"]);
    expect(parse({ type: "square-root", factor: 0.7 }).data).toEqual({ type: "square-root", factor: 0.7, bars: 20 });
  });

  it("leaves a name that does not ship, and whatever stands beside it, to the plugins", () => {
    for (const setting of [{ type: "mine" }, { type: "fixd", bps: 2 }, { type: "mine", options: { a: 1 } }])
      expect(parse(setting).data).toEqual(setting);
  });

  it.each([
    ["a misspelt option of a model that ships", { type: "fixed", bsp: 2 }],
    ["options of a plugin for a model that ships", { type: "fixed", options: { bps: 2 } }],
    ["a number out of range", { type: "half-spread", spreadBps: -1 }],
    ["no type", { bps: 2 }],
    ["no mapping", 2],
  ])("refuses %s", (_, setting) => expect(parse(setting).success).toBe(false));

  it("speaks of the model that its type names, not of plugins", () => {
    const text = "type: volume-share\nimpct: 2\n";
    expect(() => parseConfig(text, SlippageSetting, { file: "f.yaml" })).toThrow(
      'f.yaml:2:1  impct: unknown key. Did you mean "impact"?',
    );
    expect(() => parseConfig("type: fixed", SlippageSetting, { file: "f.yaml" })).toThrow(
      "f.yaml:1:1  bps: is missing; expected a number",
    );
    expect(() => parseConfig("type: fixed\nbsp: 2", SlippageSetting, { file: "f.yaml" })).toThrow(
      /2 problems .*\n.*bps/,
    );
  });

  it("keeps the two forms apart in the JSON Schema, so that editors see a misspelt option", () => {
    const { anyOf } = jsonSchemaOf(SlippageSetting, { title: "t", id: "i" }) as { anyOf: unknown[] };
    expect(anyOf[1]).toMatchObject({
      properties: { type: { not: { enum: SLIPPAGES } } },
      required: ["type"],
      additionalProperties: false,
    });
  });
});
