import { camelCase, madeUpBars, packageJson, runFile, strategySource, VITEST_CONFIG } from "./common.js";

/** A strategy in one file, which is its own plugin. */
export function strategyFiles(name: string): Readonly<Record<string, string>> {
  const identifier = camelCase(name);
  const source = strategySource(name, identifier).replace(
    "import { defineStrategy,",
    "import { definePlugin, defineStrategy,",
  );
  return {
    [`${name}.ts`]: `${source}
export default definePlugin({
  name: "${name}",
  apiVersion: 1,
  setup: ({ register }) => register.strategy(${identifier}),
});
`,
    [`${name}.test.ts`]: `import { describeStrategy } from "@bellwether/core/testing";
import { ${identifier} } from "./${name}.ts";

describeStrategy({ definition: ${identifier} });
`,
    "backtest.yaml": runFile(name, `./${name}.ts`),
    "bars.csv": madeUpBars(),
    "vitest.config.mjs": VITEST_CONFIG,
    "package.json": packageJson(name, `${name}.ts`, `${name}.test.ts`),
  };
}
