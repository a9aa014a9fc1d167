import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether } from "../helpers/bellwether.js";
import { built, ROOT } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { EURUSD } from "../helpers/run-file.js";

/** The files of the repository, in a folder where models may be made. */
const folder = temporaryFolder("ml-trade");
const run = (line: string) => bellwether(line.split(" "), { cwd: folder.path });
const shipped = (name: string) => readFileSync(join(ROOT, "config", name), "utf8");
const toModel = (text: string) => text.replace(/^( *type: )ema-rsi-scalping\b/m, "$1ml-strategy");

let version = "";

beforeAll(async () => {
  await built();
  mkdirSync(join(folder.path, "data/sample"), { recursive: true });
  copyFileSync(EURUSD, join(folder.path, "data/sample/eurusd-1h.csv"));
  for (const name of ["ml.yaml", "backtest.yaml", "live.yaml"]) folder.put(`config/${name}`, shipped(name));
  folder.put("edited/backtest.yaml", toModel(shipped("backtest.yaml")));
  folder.put("edited/live.yaml", toModel(shipped("live.yaml")));
  const small = ["model.params.trees=10", "validation={method: none}", "permutationRepeats=0"];
  const sets = small.flatMap((set) => ["--set", set]);
  const ended = await bellwether(["train", "config/ml.yaml", ...sets, "--json"], { cwd: folder.path });
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: "" });
  version = JSON.parse(ended.stdout).version;
});

describe("after bellwether train config/ml.yaml", () => {
  it("--strategy ml-strategy, or strategy.type in config/backtest.yaml, is all it takes to trade the model", async () => {
    const typed = await run("backtest config/backtest.yaml --strategy ml-strategy --json");
    expect({ code: typed.code, stderr: typed.stderr }).toEqual({ code: 0, stderr: "" });
    expect((await run("backtest edited/backtest.yaml --json")).stdout).toBe(typed.stdout);
    const report = JSON.parse(typed.stdout);
    expect(report.strategies).toMatchObject([{ id: "ml-strategy" }]);
    expect(report.trades.length).toBeGreaterThan(0);
    const ruled = JSON.parse((await run("backtest config/backtest.yaml --json")).stdout);
    for (const part of ["account", "backtest", "data", "exchange", "plugins", "risk"])
      expect(report.config[part], part).toEqual(ruled.config[part]);
  });

  it("every signal is out of the model's sample, sized by the RiskEngine, with stop and target in place", async () => {
    const { stdout } = await run("backtest config/backtest.yaml --strategy ml-strategy --json");
    const { trades, warnings } = JSON.parse(stdout);
    const { manifest } = JSON.parse((await run("models info eurusd-1h-forest --json")).stdout);
    const exits = new Set(trades.map(({ exitReason }: { exitReason: string }) => exitReason));
    expect(Math.min(...trades.map(({ entryTime }: { entryTime: number }) => entryTime))).toBeGreaterThanOrEqual(
      manifest.trainedUntil,
    );
    expect([...exits].some((reason) => reason === "stop-loss" || reason === "take-profit")).toBe(true);
    const until = new Date(manifest.trainedUntil).toISOString().slice(0, 10);
    expect(warnings).toContainEqual(
      expect.stringContaining(
        `eurusd-1h-forest ${version.slice(0, 12)} was fitted until ${until}: it says nothing before`,
      ),
    );
  });

  it("a run tells which version it traded: another one has another fingerprint", async () => {
    const fingerprint = async (pick: string) =>
      JSON.parse((await run(`backtest config/backtest.yaml --strategy ml-strategy ${pick} --json`)).stdout).fingerprint;
    const before = await fingerprint("--no-band");
    const pick = `--no-band --set strategy.params.version=${version.slice(0, 12)}`;
    const pinned = await fingerprint(pick);
    const sets = [
      "seed=8",
      "model.params.trees=10",
      "validation={method: none}",
      "permutationRepeats=0",
      "trading=off",
    ];
    await bellwether(["train", "config/ml.yaml", ...sets.flatMap((set) => ["--set", set])], { cwd: folder.path });
    expect(await fingerprint("--no-band"), "the newest is taken where there is no champion").not.toBe(before);
    expect(await fingerprint(pick)).toBe(pinned);
  });

  it.each(["config/live.yaml --strategy ml-strategy", "edited/live.yaml"])(
    "config %s is a sound run file",
    async (line) => {
      const { code, stdout, stderr } = await run(`config ${line}`);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/^strategy\.type +"ml-strategy" /m);
      expect(stdout).toMatch(/^strategy\.params\.minConfidence +0\.55 +default$/m);
    },
  );
});
