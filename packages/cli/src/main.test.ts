import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { EXIT } from "./exit-codes.js";
import { main } from "./main.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const RUN_FILE = join(ROOT, "config/backtest.yaml");

async function run(args: readonly string[], more: { width?: number; colour?: boolean } = {}) {
  const said = { stdout: "", stderr: "" };
  const code = await main(args, {
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    width: more.width,
    colour: more.colour ?? false,
  });
  return { code, ...said };
}

describe("main, inside another program", () => {
  it("answers with the exit code and writes to the output that it is given, help and usage errors included", async () => {
    expect(await run(["--version"])).toEqual({ code: EXIT.ok, stdout: "0.1.0\n", stderr: "" });
    expect((await run(["backtest", "--help"])).stdout).toContain("Usage: bellwether backtest");
    expect(await run(["backtest"])).toEqual({
      code: EXIT.usage,
      stdout: "",
      stderr: "bellwether: missing required argument 'config'; see bellwether backtest --help\n",
    });
  });

  it("prints a report that keeps the schema which ships with @bellwether/backtest", async () => {
    const { code, stdout } = await run(["backtest", RUN_FILE, "--json", "--to", "2017-03-01"]);
    expect(code).toBe(EXIT.ok);
    const file = createRequire(import.meta.url).resolve("@bellwether/backtest/report.schema.json");
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(file, "utf8")));
    const report = JSON.parse(stdout);
    expect(schema.safeParse(report).error?.issues).toBeUndefined();
    expect(schema.safeParse({ ...report, fingerprint: 3 }).success, "the schema can refuse").toBe(false);
  });

  it("colours the report where the output says so, and only there", async () => {
    const args = ["backtest", RUN_FILE, "--to", "2017-02-01"];
    const colour = "\u001b[";
    expect((await run(args, { colour: true, width: 100 })).stdout).toContain(colour);
    expect((await run(args)).stdout).not.toContain(colour);
  });

  it("names the commands of live runs, and what an unknown flag of them is", async () => {
    const { code, stderr } = await run(["live", "config/live.yaml", "--yes"]);
    expect(stderr).toBe("bellwether: unknown option '--yes'; see bellwether live --help\n");
    expect(code).toBe(EXIT.usage);
    const { stdout } = await run(["--help"]);
    for (const command of ["live", "status", "pause", "resume", "flatten", "stop", "parity", "journal", "download"])
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
  });

  it("an error of nobody's making is told with its stack: it is ours to mend", async () => {
    let stderr = "";
    const code = await main(["doctor"], {
      stdout: () => {
        throw new RangeError("the output is gone");
      },
      stderr: (text) => {
        stderr += text;
      },
      width: undefined,
      colour: false,
    });
    expect(code).toBe(EXIT.unexpected);
    expect(stderr).toMatch(/^bellwether: the output is gone\nRangeError: the output is gone\n {4}at .*main\.test\.ts/);
  });
});
