import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { inspect } from "node:util";
import { silentLogger } from "@bellwether/core";
import { describeConfig, parseConfig } from "@bellwether/core/config";
import { describePlugin } from "@bellwether/core/testing";
import { createNotifications, createRedactor, type Notice, type NotifierDefinition } from "@bellwether/live";
import { createSend, systemTimers } from "@bellwether/live/node";
import { afterEach, describe, expect, it } from "vitest";
import type * as z from "zod";
import notify, { telegram, webhook } from "./index.js";
import { MAX_TEXT } from "./telegram.js";

describePlugin({ plugin: notify });

const TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawx";
const KEY = "a-key-of-sixteen-characters";
const NOTICE: Notice = {
  level: "error",
  kind: "halt",
  message: "maxDrawdown: fell 21 %",
  at: 1_706_700_000_000,
  details: { limit: 0.2 },
};

const timers = systemTimers();
const made = <Schema extends z.ZodType>(definition: NotifierDefinition<Schema>, options: z.input<Schema>) =>
  definition.create(definition.options.parse(options), { timers, log: silentLogger, send: createSend() });

interface Seen {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
type Answer = (response: ServerResponse, attempt: number) => void;
/** A server that notes what it is told. */
async function serve(answer: Answer = (response) => response.end()) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    seen.push({ path: request.url ?? "", headers: request.headers, body });
    answer(response, seen.length);
  });
  return { url: await listen(server), seen };
}
/** What a notifier rejects with; fails if a token shows anywhere in it. */
async function failure(promise: Promise<void>) {
  const error = (await promise.then(
    () => new Error("it was taken"),
    (error: unknown) => error,
  )) as { code?: string; message: string; retryable?: boolean; retryAfterMs?: number };
  expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/AAHdq|hook-token|sixteen/);
  const { code, message, retryable, retryAfterMs } = error;
  expect(code).toBe("NOTICE_UNDELIVERED");
  return { message, retryable, retryAfterMs };
}
const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

describe("the webhook", () => {
  it("posts a notice as JSON, with the headers that it was given", async () => {
    const { url, seen } = await serve();
    await made(webhook, { url: `${url}/hook?a=1`, headers: { Authorization: "Bearer abc" } }).notify(NOTICE);
    expect(seen).toHaveLength(1);
    const { path, headers, body } = seen[0]!;
    expect(path).toBe("/hook?a=1");
    expect(headers).toMatchObject({ "content-type": "application/json", authorization: "Bearer abc" });
    expect(headers).not.toHaveProperty("x-bellwether-signature");
    expect(JSON.parse(body)).toEqual({ id: expect.stringMatching(/^[0-9a-f]{32}$/), ...NOTICE });
  });

  it("signs body and time, so that neither can be changed", async () => {
    const { url, seen } = await serve();
    await made(webhook, { url, secret: KEY }).notify({ ...NOTICE, message: "Grüße 🐏" });
    const { headers, body } = seen[0]!;
    const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-bellwether-signature"]))!;
    expect(signature).toBe(createHmac("sha256", KEY).update(`${time}.${body}`).digest("hex"));
    expect(Math.abs(Number(time) - timers.now())).toBeLessThan(60_000);
  });

  it("gives each notice an id that stays the same from try to try", async () => {
    const { url, seen } = await serve((response, attempt) => response.writeHead(attempt === 1 ? 503 : 204).end());
    const hook = made(webhook, { url });
    await failure(hook.notify(NOTICE));
    await hook.notify(NOTICE);
    await hook.notify({ ...NOTICE, at: NOTICE.at + 1 });
    const ids = seen.map(({ body }) => JSON.parse(body).id);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[1]);
  });

  it.each([
    [400, false],
    [401, false],
    [404, false],
    [410, false],
    [301, false],
    [408, true],
    [429, true],
    [500, true],
    [503, true],
  ])("answered with %i: another try may help: %s", async (status, retryable) => {
    const { url } = await serve((response) => response.writeHead(status, { location: "http://10.0.0.1/" }).end("no"));
    expect(await failure(made(webhook, { url }).notify(NOTICE))).toMatchObject({
      message: `${new URL(url).host} answers ${status}`,
      retryable,
    });
  });

  it("hands on for how long it was asked to wait", async () => {
    const { url } = await serve((response) => response.writeHead(429, { "Retry-After": "17" }).end());
    expect(await failure(made(webhook, { url }).notify(NOTICE))).toMatchObject({ retryAfterMs: 17_000 });
  });

  it("tells a server that breaks off, or never answers, from one that says no", async () => {
    const broken = await listen(createTcpServer((socket) => socket.destroy()));
    const mute = await serve(() => {});
    const options = { timeoutMs: 100 };
    expect(await failure(made(webhook, { ...options, url: `${broken}/hook-token` }).notify(NOTICE))).toMatchObject({
      retryable: true,
    });
    expect(await failure(made(webhook, { ...options, url: `${mute.url}/hook-token` }).notify(NOTICE))).toMatchObject({
      retryable: true,
    });
  });

  it("does not try an address again that it may not reach", async () => {
    const hook = made(webhook, { url: "https://169.254.169.254/hook-token" });
    expect(await failure(hook.notify(NOTICE))).toMatchObject({ retryable: false });
  });

  it.each<[string, z.input<typeof webhook.options>]>([
    ["an address that is none", { url: "example.org" }],
    ["a short secret", { url: "https://example.org", secret: "short" }],
    ["a header that breaks lines", { url: "https://example.org", headers: { a: "b\r\nc: d" } }],
    ["a header that the request sets itself", { url: "https://example.org", headers: { "Content-Length": "1" } }],
    ["a header without a name", { url: "https://example.org", headers: { "": "x" } }],
    ["a time limit of nothing", { url: "https://example.org", timeoutMs: 0 }],
    ["something unknown", { url: "https://example.org", retries: 3 } as never],
  ])("refuses options with %s", (_case, options) => {
    expect(webhook.options.safeParse(options).success).toBe(false);
  });
});

