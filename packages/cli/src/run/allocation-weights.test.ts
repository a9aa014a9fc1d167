import { parseConfig } from "@bellwether/core/config";
import { describe, expect, it } from "vitest";
import { assertWeights } from "./allocation-weights.js";
import { RunFile } from "./run.js";

const check = (weights: string) =>
  assertWeights(
    parseConfig(
      `exchange: { symbols: [A/B, C/B], timeframe: 1h }\nstrategies: [{ type: x, name: trend }, { type: x, name: calm }]\nrisk: { allocation: { rule: fixed, weights: ${weights} } }`,
      RunFile,
      { file: "run.yaml" },
    ),
  );

describe("fixed weights of a run file", () => {
  it("name all strategies, or all symbols", () => {
    expect(() => check("{ trend: 0.5, calm: 0.5 }")).not.toThrow();
    expect(() => check("{ A/B: 0.5, C/B: 0 }")).not.toThrow();
  });

  it.each([
    [
      "{ trend: 0.5, clam: 0.5 }",
      /^run\.yaml:3:\d+ .*weights\.clam: no strategy .* called "clam".*Did you mean "calm"\?/,
    ],
    ["{ trend: 0.5 }", /^run\.yaml:3:\d+ .*weights: "calm" has no weight/],
    ["{ trend: 0.7, calm: 0.6 }", /^run\.yaml:3:\d+ .*weights: the weights add up to 1\.29/],
  ])("are refused at their place: %s", (weights, message) => expect(() => check(weights)).toThrow(message));
});
