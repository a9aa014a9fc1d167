import { camelCase, madeUpBars, packageJson, runFile, strategySource, VITEST_CONFIG } from "./common.js";

/** Id of the strategy that a new plugin brings. */
export const pluginStrategy = (name: string) => `${name}-strategy`;

/** A plugin with an indicator and a strategy of its own. */
export function pluginFiles(name: string): Readonly<Record<string, string>> {
  const identifier = camelCase(name);
  const strategy = pluginStrategy(name);
  return {
    "src/index.ts": `import { definePlugin } from "@bellwether/core";
import { ${identifier}Strategy } from "./${strategy}.ts";
import { typicalPrice } from "./typical-price.ts";

export default definePlugin({
  name: "${name}",
  apiVersion: 1,
  setup({ register }) {
    register.indicator(typicalPrice);
    register.strategy(${identifier}Strategy);
  },
});
`,
    "src/typical-price.ts": `import { defineIndicator } from "@bellwether/core";

/** Mean of high, low and close, in quote currency. NaN in gives NaN out. */
export const typicalPrice = defineIndicator({ name: "${name}-typical-price", inputs: ["high", "low", "close"] }, () => ({
  warmup: 0,
  extend([high, low, close], [out], from, to) {
    for (let i = from; i < to; i++) out[i] = (high[i]! + low[i]! + close[i]!) / 3;
  },
}));
`,
    [`src/${strategy}.ts`]: strategySource(strategy, `${identifier}Strategy`)
      .replace(
        'import * as z from "zod";',
        'import * as z from "zod";\nimport { typicalPrice } from "./typical-price.ts";',
      )
      .replace(
        "ema(df.close, fast).last - ema(df.close, slow).last",
        "ema(typicalPrice(df), fast).last - ema(typicalPrice(df), slow).last",
      ),
    "src/index.test.ts": `import { describeIndicator, describePlugin, describeStrategy } from "@bellwether/core/testing";
import plugin from "./index.ts";
import { ${identifier}Strategy } from "./${strategy}.ts";
import { typicalPrice } from "./typical-price.ts";

describePlugin({ plugin });
describeStrategy({ definition: ${identifier}Strategy });
describeIndicator({ indicator: typicalPrice, params: [[]] });
`,
    "backtest.yaml": runFile(strategy, "./src/index.ts"),
    "bars.csv": madeUpBars(),
    "vitest.config.mjs": VITEST_CONFIG,
    "package.json": packageJson(name, "src/index.ts", "src/index.test.ts"),
  };
}
