import { spawn } from "node:child_process";
import { createConnection } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, describe, expect, it } from "vitest";
import { connectCcxt, errors } from "../../../test/local-ccxt.js";
import { runWithLocalExchange } from "../../../test/local-child.js";
import { KEY, MINUTE, manyMinutes, market, openLocal, START } from "../../../test/local-markets.js";
import type { LocalExchange, LocalExchangeOptions } from "./index.js";

const opened: LocalExchange[] = [];
async function open(options: Partial<LocalExchangeOptions> = {}): Promise<LocalExchange> {
  const local = await openLocal(options);
  opened.push(local);
  return local;
}
afterEach(async () => {
  for (const local of opened.splice(0)) await local.close();
});

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
};

/** Whether something listens there. */
function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port });
    socket.on("connect", () => resolve(true));
    socket.on("error", () => resolve(false));
    socket.on("close", () => socket.destroy());
    socket.on("connect", () => socket.destroy());
  });
}

describe("where it can be reached", () => {
  it("listens on 127.0.0.1 and on no other address of this machine", async () => {
    const { port } = await open();
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .map(({ address, scopeid }) => (scopeid ? `${address}%${scopeid}` : address))
      .filter((address) => address !== "127.0.0.1");
    expect(await answers("127.0.0.1", port)).toBe(true);
    for (const host of [...others, "127.0.0.2", "::1"]) expect(await answers(host, port), host).toBe(false);
  });

  it("gives ccxt no address that leaves the machine", async () => {
    const local = await open();
    const { ex, close } = await connectCcxt(local);
    const leaves = (tree: unknown): string[] =>
      typeof tree === "string" ? [tree] : Object.values(tree as object).flatMap(leaves);
    const addresses = leaves(ex.urls.api);
    expect(addresses.length).toBeGreaterThan(30);
    expect(addresses.filter((it) => new URL(it).host !== `127.0.0.1:${local.port}`)).toEqual([]);
    await close();
  });

  it("takes the port that it is given, and refuses one that is taken", async () => {
    const { port } = await open();
    await expect(openLocal({ port })).rejects.toThrow(/EADDRINUSE/);
  });
});

describe("its clock", () => {
  it("moves only by advance when it is stepped, by so much or up to a moment", async () => {
    const local = await open();
    expect(local.advance({ ms: 90_000 })).toBe(START + 90_000);
    expect(local.advance({ until: START + 90_000 })).toBe(START + 90_000);
    expect(local.now).toBe(START + 90_000);
    expect(() => local.advance({ until: START })).toThrow(/forward/);
    expect(() => local.advance({ ms: Number.NaN })).toThrow(/forward/);
    expect(() => local.advance({ ms: 0.5 })).toThrow(/whole number/);
  });

  it("runs a thousand times as fast as real time, pushing bars that are final over REST", async () => {
    const local = await open({ speed: 3_000 });
    const { ex, close } = await connectCcxt(local);
    await ex.loadMarkets();
    while (!((await ex.watchOHLCV("BTC/USDT", "1m")).at(-1)![0]! >= START + 30 * MINUTE));
    const rows = (await ex.fetchOHLCV("BTC/USDT", "1m", START, 30)) as number[][];
    const recorded = manyMinutes(30);
    expect(rows.map((row) => row[4])).toEqual([...recorded.close]);
    expect(rows.map((row) => row[5])).toEqual([...recorded.volume]);
    expect(() => local.advance({ ms: 1 })).toThrow(/only a stepped one/);
    await close();
  });

  it("refuses a speed that is none, and two symbols of one name", async () => {
    await expect(openLocal({ speed: 0 })).rejects.toThrow(/above 0/);
    await expect(openLocal({ speed: Number.NaN })).rejects.toThrow(/above 0/);
    const twins = [market("A/BC", manyMinutes(1)), market("AB/C", manyMinutes(1))];
    await expect(openLocal({ markets: twins })).rejects.toThrow(/both ABC/);
  });

  it("holds signatures against its own time where it is told to", async () => {
    const local = await open({ timestamps: "exchange" });
    const { ex, close } = await connectCcxt(local, KEY);
    await ex.loadMarkets();
    await expect(ex.fetchBalance(), "the machine's clock is years ahead").rejects.toThrow(/-1021/);
    ex.milliseconds = () => local.now;
    expect((await ex.fetchBalance()).BTC).toMatchObject({ total: 1 });
    await close();
  });
});

