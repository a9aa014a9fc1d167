import { definePlugin, PluginHost } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { bars, inputOf } from "../../test/risk-inputs.js";
import { replayVerdict } from "../decision/replay.js";
import type { LimitFactory } from "../limits/limit.js";
import { PASSES } from "../limits/limit.js";
import { createRiskEngine } from "../risk-engine.js";
import type { SizerFactory } from "../sizers/sizer.js";
import { riskExtensionsOf } from "./extensions.js";

const Options = z.strictObject({ share: z.number().positive() });
/** A share of the last close's distance from the first. */
const moved: SizerFactory = (options) => {
  const { share } = Options.parse(options);
  return {
    name: "moved",
    warmup: 7,
    measure: ({ df }) => ({ move: Math.abs((df?.close.last ?? Number.NaN) - (df?.close.at(0) ?? Number.NaN)) }),
    quantity: (_facts, { move = Number.NaN }) => share * move,
  };
};
const evenHours: LimitFactory = () => ({
  stage: "signal",
  check: ({ time }) => ((time ?? Number.NaN) % 7_200_000 === 0 ? PASSES : { limit: 2, observed: 1 }),
});
const most: LimitFactory = () => ({ stage: "size", check: () => 1 });
/** As a class, and with a number of its own for each that is listed. */
class Fixed implements ReturnType<LimitFactory> {
  readonly stage = "size";
  readonly #most: number;
  constructor(options: unknown) {
    this.#most = z.strictObject({ most: z.number() }).parse(options).most;
  }
  measure() {
    return { most: this.#most };
  }
  check(_facts: unknown, _quantity: number, { most = Number.NaN }: Readonly<Record<string, number>>) {
    return most;
  }
}
const silent: LimitFactory = () => ({ stage: "order", check: () => Number.NaN });
const extensions = {
  sizers: { moved },
  limits: { evenHours, most, silent, fixed: (options: unknown) => new Fixed(options) },
};

describe("sizers and limits of plugins", () => {
  it("are found by their names, get their options, and are replayed like the others", () => {
    const options = {
      maxExposure: 100,
      sizers: [{ type: "moved", options: { share: 100 } }],
      limits: [{ type: "most" }, { type: "evenHours" }],
    };
    const risk = createRiskEngine(options, extensions);
    expect(risk.warmup).toBe(7);
    const input = inputOf({ df: bars });
    const facts = risk.facts!(input);
    const verdict = risk.applyRiskToSignal(input);
    const move = Math.abs(bars.close.last - bars.close.at(0));
    expect(verdict).toMatchObject({ status: "approved", order: { quantity: 1 } });
    expect(verdict).toMatchObject({
      sizing: [
        { rule: "moved", quantity: 100 * move },
        { rule: "most", quantity: 1 },
      ],
    });
    expect(replayVerdict(options, JSON.parse(JSON.stringify(facts)), extensions)).toEqual(verdict);
    expect(risk.applyRiskToSignal(inputOf({ df: bars, time: 3_600_000 }))).toEqual({
      status: "refused",
      rule: "plugin",
      name: "evenHours",
      limit: 2,
      observed: 1,
    });
    expect(risk.applyRiskToSignal(inputOf())).toMatchObject({ rule: "unsized", name: "moved" });
  });

  it("may be listed more than once", () => {
    const limits = [3, 2, 4].map((most) => ({ type: "fixed", options: { most } }));
    expect(createRiskEngine({ limits }, extensions).applyRiskToSignal(inputOf())).toMatchObject({
      sizing: [
        { rule: "fixedFraction", quantity: 50 },
        { rule: "fixed", quantity: 3 },
        { rule: "fixed", quantity: 2 },
      ],
    });
  });

  it.each([Number.NaN, -1, 0])("that let %d pass, at most, refuse", (most) => {
    const risk = createRiskEngine(
      { limits: [{ type: "fixed", options: { most: 0 } }] },
      {
        limits: { fixed: () => ({ stage: "size", check: () => most }) },
      },
    );
    expect(risk.applyRiskToSignal(inputOf())).toEqual({
      status: "refused",
      rule: "plugin",
      name: "fixed",
      limit: most,
      observed: 50,
    });
  });

  it("refuse an order above what they let pass, where it can no longer be cut", () => {
    const order = (most: number) =>
      createRiskEngine(
        { limits: [{ type: "order" }] },
        {
          limits: { order: () => ({ stage: "order", check: () => most }) },
        },
      ).applyRiskToSignal(inputOf()).status;
    expect([order(50), order(49.9)]).toEqual(["approved", "refused"]);
  });

  it("that cannot say refuse", () => {
    const risk = createRiskEngine({ limits: [{ type: "silent" }] }, extensions);
    expect(risk.applyRiskToSignal(inputOf())).toMatchObject({ rule: "plugin", name: "silent", limit: Number.NaN });
  });

  it("that nobody brings, or that refuse their options, are errors that name the place", () => {
    expect(() => createRiskEngine({ limits: [{ type: "mots" }] }, extensions)).toThrow(/limits\[0\].*"mots".*"most"/);
    expect(() => createRiskEngine({ sizers: [{ type: "moved", options: { share: -1 } }] }, extensions)).toThrow(
      /sizers\[0\]: the sizer "moved" refuses its options/,
    );
    expect(() => createRiskEngine({ sizers: [{ type: "constructor" }] }, extensions)).toThrow(/no sizer/);
  });

  it("are registered by plugins under their kinds", async () => {
    const host = new PluginHost();
    const plugin = definePlugin({
      name: "mine",
      apiVersion: 1,
      setup({ register }) {
        register.add("sizer", "moved", moved);
        register.add("limit", "most", most);
      },
    });
    await host.use(plugin);
    const { ownerOf, ...found } = riskExtensionsOf(host.registry);
    expect(found).toEqual({ sizers: { moved }, limits: { most } });
    expect([ownerOf!("sizer", "moved"), ownerOf!("limit", "moved")]).toEqual(["mine", undefined]);
  });
});
