// @ts-check
// One whole run; prints its times (ms) and peak memory as JSON.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { backtest, toHtml, toJson, tradesCsv } from "@bellwether/backtest";
import { readBars, reportAssets } from "@bellwether/backtest/node";
import { defineStrategy, flat, long } from "@bellwether/core";
import { sma } from "@bellwether/indicators";
import { createRiskEngine } from "@bellwether/risk";
import * as z from "zod";

const [file = "", folder = ""] = process.argv.slice(2);
const started = performance.now();
const { columns } = await readBars(file, { timeframe: "1m" });
const read = performance.now();
const report = await backtest({
  data: { symbol: "BTC/USDT", timeframe: "1m", columns },
  strategy: defineStrategy({
    id: "bench-sma-cross",
    params: z.strictObject({}),
    create: () => ({
      warmup: 30,
      generateSignal: (df) => (sma(df.close, 10).last > sma(df.close, 30).last ? long(df) : flat(df)),
    }),
  }),
  risk: createRiskEngine({ fixedFraction: 0.02, maxDrawdown: 0.99 }),
  instruments: { "BTC/USDT": { tick: 0.01, step: 0.00001 } },
  slippage: { bps: 1 },
});
const run = performance.now();
writeFileSync(join(folder, "report.json"), toJson(report));
writeFileSync(join(folder, "trades.csv"), tradesCsv(report));
writeFileSync(join(folder, "report.html"), toHtml(report, reportAssets()));
const end = performance.now();
console.log(
  JSON.stringify({
    start: started,
    read: read - started,
    run: run - read,
    write: end - run,
    total: end - started,
    rssMiB: process.resourceUsage().maxRSS / 1024,
  }),
);
