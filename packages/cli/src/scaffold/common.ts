import { sampleBars } from "@bellwether/core/checks";
import { VERSION } from "../version.js";

/** `my-strategy` as an identifier: `myStrategy`. */
export function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

export function packageJson(name: string, main: string, test: string): string {
  const manifest = {
    name,
    version: "0.1.0",
    private: true,
    type: "module",
    exports: `./${main}`,
    scripts: { test: "vitest run" },
    dependencies: { "@bellwether/core": VERSION, "@bellwether/indicators": VERSION, zod: "^4.0.0" },
    devDependencies: { vitest: "^4.0.0" },
  };
  return `${JSON.stringify({ ...manifest, files: [main, `!${test}`] }, null, 2)}\n`;
}

/** So that a folder inside a larger repository is tested by its own rules. */
export const VITEST_CONFIG = `export default {};
`;

/** Made-up bars, so that a new folder runs at once. */
export function madeUpBars(): string {
  const { openTime, open, high, low, close, volume } = sampleBars({
    rows: 2_000,
    seed: 7,
    timeframe: "1h",
    volatility: 0.006,
  });
  const rows = Array.from(openTime, (time, i) => [time, open[i], high[i], low[i], close[i], volume[i]].join(","));
  return `timestamp,open,high,low,close,volume\n${rows.join("\n")}\n`;
}

export function runFile(strategy: string, plugin: string): string {
  return `# bellwether backtest backtest.yaml
exchange:
  symbols: [DEMO/USDT]
  timeframe: 1h

plugins: [${plugin}]

strategy:
  type: ${strategy}

risk:
  riskPerTrade: 0.01              # lose at most 1 % of equity if the stop is hit
  stopLossAtr: 2
  takeProfitAtr: 4

data:
  files:
    DEMO/USDT: bars.csv           # made-up prices, so that it runs at once: put real ones here

backtest:
  fees: { maker: 0.0005, taker: 0.001 }
  slippageBps: 1
`;
}

/** Source of a strategy definition; a first idea to replace. */
export function strategySource(name: string, identifier: string): string {
  return `import { defineStrategy, flat, long, period } from "@bellwether/core";
import { ema } from "@bellwether/indicators";
import * as z from "zod";

/** Long while the fast EMA is above the slow one, flat otherwise. Replace the idea with yours. */
export const ${identifier} = defineStrategy({
  id: "${name}",
  description: "Long while the fast EMA is above the slow one.",
  params: z
    .strictObject({
      fast: period({ default: 12, search: [5, 30] }),
      slow: period({ default: 48, search: [20, 120] }),
    })
    .refine(({ fast, slow }) => fast < slow, "fast must be shorter than slow"),
  create: ({ fast, slow }) => ({
    warmup: 4 * slow, // three periods past its seed, an EMA has forgotten it
    generateSignal(df) {
      const spread = ema(df.close, fast).last - ema(df.close, slow).last; // memoised: one row a bar
      return spread > 0 ? long(df, { reason: "fast above slow", spread }) : flat(df);
    },
  }),
});
`;
}