describe("control from other processes", () => {
  const post = (local: LocalExchange, path: string, body: unknown, token = local.controlToken) =>
    fetch(`${local.url}/control/${path}`, {
      method: "POST",
      headers: { "x-control-token": token },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  it("advances the clock, sets faults, and tells the state", async () => {
    const local = await open();
    expect(await (await post(local, "advance", { ms: MINUTE })).json()).toMatchObject({ now: START + MINUTE });
    await post(local, "advance", { until: START + 2 * MINUTE });
    await post(local, "faults", { rates: { tooManyRequests: 1 } });
    expect((await fetch(`${local.url}/api/v3/ping`)).status).toBe(429);
    await post(local, "faults", { off: true });
    expect((await fetch(`${local.url}/api/v3/ping`)).status).toBe(200);
    const state = await fetch(`${local.url}/control/state`, { headers: { "x-control-token": local.controlToken } });
    expect(await state.json()).toMatchObject({ now: START + 2 * MINUTE, faults: { tooManyRequests: 1 } });
  });

  it("refuses whoever does not know the token, and whatever it cannot read", async () => {
    const local = await open({ controlToken: "told" });
    expect((await post(local, "advance", { ms: 1 }, "guessed")).status).toBe(403);
    for (const body of ["", "{", { ms: -1 }, { ms: 1, until: 2 }, { ms: "1" }])
      expect((await post(local, "advance", body)).status).toBe(400);
    expect((await post(local, "faults", { rates: { fire: 1 } })).status).toBe(400);
    expect((await post(local, "nothing", {})).status).toBe(404);
    expect(local.now).toBe(START);
  });

  it("outlives a process that is killed in the middle of it", async () => {
    const local = await open();
    const script = `
      const socket = new (require(process.argv[3]).WebSocket)("ws://127.0.0.1:${local.port}/ws");
      socket.on("open", () => socket.send('{"method":"SUBSCRIBE","params":["btcusdt@kline_1m"],"id":1}'));
      socket.on("message", () => fetch("${local.url}/control/advance", {
        method: "POST", headers: { "x-control-token": process.argv[2] }, body: '{"ms":15000}' }));`;
    const child = spawn(process.execPath, ["-e", script, "-", local.controlToken, "ws"], { cwd: import.meta.dirname });
    await until(() => local.now > START + 10 * MINUTE);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.on("exit", resolve));
    await until(() => local.sockets === 0);
    local.advance({ ms: MINUTE });
    expect((await fetch(`${local.url}/api/v3/ping`)).status).toBe(200);
  });
});

describe("its end", () => {
  it("fails what is under way, and refuses whoever comes after", async () => {
    const local = await openLocal();
    const { ex, close } = await connectCcxt(local, KEY);
    await ex.loadMarkets();
    local.faults.inject("slowHeaders");
    const slow = ex.fetchTime().catch((error: unknown) => error);
    await until(() => local.requests["GET /api/v3/time"] === 1);
    local.faults.inject("wsHang");
    const hung = ex.watchTicker("BTC/USDT").catch((error: unknown) => error);
    await until(() => local.faults.counts.wsHang === 1);
    await local.close();
    expect([await slow, await hung]).toEqual([expect.any(errors.NetworkError), expect.any(errors.NetworkError)]);
    await expect(fetch(`${local.url}/api/v3/ping`)).rejects.toThrow();
    await close();
    await local.close(); // a second time does no harm
  });

  it("leaves nothing that keeps its process alive", async () => {
    const { code, output } = await runWithLocalExchange(`
      const one = (value) => new Float64Array([value]);
      const columns = { openTime: one(0), open: one(1), high: one(1), low: one(1), close: one(1), volume: one(1) };
      const market = { symbol: "A/B", base: "A", quote: "B", tick: 1, step: 1, minQuantity: 1, minNotional: 1,
        maker: 0, taker: 0, types: ["market"], timeframe: "1M", columns };
      const options = { markets: [market], balances: {}, start: 0, keys: [], speed: 2, pingMs: 10 };
      const local = await createLocalExchange(options);
      local.faults.shape.slowMs = 1e8;
      for (const fault of ["slowHeaders", "bodyStall"]) {
        local.faults.inject(fault);
        fetch(local.url + "/api/v3/time").then((it) => it.text()).catch(() => {});
      }
      const socket = new WebSocket(local.url.replace("http", "ws") + "/ws");
      await new Promise((resolve) => socket.on("open", resolve));
      while (local.requests["GET /api/v3/time"] !== 2) await new Promise((resolve) => setTimeout(resolve, 1));
      await local.close();
      console.log("closed");`);
    expect(output).toBe("closed\n");
    expect(code).toBe(0);
  });
});

describe("hostile requests", () => {
  it("are answered, and change nothing", async () => {
    const local = await open();
    const ask = (path: string, init?: RequestInit) =>
      fetch(`${local.url}${path}`, init).then(
        (it) => it.status,
        () => 0,
      );
    expect(await ask("/api/v3/order", { method: "POST", body: "x".repeat(70_000) })).toBe(413);
    expect(await ask("/api/v3/order", { method: "POST", body: "%E0%A4%A" })).toBe(401);
    expect(await ask("/api/v3/klines?symbol=%00&interval=1m")).toBe(400);
    expect(await ask("/api/v3/order", { method: "PATCH" })).toBe(404);
    expect(await ask(`/api/v3/time?${"a".repeat(10_000)}`)).toBe(200);
    expect(local.venue.orders()).toEqual([]);
  });
});
