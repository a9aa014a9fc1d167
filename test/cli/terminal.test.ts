import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { BIN } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { execute } from "../helpers/process.js";
import { runText } from "../helpers/run-file.js";

const folder = temporaryFolder("terminal");
const shell = (line: string, env: Record<string, string | undefined> = {}) =>
  execute("bash", ["-c", line], { cwd: folder.path, env });
const command = (args: string) => `"${process.execPath}" "${BIN}" ${args}`;

/** How an ANSI colour begins. */
const COLOUR = "\u001b[";

const hasShell = spawnSync("bash", ["-c", "command -v head"]).status === 0;
/** Of util-linux: runs a command on a terminal of its own. */
const SCRIPT = "script";
const hasTerminal = spawnSync(SCRIPT, ["-qec", "true", "/dev/null"]).status === 0;

beforeAll(async () => {
  await built();
  folder.put("run.yaml", runText("sma-cross"));
});

describe.skipIf(!hasShell)(`in a pipe${hasShell ? "" : " (skipped: no bash)"}`, () => {
  it.each(["list indicators", "backtest run.yaml --json"])(
    "%s | head stays quiet when head has seen enough",
    async (args) => {
      const { stdout, stderr, code } = await shell(`set -o pipefail; ${command(args)} | head -c 20`);
      expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
      expect(stdout).toHaveLength(20);
    },
  );

  it("a long document arrives whole", async () => {
    const { stdout } = await shell(`${command("backtest run.yaml --json")} | cat`);
    expect(JSON.parse(stdout).equity.time.length).toBeGreaterThan(1_000);
  });
});

describe.skipIf(!hasTerminal)(`on a terminal${hasTerminal ? "" : " (skipped: no util-linux script)"}`, () => {
  const onTerminal = (env: Record<string, string | undefined>) =>
    execute(SCRIPT, ["-qec", command("backtest run.yaml"), "/dev/null"], {
      cwd: folder.path,
      env: { TERM: "xterm", NO_COLOR: undefined, FORCE_COLOR: undefined, ...env },
    });

  it("the report has colours", async () => {
    expect((await onTerminal({})).stdout).toContain(COLOUR);
  });

  it("NO_COLOR and a dumb terminal take them away; an empty NO_COLOR does not", async () => {
    expect((await onTerminal({ NO_COLOR: "1" })).stdout).not.toContain(COLOUR);
    expect((await onTerminal({ TERM: "dumb" })).stdout).not.toContain(COLOUR);
    expect((await onTerminal({ NO_COLOR: "" })).stdout).toContain(COLOUR);
  });
});
