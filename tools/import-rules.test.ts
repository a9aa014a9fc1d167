import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { checkWorkspace } from "./import-rules/check.mjs";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const manifest = (name: string, more: object = {}) => ({
  name: `@bellwether/${name}`,
  exports: { ".": "./dist/index.js" },
  dependencies: { "@bellwether/core": "0.1.0" },
  ...more,
});
const PACKAGES = {
  "packages/core": manifest("core", {
    exports: { ".": "./dist/index.js", "./node": "./dist/node/index.js", "./testing": "./dist/testing/index.js" },
    dependencies: { zod: "4" },
    peerDependencies: { vitest: "4" },
  }),
  "packages/indicators": manifest("indicators"),
  "packages/strategies": manifest("strategies", {
    dependencies: { "@bellwether/core": "0.1.0", "@bellwether/indicators": "0.1.0" },
  }),
  "packages/risk": manifest("risk"),
  "packages/backtest": manifest("backtest"),
  "packages/cli": manifest("cli", { dependencies: { "@bellwether/risk": "0.1.0" } }),
  "plugins/ml": manifest("ml", { dependencies: { "@bellwether/core": "0.1.0", "@bellwether/cli": "0.1.0" } }),
  examples: { name: "shop" },
};

/** The rules broken by files planted in a small workspace, as `line rule: message`. */
function broken(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), "import-rules-"));
  folders.push(root);
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put("package.json", JSON.stringify({ devDependencies: { "fast-check": "4" } }));
  for (const [path, text] of Object.entries(PACKAGES)) put(`${path}/package.json`, JSON.stringify(text));
  for (const [path, text] of Object.entries(files)) put(path, text);
  return checkWorkspace(root).violations.map(({ line, rule, message }) => `${line} ${rule}: ${message}`);
}
const rulesOf = (path: string, text: string) => broken({ [path]: text }).map((it) => it.replace(/:.*$/, ""));

it("holds in this repository", () => {
  const { violations, files } = checkWorkspace(fileURLToPath(new URL("..", import.meta.url)));
  expect(violations).toEqual([]);
  expect(files).toBeGreaterThan(50);
});

describe("arrows", () => {
  it("lets packages import core, and strategies and risk the indicators", () => {
    expect(
      broken({
        "packages/strategies/src/a.ts": `import { ema } from "@bellwether/indicators"; import "@bellwether/core";`,
      }),
    ).toEqual([]);
  });

  it.each([
    ["packages/core/src/a.ts", "@bellwether/indicators"],
    ["packages/indicators/src/a.ts", "@bellwether/strategies"],
    ["packages/backtest/src/a.ts", "@bellwether/risk"],
    ["packages/backtest/src/a.ts", "@bellwether/indicators"],
    ["packages/risk/src/a.ts", "@bellwether/cli"],
    ["packages/risk/src/a.test.ts", "@bellwether/strategies"],
    ["packages/core/src/a.ts", "@bellwether/ml"],
    ["plugins/ml/src/a.ts", "@bellwether/cli"],
    ["plugins/ml/src/a.ts", "shop"],
    ["examples/a.ts", "@bellwether/cli"],
    ["packages/core/src/a.ts", "@bellwether/nonesuch"],
  ])("refuses %s importing %s", (path, specifier) => {
    expect(rulesOf(path, `\nimport ${JSON.stringify(specifier)};`)).toEqual(["2 arrow"]);
  });

  it.each([
    ["import type", `import type { A } from "@bellwether/risk";`],
    ["export from", `export { a } from "@bellwether/risk";`],
    ["export *", `export * from "@bellwether/risk";`],
    ["import()", `const a = await import("@bellwether/risk");`],
    ["a type's import()", `let a: Array<import("@bellwether/risk").A>;`],
  ])("sees %s", (_form, text) => {
    expect(rulesOf("packages/backtest/src/a.ts", text)).toEqual(["1 arrow"]);
  });

  it("is not fooled by comments, strings, templates and regular expressions", () => {
    const text = `
      // import "@bellwether/risk"
      /* import "@bellwether/risk" */ const a = \`import "@bellwether/risk" \${1}\`;
      const b = 'import "@bellwether/risk"'; const c = /import "@bellwether\\/risk"/;`;
    expect(broken({ "packages/backtest/src/a.ts": text })).toEqual([]);
  });

  it("lets cli import every package, and the tools and the tests of the whole anything", () => {
    expect(
      broken({
        "packages/cli/src/a.ts": `import "@bellwether/risk";`,
        "tools/start.mjs": `import "@bellwether/cli";`,
        "test/a.test.ts": `import "@bellwether/risk"; import "@bellwether/cli"; import "@bellwether/ml";`,
        "packages/backtest/src/a.test.ts": `import "@bellwether/indicators";`,
      }),
    ).toEqual([]);
  });
});

