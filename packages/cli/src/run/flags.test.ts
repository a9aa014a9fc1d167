import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError } from "@bellwether/core/config";
import { afterAll, describe, expect, it } from "vitest";
import { UsageError } from "../output.js";
import { flagOverrides } from "./flags.js";

const folder = mkdtempSync(join(tmpdir(), "flags-"));
afterAll(() => rmSync(folder, { recursive: true }));
const one = join(folder, "one.yaml");
const list = join(folder, "list.yaml");
writeFileSync(one, "strategy: { type: a }\n");
writeFileSync(list, "strategies: [{ type: a }, { type: b }]\n");

const issue = (file: string) => new ConfigError([{ path: "backtest.from", message: "is no date", file }]);

describe("flagOverrides", () => {
  it("puts the strategy first, so that --set is of the new one, and keeps the order of --set", async () => {
    const { overrides } = await flagOverrides(one, { set: ["a=1", "b=x=y", "a=2"], strategy: "c", to: "2024-01-02" });
    expect(overrides).toEqual([
      { path: "strategy", value: '{"type":"c"}' },
      { path: "backtest.to", value: '"2024-01-02"' },
      { path: "a", value: "1" },
      { path: "b", value: "x=y" },
      { path: "a", value: "2" },
    ]);
  });

  it("turns the flags of a simulation into settings; what was not typed is left to the file", async () => {
    const typed = { intrabar: "adaptive", band: false, statistics: false };
    const { overrides, rows } = await flagOverrides(one, typed);
    expect(overrides).toEqual([
      { path: "backtest.intrabar", value: '"adaptive"' },
      { path: "backtest.band", value: "false" },
      { path: "backtest.statistics", value: "false" },
    ]);
    expect((await flagOverrides(one, { band: true, statistics: true })).overrides).toEqual([]);
    const row = { path: "backtest.band", value: "false", from: "--set backtest.band" };
    expect(rows([row])).toEqual([{ ...row, from: "--no-band" }]);
  });

  it("replaces a list of strategies as a whole", async () => {
    const { overrides } = await flagOverrides(list, { strategy: "c" });
    expect(overrides).toEqual([{ path: "strategies", value: '[{"type":"c"}]' }]);
  });

  it("leaves a run file that cannot be read to whoever reads it", async () => {
    expect((await flagOverrides(join(folder, "none.yaml"), { strategy: "c" })).overrides).toHaveLength(1);
  });

  it.each(["seed", "=3", ""])("refuses --set %j", async (set) => {
    await expect(flagOverrides(one, { set: [set] })).rejects.toThrow(UsageError);
  });

  it("speaks of the flag that was typed, not of the override behind it", async () => {
    const { error, rows } = await flagOverrides(one, { from: "yesterday" });
    expect((error(issue("--set backtest.from")) as Error).message).toBe("--from  backtest.from: is no date");
    const row = { path: "backtest.from", value: "1", from: "--set backtest.from" };
    expect(rows([row])).toEqual([{ ...row, from: "--from" }]);
  });

  it("leaves other errors, and a --set of the same path, as they are", async () => {
    const { error } = await flagOverrides(one, { from: "yesterday" });
    const other = issue("run.yaml");
    expect(error(other)).toBe(other);
    const both = await flagOverrides(one, { from: "yesterday", set: ["backtest.from=today"] });
    const typed = issue("--set backtest.from");
    expect(both.error(typed)).toBe(typed);
  });
});
