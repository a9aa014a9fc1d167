import { readFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "@bellwether/core";
import { openJournal } from "@bellwether/live/node";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether } from "../helpers/bellwether.js";
import { built, ROOT } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { runText } from "../helpers/run-file.js";

const folder = temporaryFolder("exit");

beforeAll(async () => {
  await built();
  folder.put("run.yaml", runText("sma-cross"));
  folder.put("broken.yaml", runText("sma-cross", "plugins: [./gone.ts]"));
  folder.put("bars.csv", "timestamp,open,high,low,close,volume\n1700000000000,1,1,1,1,1\n1700003600000,1,0,1,1,1\n");
  folder.put("empty.ts", 'export default { name: "empty", apiVersion: 1, setup() {} };\n');
  folder.put("reports/report.json/in-the-way", "");
  await stoppedRun(join(folder.path, "stopped"));
});

/** The journal of a run that is not running. */
async function stoppedRun(place: string): Promise<void> {
  const journal = await openJournal(place);
  journal.append({
    ...{ seq: 0, at: 0, type: "start", format: 1, version: VERSION, mode: "paper", exchange: "binance" },
    ...{ quote: "USDT", startingBalance: 10_000, streams: [], instruments: [], lanes: [], history: 100 },
    ...{ settings: {}, code: {}, process: { node: "", platform: "" } },
  });
  await journal.commit();
  await journal.close();
}

describe("each exit code of docs/cli.md is shown once", () => {
  it.each([
    [0, "backtest run.yaml"],
    [1, "backtest run.yaml --report reports"],
    [2, "backtest"],
    [3, "backtest run.yaml --set seed=x"],
    [4, "backtest run.yaml --data bars.csv"],
    [5, "backtest broken.yaml"],
    [6, "check ./empty.ts"],
    [7, "status stopped"],
  ])("%i: bellwether %s", async (code, typed) => {
    expect((await bellwether(typed.split(" "), { cwd: folder.path })).code).toBe(code);
    expect(readFileSync(join(ROOT, "docs/cli.md"), "utf8")).toMatch(new RegExp(`^\\| ${code} \\| `, "m"));
  });

  it("1 is also the machine's refusal to write, said without a stack and with nothing half written", async () => {
    const { stderr } = await bellwether(["backtest", "run.yaml", "--report", "reports"], { cwd: folder.path });
    expect(stderr).toMatch(/^bellwether: .*report\.json: cannot be written: a folder of this name is in the way\n$/);
    const { readdirSync } = await import("node:fs");
    expect(readdirSync(join(folder.path, "reports"))).toEqual(["report.json"]);
  });
});