describe("doors", () => {
  it("opens exported paths only, never another package's src or dist", () => {
    expect(broken({ "plugins/ml/src/a.ts": `import "@bellwether/core/src/errors.js";` })).toEqual([
      "1 door: @bellwether/core/src/errors.js is not an exported path of @bellwether/core",
    ]);
    expect(rulesOf("plugins/ml/src/a.ts", `import "@bellwether/core/dist/index.js";`)).toEqual(["1 door"]);
    expect(broken({ "plugins/ml/src/a.ts": `import "@bellwether/core/testing";` })).toEqual([]);
  });

  it("keeps relative imports, and a package's own files, inside", () => {
    expect(rulesOf("packages/risk/src/a.ts", `import "../../core/src/errors.js";`)).toEqual(["1 stay-inside"]);
    expect(rulesOf("packages/risk/src/a.ts", `import "@bellwether/risk";`)).toEqual(["1 stay-inside"]);
    expect(rulesOf("tools/a.mjs", `import "../packages/core/src/errors.js";`)).toEqual(["1 stay-inside"]);
    expect(broken({ "packages/risk/src/a/b.ts": `import "../c.js";` })).toEqual([]);
  });
});

describe("declarations", () => {
  it("wants every imported package in the manifest, in the root's devDependencies for tests", () => {
    expect(broken({ "packages/core/src/a.ts": `import "zod/v4"; import "fast-check";` })).toEqual([
      "1 declared: fast-check is not in its package.json",
    ]);
    expect(broken({ "packages/core/src/a.test.ts": `import "fast-check"; import "left-pad";` })).toEqual([
      "1 declared: left-pad is not in its package.json or the root's devDependencies",
    ]);
    expect(rulesOf("packages/cli/src/a.ts", `import "@bellwether/core";`), "cli may, yet must say so").toEqual([
      "1 declared",
    ]);
  });
});

describe("Node", () => {
  it.each([
    [`import { readFileSync } from "node:fs";`],
    [`import path from "path";`],
    [`export const a = Buffer.from("x");`],
    [`export const a = typeof process;`],
    [`export const a = globalThis.process;`],
    [`const a = require("x"); export { a };`],
    [`export const a = __dirname;`],
    [`import { a } from "./node/a.js";`],
  ])("is refused where a browser runs too: %s", (text) => {
    expect(rulesOf("packages/backtest/src/a.ts", text)).toEqual(["1 no-node"]);
  });

  it("is welcome in src/node, src/testing, tests, the cli and plugins", () => {
    const text = `import { readFileSync } from "node:fs"; export const a = Buffer.from("x");`;
    for (const path of ["core/src/node/a.ts", "core/src/testing/a.ts", "core/src/a.test.ts", "cli/src/a.ts"])
      expect(broken({ [`packages/${path}`]: text }), path).toEqual([]);
    expect(broken({ "plugins/ml/src/a.ts": text })).toEqual([]);
    expect(rulesOf("packages/indicators/src/a.ts", `import "@bellwether/core/node";`)).toEqual(["1 no-node"]);
  });

  it("knows a name of the file's own from a global", () => {
    const text = `
      import { process } from "./process.js";
      interface Has { Buffer: number; process(require: string): void }
      export function f(require: (x: string) => void, { module }: { module: number }, has: Has) {
        process(has.Buffer, module, { __dirname: 1 });
        require("x");
      }`;
    expect(broken({ "packages/core/src/a.ts": text })).toEqual([]);
    const inner = `export function f() { const Buffer = 1; return Buffer; }\nexport const a = Buffer;`;
    expect(rulesOf("packages/core/src/a.ts", inner), "a name ends with its scope").toEqual(["2 no-node"]);
  });
});

describe("raw clock, chance, timers, environment, network", () => {
  it.each([
    ["Date.now()"],
    ["Date['now']()"],
    ["[1].map(Date.now)"],
    ["new Date()"],
    ["new globalThis.Date()"],
    ["Date()"],
    ["Math.random()"],
    ["Math?.random()"],
    ["performance.now()"],
    ["setTimeout(() => {}, 1)"],
    ["setInterval(() => {}, 1)"],
    ["globalThis.setTimeout(() => {}, 1)"],
    ["process.env.HOME"],
    ["fetch('x')"],
    ["crypto.randomUUID()"],
    ["globalThis.crypto.getRandomValues(new Uint8Array(1))"],
    ["(() => { const { random } = Math; return random(); })()"],
  ])("is refused: %s", (expression) => {
    expect(rulesOf("plugins/ml/src/a.ts", `export const a = ${expression};`)).toEqual(["1 no-raw-api"]);
  });

  it.each([
    [`import { setTimeout } from "node:timers/promises";`],
    [`import timers from "node:timers";`],
    [`import { randomUUID } from "node:crypto";`],
    [`import { performance } from "node:perf_hooks";`],
  ])("is refused under another name: %s", (text) => {
    expect(rulesOf("plugins/ml/src/a.ts", text)).toEqual(["1 no-raw-api"]);
  });

  it("leaves pure neighbours alone, and every place that may hand the real thing in", () => {
    const pure = `export const a = [new Date(0), Date.UTC(2020), Math.max(1, 2), crypto.subtle];
      export const b = (ports: { now(): number; setTimeout(f: () => void): void }) => ports.setTimeout(() => ports.now());`;
    expect(broken({ "packages/core/src/a.ts": pure })).toEqual([]);
    const raw = "export const a = [Date.now(), Math.random(), setTimeout];";
    for (const path of [
      "packages/core/src/node/clock.ts",
      "packages/cli/src/a.ts",
      "packages/core/src/a.test.ts",
      "plugins/ml/test/helpers.ts",
      "tools/a.mjs",
      "bench/a.mjs",
    ])
      expect(broken({ [path]: raw }), path).toEqual([]);
  });
});
