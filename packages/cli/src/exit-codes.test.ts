import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { EXIT, exitCodeOf } from "./exit-codes.js";

/** What only code, or the machine, can get wrong, never a run file, bars or a plugin; or what reaches a user as the cause of something else. */
const INSIDE = [
  "BAD_BUNDLE",
  "BAD_CALIBRATION",
  "BAD_EQUITY_CURVE",
  "BAD_GRID",
  "BAD_INDICATOR_CALL",
  "BAD_MEASURE",
  "BAD_METRIC_INPUT",
  "BAD_PERIOD",
  "BAD_SHAPE",
  "BAD_START",
  "BAD_STATISTICS",
  "BAD_TRIALS",
  "BAD_VENUE",
  "COLLECTOR_STOPPED",
  "CONTROL_SOCKET",
  "DUPLICATE_EXTENSION",
  "FOREIGN_SERIES",
  "FUTURE_ACCESS",
  "JOURNAL_WRITE",
  "LEDGER",
  "LOCAL_EXCHANGE",
  "LOCAL_EXCHANGE_REFUSAL",
  "LOG_FILE",
  "MISSING_REPORT_ASSET",
  "NOTICE_UNDELIVERED",
  "NOT_CANONICAL",
  "NO_EIGENVALUES",
  "ORDER_STATE",
  "OUTPUT",
  "PARITY_UNSTARTED",
  "PREPARATION_TIMEOUT",
  "REGISTRY_BUSY",
  "REGISTRY_IO",
  "RUN_ENDED",
  "SAMPLE",
  "SEND_FAILED",
  "SEND_REFUSED",
  "SWAP_REFUSED",
  "UNKNOWN_COLUMN",
  "UNKNOWN_SYMBOL",
  "VENUE_REFUSAL",
];

describe("exitCodeOf", () => {
  it.each([
    ["USAGE", EXIT.usage],
    ["CONFIG", EXIT.config],
    ["BAD_PARAMS", EXIT.config],
    ["DATA", EXIT.data],
    ["BAD_PLUGIN", EXIT.plugin],
    ["PLUGIN_LOAD", EXIT.plugin],
    ["STRATEGY_FAILED", EXIT.plugin],
    ["LOOK_AHEAD", EXIT.check],
    ["CREDENTIALS", EXIT.config],
    ["JOURNAL_DAMAGED", EXIT.data],
    ["EXCHANGE_UNCLEAR", EXIT.exchange],
    ["CONTROL_UNREACHABLE", EXIT.exchange],
    ["SOMETHING_NEW", EXIT.unexpected],
  ])("%s is %i", (code, exit) => expect(exitCodeOf(code)).toBe(exit));

  it("knows every code of every package, but for those that nobody meets first", () => {
    const folders = ["packages", "plugins"].flatMap((group) => {
      const folder = fileURLToPath(new URL(`../../../${group}`, import.meta.url));
      return readdirSync(folder).map((name) => join(folder, name, "src"));
    });
    const codes = new Set<string>();
    for (const folder of folders.filter((path) => existsSync(path)))
      for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
        const text = readFileSync(join(folder, file), "utf8");
        for (const [, code] of text.matchAll(/override readonly code(?:: string)? = "([A-Z_]+)"/g)) codes.add(code!);
      }
    expect(codes.size).toBeGreaterThan(25);
    expect([...codes].filter((code) => exitCodeOf(code) === EXIT.unexpected && !INSIDE.includes(code))).toEqual([]);
  });
});
