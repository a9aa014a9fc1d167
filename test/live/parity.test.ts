import { join } from "node:path";
import { backtest, type History, SimulatedBroker } from "@bellwether/backtest";
import { readBars } from "@bellwether/backtest/node";
import { main, openRun } from "@bellwether/cli";
import { defineStrategy, flat, instantiate, long, type StrategyDefinition } from "@bellwether/core";
import { replayJournal } from "@bellwether/live";
import { openJournal } from "@bellwether/live/node";
import { createRiskEngine } from "@bellwether/risk";
import { strategies } from "@bellwether/strategies";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { temporaryFolder } from "../helpers/folder.js";
import { runText } from "../helpers/run-file.js";
import { MODELS, trainingText } from "../helpers/training-file.js";
import { ListJournal, type PaperRun, start, untilBatches } from "./run-on-paper.js";

const HOUR = 3_600_000;
/** 5,000 are the promise; a quarter of it finds what ordinary edits break. */
const BARS = Number(process.env.BELLWETHER_PARITY_BARS ?? 1_250);
const WARM_UP = 300;
const folder = temporaryFolder("parity");

/** The sample, hour by hour without its weekends, and a second symbol that moves with it. */
const { columns: sample } = await readBars("data/sample/eurusd-1h.csv");
const first = sample.openTime[0]!;
const cut = (column: Float64Array) => column.slice(0, BARS + WARM_UP);
const eur: History = {
  symbol: "EUR/USD",
  timeframe: "1h",
  columns: {
    openTime: Float64Array.from({ length: BARS + WARM_UP }, (_, i) => first + i * HOUR),
    open: cut(sample.open),
    high: cut(sample.high),
    low: cut(sample.low),
    close: cut(sample.close),
    volume: cut(sample.volume),
  },
};
const tilted = (column: Float64Array) =>
  column.map((price, i) => Math.round(1e5 * price * (1.1 + Math.sin(i / 200) / 50)) / 1e5);
const usd: History = {
  symbol: "GBP/USD",
  timeframe: "1h",
  columns: {
    ...eur.columns,
    open: tilted(eur.columns.open),
    high: tilted(eur.columns.high),
    low: tilted(eur.columns.low),
    close: tilted(eur.columns.close),
  },
};
const from = first + WARM_UP * HOUR;
const risk = { riskPerTrade: 0.01, stopLossAtr: 2, takeProfitAtr: 3, maxDrawdown: 0.5 };
const plain = { prefixChecks: 0, band: false, statistics: false, finalize: false } as const;

/** The command, in this process. */
async function bellwether(...args: string[]) {
  const said = { stdout: "", stderr: "" };
  const code = await main(args, {
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    width: undefined,
    colour: false,
  });
  return { code, ...said };
}

/** Runs on paper, with a journal on the disk. @returns where it lies, and the run at its end. */
async function runOnPaper(name: string, run: Omit<PaperRun, "histories" | "from" | "step" | "journal" | "risk">) {
  const journal = join(folder.path, name);
  const opened = await openJournal(journal);
  const live = await start({ histories: [eur, usd], from, step: HOUR, journal: opened, risk, ...run });
  await untilBatches(live, BARS);
  await live.stop("the bars are over");
  await opened.close();
  return { journal, loop: live.loop };
}

