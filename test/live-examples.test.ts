import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { readBars } from "@bellwether/backtest/node";
import { createLocalExchange, type LocalExchange } from "@bellwether/ccxt/testing";
import type { Status } from "@bellwether/live";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bellwether } from "./helpers/bellwether.js";
import { built, ROOT } from "./helpers/built.js";
import { temporaryFolder } from "./helpers/folder.js";
import { execute } from "./helpers/process.js";

const folder = temporaryFolder("live-examples");
const JITI = ["--import", "jiti/register"];

beforeAll(() => built());

describe("the example paper-trading", () => {
  it("trades bars of an exchange through ccxt, prints each trade, and ends by itself", async () => {
    const { code, stdout, stderr } = await execute(process.execPath, [...JITI, "examples/paper-trading/main.ts"], {
      cwd: ROOT,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines.pop()).toMatch(/^200 bars, equity \d+\.\d\d, health ok$/);
    expect(lines.length).toBeGreaterThan(0);
    const trade =
      /^2017-\d\d-\d\dT\d\d:00:00\.000Z {2}EUR\/USD long 1\.\d{5} to 1\.\d{5} by (signal|stop-loss|take-profit): -?\d+\.\d\d$/;
    for (const line of lines) expect(line).toMatch(trade);
  });
});

describe("the example custom-notifier", () => {
  let exchange: LocalExchange;
  beforeAll(async () => {
    const { columns } = await readBars(join(ROOT, "data/sample/eurusd-1h.csv"));
    const first = Math.floor(Date.now() / 1_000 - 1_000) * 1_000;
    const openTime = columns.openTime.map((_, i) => first + i * 1_000);
    exchange = await createLocalExchange({
      markets: [
        {
          ...{ symbol: "BTC/USDT", base: "BTC", quote: "USDT", tick: 0.00001, step: 0.01, minQuantity: 0.01 },
          ...{ minNotional: 1, maker: 0.001, taker: 0.001, types: ["market"], timeframe: "1s" },
          columns: { ...columns, openTime },
        },
      ],
      balances: {},
      start: Date.now(),
      keys: [],
      speed: 1,
    });
  });
  afterAll(() => exchange.close());

  it("writes what a run of the command tells into its file, and keeps what nobody asked for out of the other", async () => {
    const [notices, alarms] = [join(folder.path, "notices.jsonl"), folder.put("alarms.jsonl", "")];
    const sets = {
      "exchange.timeframe": "1s",
      "exchange.options": JSON.stringify(exchange.ccxtOptions()),
      "live.notifications[0].options.path": notices,
      "live.notifications[1].options.path": alarms,
    };
    const { code, stdout, stderr } = await bellwether(
      [
        ...["live", "custom-notifier/live.yaml", "--bars", "2", "--journal", join(folder.path, "journal")],
        ...Object.entries(sets).flatMap(([path, value]) => ["--set", `${path}=${value}`]),
      ],
      { cwd: join(ROOT, "examples") },
    );
    expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: "" });
    const told = readFileSync(notices, "utf8").trimEnd().split("\n");
    expect(told.map((line) => JSON.parse(line))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ level: "info", kind: "started", message: "begins", repeats: 0 }),
        expect.objectContaining({ level: "info", kind: "stopped", message: "the run has ended" }),
      ]),
    );
    expect(readFileSync(alarms, "utf8")).toBe("");
  });

  it("passes the checks of a plugin", async () => {
    const { code, stdout } = await bellwether(["check", "./custom-notifier/notice-file.ts"], {
      cwd: join(ROOT, "examples"),
    });
    expect(stdout).toMatch(/^3 checks, 0 broken$/m);
    expect(code).toBe(0);
  });
});

describe("the example fastify-service", () => {
  const SERVER = [...JITI, "examples/fastify-service/server.ts"];
  const token = "0123456789abcdef0123456789abcdef";
  let child: ChildProcess | undefined;
  let printed: string[];

  afterEach(async () => {
    if (child === undefined || child.exitCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "close");
  });

  /** @returns the address that it listens on. */
  async function started(): Promise<string> {
    printed = [];
    const env = { ...process.env, SERVICE_TOKEN: token, PORT: "0" };
    child = spawn(process.execPath, SERVER, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout! });
    lines.on("line", (line) => printed.push(line));
    const [line] = await once(lines, "line");
    return /^listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)![1]!;
  }

  it("shows and steers the run for whoever knows the token, and nobody else; SIGTERM ends both in order", async () => {
    const url = await started();
    const authorization = `Bearer ${token}`;
    const ask = (method: string, path: string, headers: Record<string, string> = { authorization }) =>
      fetch(url + path, { method, headers });
    const status = async () => (await (await ask("GET", "/status")).json()) as Status;

    expect(await status()).toMatchObject({ mode: "paper", exchange: "binance", paused: null });
    const paused = await ask("POST", "/pause");
    expect({ code: paused.status, body: await paused.json() }).toEqual({ code: 200, body: { done: "pause" } });
    expect(await status()).toMatchObject({ paused: { by: "the service, from 127.0.0.1" } });
    expect((await ask("POST", "/resume")).status).toBe(200);
    expect(await status()).toMatchObject({ paused: null, halted: null });
    expect((await ask("POST", "/flatten")).status).toBe(200);
    expect(await status()).toMatchObject({ halted: { rule: "halted" } });

    const strangers: Record<string, string>[] = [
      {},
      { authorization: "" },
      { authorization: token },
      { authorization: `Bearer ${token.slice(0, -1)}` },
      { authorization: `Bearer ${token}0` },
      { authorization: `Basic ${btoa(`me:${token}`)}` },
    ];
    for (const headers of strangers)
      for (const [method, path] of [
        ["GET", "/status"],
        ["POST", "/resume"],
        ["GET", "/nowhere"],
      ] as const) {
        const answer = await ask(method, path, headers);
        expect({ code: answer.status, body: await answer.json() }, `${method} ${path}`).toEqual({
          code: 401,
          body: { code: "UNAUTHENTICATED" },
        });
      }
    expect(await status(), "a stranger has resumed nothing").toMatchObject({ halted: { rule: "halted" } });
    expect((await ask("GET", "/nowhere")).status).toBe(404);
    expect((await ask("GET", "/pause")).status).toBe(404);

    child!.kill("SIGTERM");
    const [code] = await once(child!, "close");
    expect({ code, printed }).toEqual({ code: 0, printed: [`listening on ${url}`, "the run has ended"] });
  });

  it.each(["", "too-short"])("does not start with the token %j", async (SERVICE_TOKEN) => {
    const { code, stdout, stderr } = await execute(process.execPath, SERVER, { cwd: ROOT, env: { SERVICE_TOKEN } });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`SERVICE_TOKEN has ${SERVICE_TOKEN.length} characters; set one of 32 at least`);
  });
});
