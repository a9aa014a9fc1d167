import { jsonSchemaOf, parseConfig } from "@bellwether/core/config";
import { describe, expect, it } from "vitest";
import { createRiskEngine } from "../risk-engine.js";
import { RiskConfig } from "./config.js";

describe("risk settings", () => {
  it("are read from YAML as they are written in docs/risk.md", () => {
    const text = `
riskPerTrade: 0.01
sizers: [{ type: volatility-target, target: 0.2 }, { type: my-sizer, options: { a: 1 } }]
confidence: { points: [[0, 0.5], [1, 1.5]] }
protections: [{ type: cooldown, duration: { bars: 3 } }, { type: stop-loss-guard, trades: 3, lookback: 1d, duration: 4h }]
sessions: [{ days: [mon, tue], from: "08:00", to: "16:00" }]
groups: { majors: { symbols: [BTC/USDT], limit: 0.5 } }
`;
    expect(parseConfig(text, RiskConfig, { file: "risk.yaml" }).value).toMatchObject({
      sizers: [{ target: 0.2, lookback: 60 }, { options: { a: 1 } }],
      protections: [{ scope: "symbol" }, { scope: "account", lookback: "1d" }],
    });
  });

  it.each([
    ["sizers: [{ type: kelly, fracton: 1 }]", /risk.yaml:1:25.*sizers\[0\]\.fracton.*"fraction"/s],
    ["protections: [{ type: cooldwn }]", /cooldwn.*cooldown/s],
    ["protections: [{ type: cooldown, duration: soon }]", /a span reads like "30m"/],
    ["confidence: { points: [[1, 1], [0, 1]] }", /must rise/],
    ["regime: { agree: 0 }", /regime\.agree/],
    ["dailyLoss: 5%", /0\.05/],
    ["weekend: flatten\nweekendTo: fri 21:00", /would never end/],
  ])("point at what is wrong: %s", (text, message) => {
    expect(() => parseConfig(text, RiskConfig, { file: "risk.yaml" })).toThrow(message);
  });

  it("have a JSON Schema for editors, every setting described", () => {
    const schema = jsonSchemaOf(RiskConfig, { title: "risk", id: "risk" }) as {
      properties: Record<string, { description?: string }>;
    };
    const silent = Object.entries(schema.properties).filter(([, { description = "" }]) => description === "");
    expect(silent.map(([name]) => name)).toEqual([]);
    expect(JSON.stringify(schema)).toContain('"volatility-target"');
  });

  it("are the engine's word for word, defaults filled in", () => {
    const settings = { fixedFraction: 0.5, weekend: "flatten" } as const;
    expect(createRiskEngine(settings).describe()).toEqual(RiskConfig.parse(settings));
  });
});
