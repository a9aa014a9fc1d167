import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // tests run on the sources; the packed tarballs have a test of their own
    alias: [
      { find: /^@bellwether\/(ml|ccxt|notify)$/, replacement: source("plugins/$1/src/index.ts") },
      { find: /^@bellwether\/(ml|ccxt|notify)\/plugin$/, replacement: source("plugins/$1/src/plugin.ts") },
      { find: /^@bellwether\/(ml|ccxt|notify)\/([a-z]+)$/, replacement: source("plugins/$1/src/$2/index.ts") },
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
