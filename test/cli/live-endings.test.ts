import { spawn } from "node:child_process";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { LocalExchange } from "@bellwether/ccxt/testing";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startBellwether } from "../helpers/background.js";
import { BIN, bellwether } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { liveText, openMarket } from "../helpers/local-market.js";

const folder = temporaryFolder("endings");
const CROSS = "{ type: sma-cross, params: { fast: 2, slow: 4 } }";
const run = (...args: string[]) => bellwether(args, { cwd: folder.path });

let exchange: LocalExchange;

beforeAll(async () => {
  await built();
  exchange = await openMarket();
});

afterAll(() => exchange?.close());

/** Stands before the exchange and leaves questions for bars without an answer. @returns its address, and the first of them. */
async function withoutBars(): Promise<{ readonly port: number; readonly asked: Promise<void> }> {
  let heard = () => {};
  const asked = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const server = createServer((question, answer) => {
    if (question.url?.includes("klines") === true) return heard();
    const { method, headers, url: path } = question;
    const passed = request({ host: "127.0.0.1", port: portOf(exchange), path, method, headers }, (it) => {
      answer.writeHead(it.statusCode ?? 500, it.headers);
      it.pipe(answer);
    });
    question.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

const portOf = (it: LocalExchange) => Number(/127\.0\.0\.1:(\d+)/.exec(JSON.stringify(it.ccxtOptions()))?.[1]);

describe("bellwether live ends in order", () => {
  it("at the first Ctrl-C also while it waits for its first bars", async () => {
    const { port, asked } = await withoutBars();
    folder.put("waiting.yaml", liveText(exchange, CROSS).replaceAll(`:${portOf(exchange)}`, `:${port}`));
    const trading = startBellwether(["live", "waiting.yaml"], { cwd: folder.path });
    await asked;
    trading.kill("SIGINT");
    const { code, stderr } = await trading.ended;
    expect([0, 130], "130 where it had not come to waiting yet").toContain(code);
    expect(stderr).toBe("");
  });

  it("when nobody reads what it says any more", async () => {
    folder.put("unread.yaml", liveText(exchange, CROSS));
    const child = spawn(process.execPath, [BIN, "live", "unread.yaml"], { cwd: folder.path });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect(code).toBe(0);
    expect((await run("journal", "show", "unread.yaml", "--kind", "stop")).stdout).toContain("SIGTERM");
  });
});

describe("a folder that holds no run", () => {
  it.each(["status", "pause", "flatten", "stop"])(
    "is named by %s as a mistake of the command line",
    async (command) => {
      folder.put("empty/notes.txt", "");
      const { code, stderr } = await run(command, "empty");
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("holds no run") });
    },
  );
});

describe("a saved file with several mistakes", () => {
  it("is refused in one line, which says that nothing changes", async () => {
    const text = liveText(exchange, CROSS);
    folder.put("saved.yaml", text);
    const trading = startBellwether(["live", "saved.yaml"], { cwd: folder.path });
    await trading.until(/fill: bought/g);
    folder.put("saved.yaml", text.replace("risk:", "riks:").replace("live:", "lvie:"));
    await trading.until(/swap-refused: nothing changes: 2 problems.*riks.*; .*lvie/g);
    await run("stop", "saved.yaml");
    expect((await trading.ended).code).toBe(0);
  });
});
