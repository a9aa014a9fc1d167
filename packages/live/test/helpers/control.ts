import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach } from "vitest";
import { askControl } from "../../src/node/control/ask-control.js";
import {
  type ControlServer,
  type ControlServerOptions,
  createControlServer,
} from "../../src/node/control/control-server.js";
import type { ControlRequest } from "../../src/node/control/protocol.js";
import type { Controls } from "../../src/ops/controls.js";
import { wellStatus } from "./status.js";

/** A journal folder of its own for each test, and what is needed to ask a run in it. */
export function controlBench() {
  const root = mkdtempSync(join(tmpdir(), "ctl-"));
  const open: { close(): unknown }[] = [];
  const bench = { root, folder: "", open, serve, ask, dial };
  let count = 0;
  afterAll(() => rmSync(root, { recursive: true }));
  beforeEach(() => {
    bench.folder = join(root, String(count++));
    mkdirSync(bench.folder);
  });
  afterEach(async () => {
    for (const it of open.splice(0).reverse()) await it.close();
  });

  async function serve(
    more: Partial<Controls> = {},
    options: ControlServerOptions = {},
    at = bench.folder,
  ): Promise<{ server: ControlServer; asked: string[] }> {
    const { controls, asked } = controlsOf(more);
    const server = await createControlServer(at, controls, options);
    open.push(server);
    return { server, asked };
  }

  function ask(command: string, timeoutMs = 5_000, at = bench.folder): Promise<unknown> {
    return askControl(at, { command, by: "anna" } as ControlRequest, { timeoutMs });
  }

  /** A bare connection. */
  async function dial(path: string) {
    const socket = connect(path);
    let text = "";
    socket.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
    });
    socket.on("error", () => {});
    const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(text)));
    await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
    open.push({ close: () => socket.destroy() });
    return { socket, closed, text: () => text };
  }

  return bench;
}

/** Notes who asked for what. */
export function controlsOf(more: Partial<Controls> = {}): { readonly controls: Controls; readonly asked: string[] } {
  const asked: string[] = [];
  const note = (command: string) => async (by: string) => void asked.push(`${command} ${by}`);
  const controls: Controls = {
    status: async () => wellStatus,
    pause: note("pause"),
    resume: note("resume"),
    flatten: note("flatten"),
    stop: note("stop"),
    ...more,
  };
  return { controls, asked };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(2);
}

/** The lines that came back. */
export const answersOf = (text: string): { readonly ok: boolean }[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