describe("Telegram", () => {
  const OPTIONS = { token: TOKEN, chatId: -1001234567890 };
  const OK = { ok: true, result: { message_id: 1 } };

  it("is sent plain text through the bot, aloud unless it is merely good to know", async () => {
    const { url, seen } = await serve(json(200, OK));
    const bot = made(telegram, { ...OPTIONS, apiUrl: `${url}/` });
    await bot.notify({ ...NOTICE, repeats: 37 });
    await bot.notify({ ...NOTICE, level: "info" });
    expect(seen.map(({ path }) => path)).toEqual([`/bot${TOKEN}/sendMessage`, `/bot${TOKEN}/sendMessage`]);
    const [loud, silent] = seen.map(({ body }) => JSON.parse(body));
    expect(loud).toEqual({
      chat_id: -1001234567890,
      text: "ERROR halt: maxDrawdown: fell 21 % (and 37 more)",
      disable_notification: false,
      link_preview_options: { is_disabled: true },
    });
    expect(silent.disable_notification).toBe(true);
  });

  it("is sent at most 4096 UTF-16 units, never half a character", async () => {
    const { url, seen } = await serve(json(200, OK));
    const bot = made(telegram, { ...OPTIONS, apiUrl: url });
    const head = "ERROR halt: ".length;
    for (const message of [
      "x".repeat(4_096 - head),
      "x".repeat(4_097 - head),
      "🐏".repeat(5_000),
      `x${"🐏".repeat(5_000)}`,
    ])
      await bot.notify({ ...NOTICE, message });
    const texts = seen.map(({ body }) => JSON.parse(body).text as string);
    expect(texts.map(({ length }) => length)).toEqual([4_096, 4_096, expect.any(Number), expect.any(Number)]);
    expect(texts[0]).not.toContain("…");
    for (const text of texts) {
      expect(text.length).toBeLessThanOrEqual(MAX_TEXT);
      expect(Buffer.from(text).toString(), "half a character").toBe(text);
    }
    for (const text of texts.slice(1)) expect(text.endsWith("…")).toBe(true);
  });

  it("says for how long to wait, and is believed", async () => {
    const body = { ok: false, error_code: 429, description: "Too Many Requests", parameters: { retry_after: 35 } };
    const { url } = await serve(json(429, body));
    expect(await failure(made(telegram, { ...OPTIONS, apiUrl: url }).notify(NOTICE))).toEqual({
      message: 'Telegram answers 429: "Too Many Requests"',
      retryable: true,
      retryAfterMs: 35_000,
    });
  });

  it.each([
    ["a chat that is not there", json(400, { ok: false, description: "Bad Request: chat not found" }), false],
    ["a token that is not valid", json(401, { ok: false, description: "Unauthorized" }), false],
    ["a bot that was blocked", json(403, { ok: false, description: "Forbidden" }), false],
    ["its own trouble", json(502, { ok: false, description: "Bad Gateway" }), true],
    ["an answer that echoes the token", json(404, { ok: false, description: `no bot${TOKEN}` }), false],
    ["an answer of another shape", json(200, ["ok"]), true],
    ["an answer that says no", json(200, { ok: false }), true],
    ["a hostile shape", json(429, { ok: "no", description: { a: 1 }, parameters: { retry_after: "x" } }), true],
    ["no JSON", (response: ServerResponse) => response.writeHead(200).end("<html>"), true],
    [
      "far too much",
      (response: ServerResponse) => response.writeHead(200).end(`{"ok":true,"x":"${"x".repeat(1_000_000)}"}`),
      true,
    ],
  ])("with %s does not count as told", async (_case, answer, retryable) => {
    const { url } = await serve(answer);
    expect(await failure(made(telegram, { ...OPTIONS, apiUrl: url }).notify(NOTICE))).toMatchObject({ retryable });
  });

  it("keeps the token out of errors, also of those without an answer", async () => {
    const broken = await listen(createTcpServer((socket) => socket.destroy()));
    for (const apiUrl of [broken, "http://127.0.0.1:1", "https://10.0.0.1", "http://example.org"])
      await failure(made(telegram, { ...OPTIONS, apiUrl }).notify(NOTICE)); // which looks
  });

  it.each([
    ["a token that is none", { ...OPTIONS, token: "abc" }],
    ["a token that would lead elsewhere", { ...OPTIONS, token: "123456:../../../x?aaaaaaaaaaaaaaaaaaaaaaa" }],
    ["a chat that is none", { ...OPTIONS, chatId: "my chat" }],
    ["a server that is none", { ...OPTIONS, apiUrl: "telegram" }],
  ])("refuses options with %s", (_case, options) => {
    expect(telegram.options.safeParse(options).success).toBe(false);
  });
});

