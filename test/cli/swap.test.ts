import { readFileSync } from "node:fs";
import { strategies } from "@bellwether/strategies";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { runText, SP500 } from "../helpers/run-file.js";

const folder = temporaryFolder("swap");
const run = (...args: string[]) => bellwether(["backtest", ...args, "--json"], { cwd: folder.path });

/** The daily bars under two names, the second with the prices of 25 bars later: a rotation needs something to compare. */
const PAIR = `exchange: { symbols: [SPX/USD, TWIN/USD], timeframe: 1d }
strategy: { type: relative-strength, params: { peers: [SPX/USD, TWIN/USD], lookback: 60 } }
account: { quote: USD }
data: { files: { SPX/USD: ${JSON.stringify(SP500)}, TWIN/USD: twin.csv } }
risk: { riskPerTrade: 0.01, stopLossAtr: 2 }
`;

/** The prices of `bars` rows later at each time. */
function delayed(csv: string, bars: number): string {
  const [header, ...rows] = csv.trimEnd().split("\n");
  const times = rows.map((row) => row.slice(0, row.indexOf(",")));
  const prices = rows.map((row) => row.slice(row.indexOf(",")));
  return `${[header, ...times.slice(0, -bars).map((time, i) => time + prices[i + bars])].join("\n")}\n`;
}

beforeAll(async () => {
  await built();
  folder.put("run.yaml", runText("sma-cross"));
});

describe("one run file", () => {
  it.each(strategies.map(({ id }) => id).filter((id) => id !== "relative-strength"))(
    "runs %s by an edit of strategy.type, and by --strategy, to the same result",
    async (id) => {
      folder.put(`${id}.yaml`, runText(id));
      const edited = await run(`${id}.yaml`);
      expect({ code: edited.code, stderr: edited.stderr }).toEqual({ code: 0, stderr: "" });
      expect(JSON.parse(edited.stdout).strategies).toMatchObject([{ id }]);
      expect((await run("run.yaml", "--strategy", id)).stdout).toBe(edited.stdout);
    },
  );

  it("runs relative-strength on several symbols, of which each is the other's peer", async () => {
    folder.put("pair.yaml", PAIR);
    folder.put("twin.csv", delayed(readFileSync(SP500, "utf8"), 25));
    const { code, stdout, stderr } = await run("pair.yaml");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const report = JSON.parse(stdout);
    expect(report.strategies.map(({ symbol }: { symbol: string }) => symbol)).toEqual(["SPX/USD", "TWIN/USD"]);
    const traded = new Set(report.trades.map(({ symbol }: { symbol: string }) => symbol));
    expect(traded).toEqual(new Set(["SPX/USD", "TWIN/USD"]));
  });

  it("says what relative-strength lacks where it has no peers", async () => {
    const { code, stderr } = await run("run.yaml", "--strategy", "relative-strength");
    expect(code).toBe(3);
    expect(stderr).toContain("strategy.params.peers: is missing");
  });
});
