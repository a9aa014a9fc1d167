import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { built, ROOT } from "./helpers/built.js";
import { execute } from "./helpers/process.js";
import { EURUSD } from "./helpers/run-file.js";

const CHROMIUM = "/usr/bin/chromium";
const wanted = existsSync(CHROMIUM) || process.env.BELLWETHER_REQUIRE_BROWSER === "1";

/** Inside the repository, so that the page finds the packages as an application would. */
const WORK = join(ROOT, "node_modules/.cache/bellwether-browser", String(process.pid));

/** What page and Node both run. */
const RUN = `import { backtest, createBarCsvParser, toJson } from "@bellwether/backtest";
import { VERSION } from "@bellwether/core";
import { sampleBars, strategyChecks } from "@bellwether/core/checks";
import { parseConfig, RunConfig } from "@bellwether/core/config";
import { catalogue } from "@bellwether/indicators";
import { createRiskEngine } from "@bellwether/risk";
import { emaRsiScalping } from "@bellwether/strategies";

export async function run(bytes) {
  const parser = createBarCsvParser({ timeframe: "1h" });
  for (let at = 0; at < bytes.length; at += 4096) parser.push(bytes.subarray(at, at + 4096));
  const { columns } = parser.finish();
  const report = await backtest({
    data: { symbol: "EUR/USD", timeframe: "1h", columns },
    strategy: emaRsiScalping,
    risk: createRiskEngine({ riskPerTrade: 0.01, maxDrawdown: 0.9 }),
    instruments: { "EUR/USD": { maker: 0.0001, taker: 0.0001 } },
  });
  for (const check of strategyChecks({ definition: emaRsiScalping })) await check.run();
  const config = parseConfig("exchange: { symbols: [A/B], timeframe: 1h }\\nstrategy: { type: x }", RunConfig, { file: "x" }).value;
  const rest = { version: VERSION, indicators: catalogue.length, close: sampleBars({ rows: 100 }).close.at(-1), config };
  return { text: String(report), json: toJson(report), rest };
}
`;
const PAGE = `import { run } from "./run.js";
const bars = await fetch("bars.csv");
const result = await run(new Uint8Array(await bars.arrayBuffer()));
document.querySelector("pre").textContent = result.text;
window.result = { ...result, secure: isSecureContext, subtle: globalThis.crypto?.subtle !== undefined };
document.documentElement.dataset.done = "yes";
`;
const NODE = `import { readFileSync } from "node:fs";
import { run } from "./run.js";
console.log(JSON.stringify(await run(new Uint8Array(readFileSync(process.argv[2])))));
`;

interface Result {
  readonly text: string;
  readonly json: string;
  /** Of the other entries that need nothing of Node. */
  readonly rest: unknown;
}

describe.skipIf(!wanted)(`the packages in a browser${wanted ? "" : ` (skipped: no ${CHROMIUM})`}`, () => {
  let browser: Browser;
  let server: Server;
  let port: number;
  let reference: Result;

  beforeAll(async () => {
    await built();
    mkdirSync(WORK, { recursive: true });
    for (const [name, text] of Object.entries({
      "run.js": RUN,
      "page.js": PAGE,
      "node.mjs": NODE,
      "package.json": '{"type":"module"}',
    }))
      writeFileSync(join(WORK, name), text);
    await bundle(join(WORK, "page.js"), join(WORK, "site"));
    const node = await execute(process.execPath, [join(WORK, "node.mjs"), EURUSD], { cwd: WORK });
    expect(node).toMatchObject({ code: 0, stderr: "" });
    reference = JSON.parse(node.stdout);

    const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
      "/": [
        "text/html",
        '<!doctype html><link rel="icon" href="data:,"><pre></pre><script type="module" src="page.js"></script>',
      ],
      "/page.js": ["text/javascript", readFileSync(join(WORK, "site/page.js"), "utf8")],
      "/bars.csv": ["text/csv", readFileSync(EURUSD, "utf8")],
    };
    server = createServer(({ url = "" }, response) => {
      const [type, body] = files[url] ?? ["text/plain", undefined];
      response.writeHead(body === undefined ? 404 : 200, { "content-type": type }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
        ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
        "--host-resolver-rules=MAP bellwether.test 127.0.0.1",
      ],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    rmSync(WORK, { recursive: true, force: true });
  });

  async function visit(host: string) {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`http://${host}:${port}/`);
    await page.waitForSelector("html[data-done]", { timeout: 30_000 }).catch(() => {}); // the complaints say why
    expect(complaints).toEqual([]);
    const shown = await page.textContent("pre");
    const result = await page.evaluate(
      () => (window as unknown as { result: Result & { secure: boolean; subtle: boolean } }).result,
    );
    await page.close();
    return { shown, result };
  }

  it("run a backtest from bars to report, and show the fingerprint and figures that Node prints", async () => {
    const { shown, result } = await visit("127.0.0.1");
    expect(result).toMatchObject({
      secure: true,
      subtle: true,
      rest: reference.rest,
    });
    expect(JSON.parse(result.json).fingerprint).toBe(JSON.parse(reference.json).fingerprint);
    expect(result.json, "metrics, trades and equity, to the last digit").toBe(reference.json);
    expect(shown).toBe(reference.text);
    expect(JSON.parse(result.json).trades.length).toBeGreaterThan(100);
  });

  it("do so on an insecure origin, where the platform's crypto is out of reach", async () => {
    const { result } = await visit("bellwether.test");
    expect(result).toMatchObject({ secure: false, subtle: false });
    expect(result.json).toBe(reference.json);
  });

  it("are bundled without anything of Node, into less than a megabyte", () => {
    const bundled = join(WORK, "site/page.js");
    const traces = readFileSync(bundled, "utf8").match(/["'`]node:\w+|__vite-browser-external|\brequire\(/g);
    expect(traces).toBeNull();
    expect(statSync(bundled).size).toBeLessThan(1_000_000);
  });
});

/** With vite, which vitest brings along. */
async function bundle(input: string, outDir: string): Promise<void> {
  const vitest = createRequire(import.meta.url).resolve("vitest/package.json");
  const { build } = (await import(pathToFileURL(createRequire(vitest).resolve("vite")).href)) as {
    build(options: object): Promise<unknown>;
  };
  const warnings: string[] = [];
  await build({
    configFile: false,
    root: WORK,
    logLevel: "silent",
    build: {
      outDir,
      target: "es2022",
      modulePreload: false,
      chunkSizeWarningLimit: 1_000, // in kB; the size itself is asserted
      rolldownOptions: {
        input,
        output: { entryFileNames: "page.js", codeSplitting: false },
        onwarn: ({ message }: { message: string }) => warnings.push(message),
      },
    },
  });
  expect(warnings).toEqual([]);
}