describe("in a run file", () => {
  it.each([
    ["webhook", webhook, `url: \${HOOK}\nsecret: \${KEY}\nheaders: { authorization: '\${KEY}' }`],
    ["telegram", telegram, `token: \${TOKEN}\nchatId: 5`],
  ])("the secrets of %s come from the environment, and are masked", (_kind, { options }, text) => {
    const env = { HOOK: "https://example.org/hook-token", KEY, TOKEN };
    const shown = JSON.stringify(describeConfig(parseConfig(text, options, { file: "run.yaml", env })));
    expect(shown).toContain("***");
    expect(shown).not.toMatch(/AAHdq|hook-token|sixteen/);
  });
});

describe("through the dispatcher of a run", () => {
  it("a notice arrives once, after failures, without secrets; a target that is down does not hold up the other", async () => {
    const hook = await serve((response, attempt) => {
      if (attempt === 1) response.writeHead(500).end();
      else if (attempt === 2) response.writeHead(429, { "retry-after": "0" }).end();
      else response.end();
    });
    const bot = await serve(json(200, { ok: true }));
    const down = await listen(createTcpServer((socket) => socket.destroy()));
    const notifications = createNotifications({
      targets: [
        { name: "down", notifier: made(webhook, { url: down }) },
        { name: "hook", notifier: made(webhook, { url: hook.url }) },
        { name: "bot", notifier: made(telegram, { token: TOKEN, chatId: 1, apiUrl: bot.url }) },
      ],
      timers,
      log: silentLogger,
      redactor: createRedactor([KEY]),
      firstWaitMs: 20,
    });
    notifications.send({ ...NOTICE, message: `refused ${KEY}` });
    await notifications.close(4_000);
    expect(bot.seen).toHaveLength(1);
    expect(hook.seen.map(({ body }) => JSON.parse(body).message)).toEqual(new Array(3).fill("refused [redacted]"));
    expect(
      notifications.counters().map(({ name, sent, retried, dropped }) => ({ name, sent, retried, dropped })),
    ).toEqual([
      { name: "down", sent: 0, retried: 4, dropped: 1 },
      { name: "hook", sent: 1, retried: 2, dropped: 0 },
      { name: "bot", sent: 1, retried: 0, dropped: 0 },
    ]);
  });
});
