import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answersOf, controlBench, pause, until } from "../../../test/helpers/control.js";
import { wellStatus } from "../../../test/helpers/status.js";

const bench = controlBench();

describe("hostile input", () => {
  const BAD = { ok: false, error: { code: "CONTROL_BAD_REQUEST", message: expect.any(String) } };

  it.each([
    "",
    "hello",
    "null",
    "[]",
    "{}",
    '{"command":"status"}',
    '{"command":"rm -rf","by":"x"}',
    '{"command":"__proto__","by":"x"}',
    '{"command":"status","by":""}',
    '{"command":"status","by":"a\\u001b[2J"}',
    '{"command":"status","by":1}',
    `{"command":"status","by":"${"x".repeat(101)}"}`,
    '{"command":"pause","by":"x","force":true}',
    '{"command":"pause","by":"x","__proto__":{}}',
    "[".repeat(60_000),
    "GET / HTTP/1.1",
    "\u0000\u0001\ufffd",
  ])("%j is answered as a bad request, and the next line is served", async (line) => {
    const { server, asked } = await bench.serve();
    const { socket, text } = await bench.dial(server.path);
    socket.write(`${line}\n{"command":"ping","by":"x"}\n`);
    await until(() => answersOf(text()).length === 2);
    expect(answersOf(text())).toEqual([BAD, { ok: true, result: { pid: process.pid } }]);
    expect(asked).toEqual([]);
  });

  it("of more than 64 KiB a line is told so, and the connection ends", async () => {
    const { server } = await bench.serve();
    for (const line of ["x".repeat(70_000), `${"x".repeat(70_000)}\n`]) {
      const { socket, closed } = await bench.dial(server.path);
      socket.write(line);
      expect(answersOf(await closed)).toEqual([BAD]);
    }
    expect(await bench.ask("ping")).toEqual({ pid: process.pid });
  });

  it("of 64 KiB a line, in single bytes, is a line", async () => {
    const { server } = await bench.serve();
    const { socket, text } = await bench.dial(server.path);
    const line = `{"command":"ping","by":"x"}${" ".repeat(2_000)}\n`;
    for (const byte of line) socket.write(byte);
    socket.write(`${" ".repeat(65_536 - 27)}{"command":"ping","by":"x"}\n`);
    await until(() => answersOf(text()).length === 2);
    expect(answersOf(text()).map(({ ok }) => ok)).toEqual([true, true]);
  });

  it("of many lines at once is answered one after the other", async () => {
    let at = 0;
    let most = 0;
    const { server } = await bench.serve({
      async pause() {
        most = Math.max(most, ++at);
        await pause(1);
        at -= 1;
      },
    });
    const { socket, text } = await bench.dial(server.path);
    socket.write('{"command":"pause","by":"x"}\n'.repeat(50));
    await until(() => answersOf(text()).length === 50);
    expect(most).toBe(1);
  });

  it("is not taken in while a command is at work: it waits on the client's side", async () => {
    const { server } = await bench.serve({ pause: () => new Promise(() => {}) });
    const { socket } = await bench.dial(server.path);
    socket.write('{"command":"pause","by":"x"}\n');
    await pause(20);
    for (let i = 0; i < 200; i++) socket.write("x".repeat(50_000));
    await pause(200);
    expect(socket.writableLength).toBeGreaterThan(5_000_000);
    socket.destroy();
  });

  it("that half closes its connection gets its answer", async () => {
    const { server } = await bench.serve();
    const { socket, closed } = await bench.dial(server.path);
    socket.end('{"command":"ping","by":"x"}\n');
    expect(answersOf(await closed)).toEqual([{ ok: true, result: { pid: process.pid } }]);
  });

  it("that says nothing is let go", async () => {
    const { server } = await bench.serve({}, { idleMs: 50 });
    const { socket, closed } = await bench.dial(server.path);
    socket.write('{"command"');
    expect(await closed).toBe("");
  });

  it("but waiting for an answer is no idleness", async () => {
    const { server } = await bench.serve({ pause: () => pause(150) }, { idleMs: 40 });
    const { socket, text } = await bench.dial(server.path);
    socket.write('{"command":"pause","by":"x"}\n');
    await until(() => text() !== "");
    expect(answersOf(text())).toEqual([{ ok: true, result: null }]);
  });

  it("that does not read its answers is dropped, and others are served meanwhile", async () => {
    const big = { ...wellStatus, exchange: "x".repeat(4_000_000) };
    const { server } = await bench.serve({ status: async () => big }, { unreadMs: 100 });
    const { socket } = await bench.dial(server.path);
    socket.pause();
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    socket.write('{"command":"status","by":"x"}\n'.repeat(100));
    expect(await bench.ask("ping")).toEqual({ pid: process.pid });
    await pause(200);
    socket.resume();
    await closed;
  });

  it("in more than 16 connections is turned away, and may come back when one has gone", async () => {
    const { server } = await bench.serve();
    const clients = await Promise.all(Array.from({ length: 16 }, () => bench.dial(server.path)));
    for (const { socket } of clients) socket.write('{"command":"ping","by":"x"}\n');
    await until(() => clients.every(({ text }) => text() !== ""));
    for (let i = 0; i < 20; i++)
      await expect(bench.ask("ping")).rejects.toMatchObject({ code: "CONTROL_REFUSED", reason: "CONTROL_BUSY" });
    clients[0]!.socket.destroy();
    await until(() => clients[0]!.socket.destroyed);
    let pong: unknown;
    while (pong === undefined) pong = await bench.ask("ping").catch(() => undefined);
    expect(pong).toEqual({ pid: process.pid });
  });

  it("of noise, from many at once, never stops it", async () => {
    const { server } = await bench.serve({}, { idleMs: 200 });
    for (let i = 0; i < 200; i++) {
      const { socket } = await bench.dial(server.path);
      const noise = Buffer.from(Array.from({ length: (i * 37) % 500 }, (_, j) => (i * 31 + j * 17) % 256));
      socket.write(noise, () => socket.destroy());
    }
    let pong: unknown;
    while (pong === undefined) pong = await bench.ask("ping").catch(() => undefined);
    expect(pong).toEqual({ pid: process.pid });
  });
});

describe("whoever answers instead of a run", () => {
  it.each([
    ["nonsense", (socket: Socket) => socket.write("hello\n"), "BAD_CONTROL_ANSWER"],
    ["another shape", (socket: Socket) => socket.write('{"ok":"yes"}\n'), "BAD_CONTROL_ANSWER"],
    ["without end", (socket: Socket) => socket.write("x".repeat(9_000_000)), "BAD_CONTROL_ANSWER"],
    ["nothing, and goes", (socket: Socket) => socket.destroy(), "CONTROL_TIMEOUT"],
  ])("with %s is not believed", async (_case, answer, code) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => answer(socket));
    });
    await new Promise<void>((resolve) => server.listen(join(bench.folder, "control.sock"), resolve));
    bench.open.push(server);
    await expect(bench.ask("ping", 2_000)).rejects.toMatchObject({ code });
  });
});