async function expectParity(journal: string, ...flags: string[]): Promise<void> {
  const { code, stdout, stderr } = await bellwether("parity", journal, ...flags, "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const { verdict, differences, versions, counts, run } = JSON.parse(stdout);
  expect({ verdict, differences, versions }).toEqual({ verdict: "equal", differences: [], versions: [] });
  expect(run.steps).toBe(BARS);
  expect(counts.equity).toEqual({ compared: BARS, equal: BARS, different: 0 });
  expect(counts.signal.compared).toBeGreaterThan(0);
}

/** Bars as `journal export` has written them, in the order of the run. */
async function exportedBars(journal: string): Promise<History[]> {
  const out = `${journal}-tables`;
  expect((await bellwether("journal", "export", journal, "--out", out)).stderr).toBe("");
  return Promise.all(
    [eur, usd].map(async ({ symbol, timeframe }) => {
      const file = join(out, "played", `${symbol.replace("/", "-")}-${timeframe}.csv.gz`);
      return { symbol, timeframe, columns: (await readBars(file)).columns };
    }),
  );
}

const paramsOf = ({ id }: StrategyDefinition) => (id === "relative-strength" ? { peers: ["GBP/USD"] } : undefined);

describe("a paper run and its replay are the same, bit for bit, and so is a backtest on the bars of its journal", () => {
  it.each(strategies.map((definition) => [definition.id, definition] as const))("%s", async (id, definition) => {
    const params = paramsOf(definition);
    const { journal, loop } = await runOnPaper(id, { strategies: [{ definition, params }] });
    await expectParity(journal);
    const data = await exportedBars(journal);
    const tested = await backtest({
      data,
      strategy: definition,
      params,
      risk: createRiskEngine(risk),
      from,
      ...plain,
    });
    expect(tested.trades).toEqual(loop.portfolio.trades);
    expect(tested.equity.equity).toEqual(loop.equity.equity);
    expect(tested.equity.equity.length).toBe(BARS);
  });
});

it("a paper run whose fills are not those of its settings is found, though each has a cause", async () => {
  const definition = strategies.find(({ id }) => id === "ema-cross")!;
  const makeBroker = () => new SimulatedBroker({ slippage: { bps: 1 } });
  const { journal } = await runOnPaper("slipped", { strategies: [{ definition }], more: { makeBroker } });
  const { code, stdout } = await bellwether("parity", journal);
  expect(code).toBe(6);
  expect(stdout).toContain("On paper nothing fills, costs or is sized otherwise");
});

it("a strategy that was asked no more after failures is asked again after a restart, in the replay as in the run", async () => {
  const moody = defineStrategy({
    id: "moody",
    params: z.strictObject({}),
    create: () => ({
      warmup: 1,
      generateSignal(df) {
        const hour = (df.openTime.last - from) / HOUR;
        if (hour >= 5 && hour < 9) throw new Error("not in the mood");
        return hour % 4 < 2 ? long(df, { slDistance: 0.01 }) : flat(df);
      },
    }),
  });
  const lines = new ListJournal();
  const given = { histories: [eur], strategies: [{ definition: moody }], from, step: HOUR, risk, journal: lines };
  for (const bars of [20, 40]) {
    const live = await start(given);
    await untilBatches(live, bars);
    await live.stop("over");
  }
  let asked = 0;
  await replayJournal({
    entries: lines.entries(),
    makeRisk: () => createRiskEngine(risk),
    makeBroker: () => new SimulatedBroker(),
    makeStrategy: () => instantiate(moody, {}).strategy,
    onStep: (entry, replayed) => {
      expect(replayed.out).toEqual(entry.out);
      asked += entry.out.filter(({ kind }) => kind === "signal").length;
    },
  });
  expect(asked).toBeGreaterThan(20);
});

describe("a trained model", () => {
  const text = runText("ml-strategy", MODELS).replace(
    "ml-strategy }",
    "ml-strategy, params: { modelName: trend, tradeInSample: true, minConfidence: 0.5 } }",
  );

  it("says in a replay what it said in the run; another model, its alias moved, is found and named as the cause", async () => {
    const train = async (seed: number) => {
      const file = folder.put("training.yaml", trainingText("trend", `seed: ${seed}`));
      const { code, stderr } = await bellwether("train", file, "--registry", join(folder.path, "models"), "--promote");
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    };
    await train(1);
    const file = folder.put("run.yaml", text);
    const run = await openRun(file);
    const { definition, params } = run.strategies[0]!;
    const { settings, code } = run;
    // fees are the instruments' of the run, slippage is the run file's
    const makeBroker = () => new SimulatedBroker({ slippage: { bps: 0.5 } });
    const more = { settings: { ...(settings as object), risk }, code, makeBroker };
    const { journal, loop } = await runOnPaper("trend", { strategies: [{ definition, params }], more });
    await run.close();
    expect(loop.portfolio.trades.length).toBeGreaterThan(0);
    await expectParity(journal, "--config", file);

    await train(2);
    const { code: exit, stdout } = await bellwether("parity", journal, "--config", file, "--json");
    const { verdict, causes, versions } = JSON.parse(stdout);
    expect({ exit, verdict }).toEqual({ exit: 0, verdict: "explained" });
    expect(versions.length).toBe(2);
    expect(versions[0].name).toMatch(/^model /);
    expect(causes["model-version"].roots).toBeGreaterThan(0);
    expect(causes.unexplained.all).toBe(0);
  });
});
