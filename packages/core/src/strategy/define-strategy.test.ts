import { describe, expect, it } from "vitest";
import * as z from "zod";
import { BadParamsError, BadStrategyError, defineStrategy, instantiate } from "./define-strategy.js";
import { fraction, level, multiple, period, searchRanges } from "./params.js";
import type { Strategy } from "./strategy.js";

const params = z
  .strictObject({
    fast: period({ default: 12, search: [5, 30] }),
    slow: period({ default: 26, search: [20, 120, 10] }),
    share: fraction({ default: 0.5 }),
    width: multiple({ default: 2, search: [1, 3] }),
    high: level({ default: 70, min: 50, max: 100, description: "Overbought above it." }),
  })
  .refine(({ fast, slow }) => fast < slow, "fast must be shorter than slow");
const instance: Strategy = { warmup: 3, generateSignal: () => null };
const definition = defineStrategy({ id: "two-speeds", params, create: () => instance });

describe("a strategy", () => {
  it("has a kebab-case id and is frozen", () => {
    expect(Object.isFrozen(definition)).toBe(true);
    for (const id of ["", "EmaCross", "ema_cross", "-ema", "ema--cross", "ema cross"])
      expect(() => defineStrategy({ ...definition, id })).toThrow(BadStrategyError);
    expect(() => defineStrategy({ ...definition, id: "EmaCross" })).toThrow('such as "ema-cross"; got "EmaCross"');
  });

  it("gets its parameters parsed, with defaults", () => {
    expect(instantiate(definition, undefined)).toEqual({
      strategy: instance,
      params: { fast: 12, slow: 26, share: 0.5, width: 2, high: 70 },
    });
    expect(instantiate(definition, { fast: 3 }).params).toMatchObject({ fast: 3, slow: 26 });
  });

  it("is told every violation of its parameters at once", () => {
    const fault = (value: unknown) => {
      try {
        instantiate(definition, value);
      } catch (error) {
        return error as BadParamsError;
      }
      throw new Error("was accepted");
    };
    const error = fault({ fast: 0, slow: 1.5, share: 2, width: 0, high: 10, typo: 1 });
    expect(error).toBeInstanceOf(BadParamsError);
    expect(error).toMatchObject({ code: "BAD_PARAMS", strategy: "two-speeds" });
    expect(new Set(error.issues.map(({ path }) => path))).toEqual(
      new Set(["fast", "slow", "share", "width", "high", ""]),
    );
    expect(fault({ fast: 30 }).message).toBe('strategy "two-speeds": fast must be shorter than slow');
  });

  it.each([
    [{ generateSignal: instance.generateSignal }, "warmup must be a whole number of bars, got undefined"],
    [{ ...instance, warmup: -1 }, "warmup must be a whole number of bars, got -1"],
    [{ ...instance, warmup: 1.5 }, "warmup must be a whole number of bars, got 1.5"],
    [{ warmup: 0 }, "generateSignal is missing"],
    [null, "warmup must be a whole number of bars, got undefined"],
  ])("that makes %j is refused", (made, problem) => {
    const bad = { ...definition, create: () => made as never };
    expect(() => instantiate(bad, {})).toThrow(BadStrategyError);
    expect(() => instantiate(bad, {})).toThrow(`strategy "two-speeds": ${problem}`);
  });

  it("tells sweeps what to search", () => {
    expect(searchRanges(params)).toEqual({ fast: [5, 30], slow: [20, 120, 10], width: [1, 3] });
    expect(searchRanges(z.strictObject({}))).toEqual({});
  });
});
