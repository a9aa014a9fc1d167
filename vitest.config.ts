import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // tests run on the sources; the packed tarballs have a test of their own
    alias: [
      { find: /^@bellwether\/(ml)$/, replacement: source("plugins/$1/src/index.ts") },
      { find: /^@bellwether\/ml\/plugin$/, replacement: source("plugins/ml/src/plugin.ts") },
      { find: /^@bellwether\/(ml)\/([a-z]+)$/, replacement: source("plugins/$1/src/$2/index.ts") },
      { find: /^@bellwether\/([a-z]+)$/, replacement: source("packages/$1/src/index.ts") },
      { find: /^@bellwether\/([a-z]+)\/([a-z]+)$/, replacement: source("packages/$1/src/$2/index.ts") },
    ],
  },
  test: {
    include: ["{packages,plugins}/*/{src,test}/**/*.test.ts", "{test,tools,examples,bench}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // a test that passes only in one time zone or locale is wrong
    env: { TZ: "UTC" },
  },
});
