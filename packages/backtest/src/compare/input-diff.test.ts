import { describe, expect, it } from "vitest";
import { sampleRun } from "../../test/sample-runs.js";
import type { ReportJson } from "../report/report-schema.js";
import { diffInputs, noInputDiffers } from "./input-diff.js";

const base = sampleRun();
/** The sample with another origin, and so another fingerprint. */
const made = (origin: Partial<ReportJson["origin"]>, more: Partial<ReportJson> = {}): ReportJson => ({
  ...base,
  fingerprint: "f".repeat(64),
  ...more,
  origin: { ...base.origin, ...origin },
});
const [bars] = Object.keys(base.origin.data);

describe("diffInputs", () => {
  it("finds nothing between equal runs", () => {
    expect(noInputDiffers(diffInputs(base, sampleRun()))).toBe(true);
  });

  it("names the bars that are others, new or gone", () => {
    expect(diffInputs(base, made({ data: { [bars!]: "00", "ETH/USDT 1h": "11" } })).data).toEqual([
      { name: bars, kind: "changed" },
      { name: "ETH/USDT 1h", kind: "added" },
    ]);
    expect(diffInputs(base, made({ data: {} })).data).toEqual([{ name: bars, kind: "removed" }]);
  });

  it("names versions, plugin files and seeds", () => {
    const { version, code, seed } = diffInputs(base, made({ version: "0.2.0", code: { "b.ts": "22" }, seed: 7 }));
    expect(version).toEqual({ from: "0.1.0", to: "0.2.0" });
    expect(code).toEqual([
      { name: "plugins/sma-cross.ts", kind: "removed" },
      { name: "b.ts", kind: "added" },
    ]);
    expect(seed).toEqual({ from: 1, to: 7 });
  });

  it("shows the config path by path, and a seed once", () => {
    const first = { ...base, config: { seed: 1, risk: { riskPerTrade: 0.01 } } };
    const other = made({ config: "33", seed: 2 }, { config: { seed: 2, risk: { riskPerTrade: 0.02 } } });
    expect(diffInputs(first, other)).toMatchObject({
      config: [{ path: "risk.riskPerTrade", kind: "changed", from: 0.01, to: 0.02 }],
      configHidden: false,
      seed: { from: 1, to: 2 },
      contradicts: false,
    });
  });

  it("says where the configs differ by something that reports do not show", () => {
    const found = diffInputs(base, made({ config: "33" }));
    expect(found).toMatchObject({ config: [], configHidden: true, contradicts: false });
    expect(noInputDiffers(found)).toBe(false);
  });

  it.each<[string, ReportJson]>([
    ["another fingerprint over the same things", made({})],
    ["the same fingerprint over other things", made({ seed: 2 }, { fingerprint: base.fingerprint })],
    ["another config of the same hash", made({ seed: 2 }, { config: { edited: true } })],
  ])("sees a report that was changed after its run: %s", (_, other) => {
    expect(diffInputs(base, other).contradicts).toBe(true);
  });
});
