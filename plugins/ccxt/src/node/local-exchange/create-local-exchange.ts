import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createRng, type Rng } from "@bellwether/core";
import { createVenue } from "@bellwether/live/venue";
import { ccxtOptionsFor } from "./ccxt-options.js";
import { answerControl, type Controls } from "./control.js";
import type { ExchangeState } from "./endpoint.js";
import { createExchangeClock } from "./exchange-clock.js";
import { createFaults } from "./faults.js";
import { deliver, write } from "./http-faults.js";
import { createLater } from "./later.js";
import { hearMarketMessage } from "./market-socket.js";
import { createMarketStreams } from "./market-streams.js";
import type { LocalExchange, LocalExchangeOptions } from "./options.js";
import { createOrderBooks } from "./order-book.js";
import { createOrderLog } from "./order-log.js";
import { readBody } from "./read-body.js";
import { createRestApi, nameOf, type RestRequest } from "./rest-api.js";
import { clocksOf, signatureChecker } from "./signature.js";
import { createSockets } from "./sockets.js";
import { symbolIds } from "./symbol-ids.js";
import { createUserStream } from "./user-stream.js";

const HOST = "127.0.0.1";

/**
 * Opens an exchange that speaks Binance spot, REST and websocket, to unmodified clients of this machine. It plays recorded
 * bars and keeps one account; its faults are drawn from a seed.
 * @throws {LocalExchangeError} for options that make no sense
 */
export async function createLocalExchange(options: LocalExchangeOptions): Promise<LocalExchange> {
  const { speed, seed = 1, weightLimit = Number.POSITIVE_INFINITY, pingMs = 20_000 } = options;
  const timestamps = options.timestamps ?? (speed === 1 ? "exchange" : "either");
  const controlToken = options.controlToken ?? randomBytes(16).toString("hex");
  const { markets, balances, start } = options;
  const venue = createVenue({ markets, balances, start, ...options.venue });
  const faults = createFaults(seed, options.faults);
  const ids = symbolIds(venue);
  const books = createOrderBooks((symbol) => venue.price(symbol));
  const streams = createMarketStreams(venue, ids, books);
  const later = createLater();
  const names = createRng(seed).fork("names");
  const requests: Record<string, number> = {};

  const time = () => clock.now + faults.skewMs;
  const check = signatureChecker(options.keys, () => clocksOf(timestamps, clock.now, Date.now(), faults.skewMs));
  const user = createUserStream(() => state, check);
  const log = createOrderLog(venue, user);
  const state: ExchangeState = { venue, ids, books, log, faults, time, freshName: () => nameFrom(names), weightLimit };
  const tellAll = () => {
    user.flush();
    streams.publish();
  };
  const clock = createExchangeClock(venue, speed, { due: streams.due, step: tellAll });
  const api = createRestApi(state, check);
  const controls: Controls = {
    get now() {
      return clock.now;
    },
    advance: (by) => clock.advance(by),
    faults,
  };

  const sockets = createSockets(
    (path) => {
      const isAccount = path.startsWith("/ws-api/");
      if (!isAccount && !/^\/(stream|ws)(\/|$)/.test(path)) return undefined;
      const hear: typeof user.hear = (text, connection) => {
        clock.sync();
        if (isAccount) user.hear(text, connection);
        else hearMarketMessage(text, connection, streams);
      };
      return { hear, leave: isAccount ? user.leave : streams.leave };
    },
    faults,
    later,
    pingMs,
  );

  const serve = async (incoming: IncomingMessage, response: ServerResponse) => {
    const request = await requestOf(incoming);
    if (request === null) {
      if (!response.destroyed) response.writeHead(413, { "content-type": "text/html" }).end();
      return;
    }
    clock.sync();
    const name = nameOf(request);
    if (request.path.startsWith("/control/")) {
      const token = headerOf(incoming, "x-control-token");
      const answer = answerControl({ name, body: request.body, token }, controlToken, controls);
      write(response, { kind: "answer", answer, delayMs: 0 }, later.run);
      return;
    }
    requests[name] = (requests[name] ?? 0) + 1;
    const delivery = deliver(request, api, faults);
    tellAll();
    write(response, delivery, later.run);
  };

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      // a bug of the exchange: the client sees it, so that its test fails
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(`local exchange: ${error instanceof Error ? error.stack : String(error)}`);
    });
  });
  server.on("upgrade", sockets.upgrade);
  try {
    await listen(server, options.port ?? 0);
  } catch (error) {
    clock.stop();
    sockets.close();
    log.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;

  return {
    port,
    url: `http://${HOST}:${port}`,
    get now() {
      return clock.now;
    },
    venue,
    faults,
    controlToken,
    requests,
    get sockets() {
      return sockets.size;
    },
    advance: (by) => clock.advance(by),
    ccxtOptions: () => ccxtOptionsFor(port),
    cutSockets: () => sockets.cut(),
    async close() {
      clock.stop();
      later.stop();
      log.close();
      sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Null for one that is too long or broken off. */
async function requestOf(incoming: IncomingMessage): Promise<RestRequest | null> {
  const body = await readBody(incoming);
  if (body === null) return null;
  const [path = "/", ...query] = (incoming.url ?? "/").split("?");
  return {
    method: incoming.method ?? "GET",
    path,
    query: query.join("?"),
    body,
    apiKey: headerOf(incoming, "x-mbx-apikey"),
  };
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function nameFrom(rng: Rng): string {
  return Array.from({ length: 22 }, () => LETTERS[rng.int(LETTERS.length)]).join("");
}
