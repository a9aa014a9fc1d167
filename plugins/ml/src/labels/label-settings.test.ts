import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { anyBars, firstBars } from "../../test/made-bars.js";
import { sampleHours } from "../../test/sample-bars.js";
import { directionLabels } from "./direction-labels.js";
import { maxFavourableLabels } from "./favourable-labels.js";
import { forwardReturnLabels } from "./forward-return-labels.js";
import { LabelSettings, labelHorizon, labelLookback, labelsOf } from "./label-settings.js";
import { tripleBarrierLabels } from "./triple-barrier-labels.js";
import { uniquenessWeights } from "./uniqueness.js";
import { volatilityLabels } from "./volatility-labels.js";

const bars = fc.sample(anyBars({ min: 60, max: 60 }), { seed: 3, numRuns: 1 })[0]!;

describe("settings of labels", () => {
  it("give what the functions of the same name give", () => {
    const made = (settings: z.input<typeof LabelSettings>) => labelsOf(LabelSettings.parse(settings), bars);
    const horizon = 4;
    expect(made({ type: "direction", horizon })).toEqual(directionLabels(bars, { horizon }));
    expect(made({ type: "forward-return", horizon })).toEqual(forwardReturnLabels(bars, { horizon }));
    expect(made({ type: "favourable-excursion", horizon })).toEqual(maxFavourableLabels(bars, { horizon }));
    expect(made({ type: "triple-barrier", horizon, atr: 5 })).toEqual(tripleBarrierLabels(bars, { horizon, atr: 5 }));
    const median = { horizon, as: "above-median", medianRows: 30 } as const;
    expect(made({ type: "volatility", ...median })).toEqual(volatilityLabels(bars, median));
  });
  it.each([
    { type: "direction", horizon: 4 },
    { type: "direction", horizon: 4, threshold: { volatility: 0.5, span: 30 } },
    { type: "triple-barrier", horizon: 4 },
    { type: "triple-barrier", horizon: 4, volatilitySpan: 40 },
    { type: "triple-barrier", horizon: 4, atr: 14 },
    { type: "forward-return", horizon: 4 },
    { type: "forward-return", horizon: 4, perVolatility: true, volatilitySpan: 25 },
    { type: "volatility", horizon: 4 },
    { type: "favourable-excursion", horizon: 4, atr: 9 },
  ] as const)("name the bars before the first that has a label: $type", async (given) => {
    const settings = LabelSettings.parse(given);
    expect(labelsOf(settings, await sampleHours()).row[0]).toBe(labelLookback(settings));
  });

  it("name the bars that a label looks ahead", () => {
    expect(labelHorizon(LabelSettings.parse({ type: "direction", horizon: 7 }))).toBe(7);
    expect(labelHorizon(LabelSettings.parse({ type: "triple-barrier" }))).toBe(24);
  });
  it("refuse types and words that they do not know", () => {
    expect(LabelSettings.safeParse({ type: "directions", horizon: 1 }).success).toBe(false);
    expect(LabelSettings.safeParse({ type: "direction", horizon: 1, treshold: 0.1 }).success).toBe(false);
  });
  it("describe every setting, for editors", () => {
    const schema = z.toJSONSchema(LabelSettings, { io: "input" }) as {
      oneOf: { properties: Record<string, { description?: string }> }[];
    };
    expect(schema.oneOf.length).toBe(5);
    for (const { properties } of schema.oneOf)
      for (const [name, { description }] of Object.entries(properties))
        if (name !== "type") expect(description, name).toMatch(/\.$|24\.?$/);
  });
});

it("of real bars, labels are known but for the ends, their spans follow the row, and a longer history changes none", async () => {
  const hours = await sampleHours();
  const part = firstBars(hours, 4_000);
  for (const type of ["direction", "triple-barrier", "forward-return", "volatility", "favourable-excursion"] as const) {
    const settings = LabelSettings.parse({ type, horizon: 24 });
    const whole = labelsOf(settings, hours);
    const before = labelsOf(settings, part);
    expect(whole.row.length, type).toBeGreaterThan(4_800);
    expect(whole.row.at(-1)).toBeLessThan(hours.close.length - (type === "triple-barrier" ? 1 : 24));
    const known = new Map(Array.from(whole.row, (row, i) => [row, [whole.value[i], whole.start[i], whole.end[i]]]));
    before.row.forEach((row, i) => {
      expect(known.get(row)).toEqual([before.value[i], before.start[i], before.end[i]]);
      expect(before.start[i]).toBe(row + 1);
    });
    const weights = uniquenessWeights(whole);
    expect(weights.every((weight) => weight > 0)).toBe(true);
  }
});
