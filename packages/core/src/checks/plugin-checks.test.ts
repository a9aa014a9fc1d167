import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineIndicator } from "../indicator/define-indicator.js";
import { definePlugin, type PluginDefinition } from "../plugin/define-plugin.js";
import type { ExtensionRegistry } from "../plugin/extension-registry.js";
import { flat, long } from "../signal.js";
import { defineStrategy } from "../strategy/define-strategy.js";
import { period } from "../strategy/params.js";
import { describePlugin } from "../testing/describe-plugin.js";
import { pluginChecks, type Registered, registeredBy } from "./plugin-checks.js";

const mean = defineIndicator("sample_mean", (length: number) => ({
  warmup: length - 1,
  extend([x], [out], from, to) {
    for (let i = from; i < to; i++) {
      let sum = 0;
      for (let k = 0; k < length; k++) sum += x[i - k] ?? Number.NaN;
      out[i] = sum / length;
    }
  },
}));
const above = defineStrategy({
  id: "above-mean",
  params: z.strictObject({ length: period({ default: 10, max: 50 }) }),
  create: ({ length }) => ({
    warmup: length,
    generateSignal: (df) => (df.close.last > mean(df.close, length).last ? long(df) : flat(df)),
  }),
});
const sample = definePlugin({
  name: "sample-plugin",
  apiVersion: 1,
  options: z.strictObject({ extra: z.boolean().default(false) }),
  setup({ register }) {
    register.indicator(mean);
    register.strategy(above);
  },
});

const checked = {
  strategies: { "above-mean": { params: [{}, { length: 3 }] } },
  indicators: { sample_mean: [[1], [5]] },
};
describePlugin({ plugin: sample, ...checked });

describe("the contract of a plugin catches", () => {
  const alone = (setup: PluginDefinition["setup"]): PluginDefinition => ({ name: "sample", apiVersion: 1, setup });
  let setups = 0;

  it.each<[string, PluginDefinition, RegExp]>([
    ["another api", { ...alone(() => {}), apiVersion: 7 }, /has a name, a setup and plugin api/],
    ["a name that is none", { ...alone(() => {}), name: "my plugin" }, /has a name/],
    ["options that swallow typing errors", { ...sample, options: z.object({}) }, /refuses ones that it does not know/],
    ["a plugin that does nothing", alone(() => {}), /registers something/],
    [
      "a setup that remembers the last one",
      alone(({ register }) => register.indicator(defineIndicator(`mean_${setups++}`, mean.createKernel))),
      /leave no trace/,
    ],
    [
      "a teardown that throws",
      alone(({ register }) => {
        register.indicator(mean);
        return () => Promise.reject(new Error("stuck"));
      }),
      /leave no trace/,
    ],
    [
      "a strategy that rolls dice",
      alone(({ register }) =>
        register.strategy({
          ...above,
          create: () => ({ warmup: 1, generateSignal: (df) => (Math.random() < 0.5 ? long(df) : flat(df)) }),
        }),
      ),
      /sound strategies/,
    ],
    [
      "an indicator that looks ahead",
      alone(({ register }) =>
        register.indicator(
          defineIndicator("ahead", () => ({
            warmup: 0,
            extend([x], [out], from, to) {
              for (let i = from; i < to; i++) out[i] = x[i + 1]!;
            },
          })),
        ),
      ),
      /sound indicators/,
    ],
    [
      "an indicator that writes into its input",
      alone(({ register }) =>
        register.indicator(
          defineIndicator("ahead", () => ({
            warmup: 0,
            extend([x], [out], from, to) {
              for (let i = from; i < to; i++) {
                x[i] = Math.round(x[i]!);
                out[i] = x[i]!;
              }
            },
          })),
        ),
      ),
      /sound indicators/,
    ],
  ])("%s", async (_name, plugin, broken) => {
    const failed: string[] = [];
    const options = plugin.name === "sample" ? { indicators: { ahead: [[]] } } : checked;
    for (const { name, run } of pluginChecks({ plugin, ...options })) {
      try {
        await run();
      } catch {
        failed.push(name);
      }
    }
    expect(failed.join("\n")).toMatch(broken);
  });

  it("checks for things that it does not register", async () => {
    for (const more of [{ strategies: { missing: {} } }, { indicators: { missing: [[]] } }]) {
      const checks = pluginChecks({ plugin: sample, ...checked, ...more }).slice(3);
      await expect(Promise.all(checks.map(({ run }) => run()))).rejects.toThrow("missing");
    }
  });
});

describe("what is known to be registered", () => {
  const names = (plugin: PluginDefinition, registered: Registered, more = {}) =>
    pluginChecks({ plugin, registered, ...more }).map(({ name }) => name);

  it("is counted and named, and kinds without anything are left out", async () => {
    const registered = await registeredBy({ plugin: sample });
    expect(registered).toEqual({ indicator: ["sample_mean"], strategy: ["above-mean"] });
    expect(names(sample, registered).slice(3)).toEqual(["registers 1 sound strategy: above-mean"]);
    expect(names(sample, registered, checked).slice(4)).toEqual(["registers 1 sound indicator: sample_mean"]);
    expect(names(sample, {}).slice(3)).toEqual([]);
  });

  it("is what a host takes", async () => {
    const plugin = definePlugin({
      name: "sample",
      apiVersion: 1,
      setup: ({ register }) => register.add("sizr" as never, "a", (() => null) as never),
    });
    const declare = (registry: ExtensionRegistry) => registry.declare("sizer" as never, [], "risk");
    expect(await registeredBy({ plugin })).toEqual({ sizr: ["a"] });
    await expect(registeredBy({ plugin, declare })).rejects.toThrow('nobody takes a "sizr"');
  });
});
