import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ConfigError } from "./config-error.js";
import { describeConfig } from "./describe-config.js";
import { parseConfig } from "./parse-config.js";

const schema = z.strictObject({
  mode: z.enum(["paper", "live"]).default("paper"),
  strategies: z.array(z.strictObject({ type: z.string(), params: z.record(z.string(), z.number()).default({}) })),
  byMarket: z.record(z.string(), z.strictObject({ tick: z.number() })).optional(),
});
const TEXT = "strategies:\n  - type: a\n    params: { fast: 9 }\nbyMarket:\n";

const set = (...pairs: [path: string, value: string][]) =>
  parseConfig(TEXT.replace("byMarket:\n", ""), schema, {
    file: "f.yaml",
    overrides: pairs.map(([path, value]) => ({ path, value })),
  });

function complaint(...pairs: [path: string, value: string][]): string {
  try {
    set(...pairs);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return "accepted";
}

describe("--set path=value", () => {
  it("replaces a value, read as YAML; a later one wins", () => {
    expect(set(["mode", "paper"], ["mode", "live"]).value.mode).toBe("live");
    expect(set(["strategies[0].params.fast", "12"]).value.strategies[0]!.params).toEqual({ fast: 12 });
    expect(set(["strategies.0.type", '"12"']).value.strategies[0]!.type).toBe("12");
    expect(set(["strategies", "[{type: b}]"]).value.strategies).toEqual([{ type: "b", params: {} }]);
  });

  it("adds a key, the mappings around it, and an entry at the end of a list", () => {
    expect(set(["byMarket.BTC/USDT.tick", "0.01"]).value.byMarket).toEqual({ "BTC/USDT": { tick: 0.01 } });
    expect(set(['byMarket."a.b".tick', "1"]).value.byMarket).toEqual({ "a.b": { tick: 1 } });
    expect(set(["strategies[1]", "{type: b}"]).value.strategies[1]!.type).toBe("b");
  });

  it("is named as the origin of what it set, and of nothing else", () => {
    const rows = describeConfig(set(["strategies[0].params", "{slow: 26}"]));
    expect(rows.map(({ path, from }) => [path, from])).toEqual([
      ["mode", "default"],
      ["strategies[0].type", "f.yaml:2:11"],
      ["strategies[0].params.slow", "--set strategies[0].params"],
    ]);
  });

  it.each<[string, [string, string], string]>([
    [
      "a value that the schema refuses",
      ["mode", "papr"],
      '--set mode  expected "paper" or "live", found the text "papr". Did you mean "paper"?',
    ],
    [
      "a part of a value that it refuses",
      ["strategies[0].params", "{fast: x}"],
      '--set strategies[0].params  strategies[0].params.fast: expected a number, found the text "x"',
    ],
    ["an unknown key", ["mod", "live"], '--set mod  unknown key. Did you mean "mode"?'],
    [
      "what is no path",
      ["mode..x", "1"],
      "--set mode..x  this is no path; write keys with dots between them: strategy.params.fast",
    ],
    ["no path", ["", "1"], "--set   this is no path; write keys with dots between them: strategy.params.fast"],
    [
      "a prototype key",
      ["strategies[0].__proto__.x", "1"],
      '--set strategies[0].__proto__.x  the key "__proto__" is not allowed',
    ],
    [
      "a prototype key in the value",
      ["byMarket", "{__proto__: 1}"],
      '--set byMarket  the key "__proto__" is not allowed',
    ],
    [
      "a path through text",
      ["strategies[0].type.x", "1"],
      "--set strategies[0].type.x  strategies[0].type is no mapping or list, so nothing can be set in it",
    ],
    [
      "an entry beyond the list",
      ["strategies[5].type", "b"],
      "--set strategies[5].type  strategies is a list of 1; write strategies[0] to strategies[1]",
    ],
    [
      "a key in a list",
      ["strategies.type", "b"],
      "--set strategies.type  strategies is a list of 1; write strategies[0] to strategies[1]",
    ],
    ["broken YAML", ["mode", "[live"], "--set mode  a list opened with [ is not closed"],
    ["an indented mapping", ["byMarket", "a: 1"], "--set byMarket  a list or mapping is written in [ ] or { } here"],
  ])("refuses %s, naming the option", (_, pair, message) => expect(complaint(pair)).toBe(message));

  it("asks whether a key that the file has was meant, and tells of a file that is a list", () => {
    const risk = z.strictObject({ riskPerTrade: z.number(), fee: z.number().optional() });
    const set = (text: string) => () =>
      parseConfig(text, risk, { file: "f.yaml", overrides: [{ path: "riskPertrade", value: "1" }] });
    expect(set("riskPerTrade: 0.01")).toThrow(/^--set riskPertrade {2}unknown key\. Did you mean "riskPerTrade"\?$/);
    expect(set("[1, 2]")).toThrow(/--set riskPertrade {2}the file is a list, and a path starts at a key; /);
  });

  it("reports bad overrides together with what is wrong in the text", () => {
    const parse = () =>
      parseConfig("mode: papr\nstrategies: []", schema, { file: "f.yaml", overrides: [{ path: "x", value: "1" }] });
    expect(parse).toThrow(/^2 problems .*\n {2}f\.yaml:1:7 {2}mode: .*\n {2}--set x {2}unknown key/);
  });

  it("leaves Object.prototype alone", () => {
    for (const path of ["__proto__.polluted", "constructor.prototype.polluted", "mode.constructor.x"])
      complaint([path, "1"]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
