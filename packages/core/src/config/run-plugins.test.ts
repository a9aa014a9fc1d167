import { describe, expect, it } from "vitest";
import * as z from "zod";
import { describeConfig, redactConfig } from "./describe-config.js";
import { parseAt } from "./parse-at.js";
import { parseConfig } from "./parse-config.js";
import { RunConfig } from "./run-config.js";
import { pluginsOf } from "./run-plugins.js";
import { secret } from "./secret.js";

const HEAD = "exchange: { symbols: [BTC/USDT], timeframe: 1h }\nstrategy: { type: a }\n";
const parse = (text: string, env = {}) => parseConfig(`${HEAD}plugins: ${text}`, RunConfig, { file: "run.yaml", env });
const options = z.strictObject({ url: z.string(), key: secret().optional() });

describe("the plugins of a run file", () => {
  it("are names, paths, or entries with options of their own", () => {
    expect(pluginsOf(parse('["@me/a", ./b.ts, { use: ./c.ts, options: { url: x } }, { use: d }]').value)).toEqual([
      { use: "@me/a", path: ["plugins", 0], optionsPath: ["plugins", 0, "options"] },
      { use: "./b.ts", path: ["plugins", 1], optionsPath: ["plugins", 1, "options"] },
      { use: "./c.ts", path: ["plugins", 2], optionsPath: ["plugins", 2, "options"] },
      { use: "d", path: ["plugins", 3], optionsPath: ["plugins", 3, "options"] },
    ]);
  });

  it("have their options checked at their place, by the schema that the plugin brings", () => {
    const resolved = parse("[./a.ts, { use: ./c.ts, options: { ulr: x } }]");
    expect(() => parseAt(resolved, ["plugins", 1, "options"], options)).toThrow(
      'run.yaml:3:45  plugins[1].options.ulr: unknown key. Did you mean "url"?',
    );
    expect(() => parseAt(resolved, ["plugins", 0, "options"], options)).toThrow(
      "run.yaml:3:11  plugins[0].options.url: is missing",
    );
  });

  it("take secrets from the environment, which no description of the run shows", () => {
    const resolved = parse(`[{ use: ./c.ts, options: { url: x, key: "\${THE_KEY}" } }]`, { THE_KEY: "hidden" });
    const part = parseAt(resolved, ["plugins", 0, "options"], options);
    expect(part.value).toEqual({ url: "x", key: "hidden" });
    expect(JSON.stringify(describeConfig(resolved, part))).not.toContain("hidden");
    expect(JSON.stringify(redactConfig(resolved, part))).not.toContain("hidden");
    expect(describeConfig(resolved, part)).toContainEqual({
      path: "plugins[0].options.key",
      value: "***",
      from: "env THE_KEY",
    });
  });

  it.each([
    ["[3]", "run.yaml:3:11  plugins[0]: expected text or a mapping"],
    ["[{ options: {} }]", "run.yaml:3:11  plugins[0].use: is missing"],
    ["[{ use: ./a.ts, option: {} }]", 'run.yaml:3:26  plugins[0].option: unknown key. Did you mean "options"?'],
    ["[{ use: ./a.ts, options: 3 }]", "run.yaml:3:35  plugins[0].options: expected a mapping"],
    ["./a.ts", 'run.yaml:3:10  plugins: expected a list, found the text "./a.ts"; put it in [ ]'],
  ])("are refused as %s", (text, message) => expect(() => parse(text)).toThrow(message));
});
