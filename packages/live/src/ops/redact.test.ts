import { inspect } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, isSecretName, REDACTED } from "./redact.js";

const SECRET = 'k3y/with "quotes"+&\\back\nslash';
const redactor = createRedactor([SECRET, "k3y", "hunter2-hunter2", "abc", ""]);

describe("a text", () => {
  it.each([
    ["as it is", SECRET],
    ["as JSON writes it", JSON.stringify({ a: SECRET })],
    ["in an address", `https://x.org/?a=${encodeURIComponent(SECRET)}`],
    ["in a form", new URLSearchParams({ q: "hunter2-hunter2" }).toString()],
  ])("loses a known secret %s", (_form, text) => {
    const clean = redactor.text(text);
    expect(clean).toContain(REDACTED);
    for (const piece of ["k3y", "quotes", "hunter2"]) expect(clean).not.toContain(piece);
  });

  it("loses a secret that begins like another one whole", () => {
    const clean = createRedactor(["longsecret", "longsecret-and-more"]).text("a longsecret-and-more b longsecret c");
    expect(clean).toBe("a [redacted] b [redacted] c");
  });

  it("keeps its words: secrets of fewer than four characters cannot be told from them", () => {
    expect(redactor.text("abc of it")).toBe("abc of it");
  });

  it.each([
    ["https://anna:geheim@host/path", "https://[redacted]@host/path"],
    ["GET /order?symbol=A&signature=0af3&timestamp=1", "GET /order?symbol=A&signature=[redacted]&timestamp=1"],
    ["apiKey=XYZ123 rest", "apiKey=[redacted] rest"],
    ["Authorization: Bearer eyJhbGciOi.abc", "Authorization: Bearer [redacted]"],
  ])("loses what gives itself away: %s", (text, clean) => {
    expect(redactor.text(text)).toBe(clean);
  });

  it("is walked through once, however hostile", () => {
    for (const piece of ["//", "//a:", "signature=", "bearer ", "token=a&", "//a:a"])
      redactor.text(piece.repeat(200_000));
  }, 5_000);
});

describe("a value", () => {
  it("loses what stands under a telling name, and known secrets at any depth, in keys too", () => {
    const value = {
      exchange: { apiKey: "x", "X-MBX-APIKEY": "x", client_secret: ["x"], Authorization: "x" },
      list: [{ note: "see hunter2-hunter2" }],
      "hunter2-hunter2": 1,
      map: new Map([["password", "x"]]),
      set: new Set(["hunter2-hunter2"]),
      tokens: { a: 1 },
      symbol: "BTC/USDT",
    };
    expect(redactor.value(value)).toEqual({
      exchange: { apiKey: REDACTED, "X-MBX-APIKEY": REDACTED, client_secret: REDACTED, Authorization: REDACTED },
      list: [{ note: `see ${REDACTED}` }],
      [REDACTED]: 1,
      map: { password: REDACTED },
      set: [REDACTED],
      tokens: REDACTED,
      symbol: "BTC/USDT",
    });
  });

  it.each(["apiKey", "api_key", "secret", "newPassword", "listenKey", "set-cookie", "access_token", "privateKeys"])(
    "of the name %s is a secret",
    (name) => expect(isSecretName(name)).toBe(true),
  );

  it.each(["symbol", "keys", "tokenizer", "secretary", "orderId", "signal", ""])("of the name %s is none", (name) =>
    expect(isSecretName(name)).toBe(false),
  );

  it("that is an error becomes name, code, message, stack and cause, without secrets", () => {
    const cause = new Error("hunter2-hunter2 was refused");
    const error = Object.assign(new TypeError("bad hunter2-hunter2", { cause }), { code: "E", apiKey: "x" });
    const clean = redactor.value({ error }) as { error: Record<string, unknown> };
    expect(inspect(clean, { depth: 9 })).not.toContain("hunter2");
    expect(clean.error).toMatchObject({
      name: "TypeError",
      code: "E",
      message: `bad ${REDACTED}`,
      apiKey: REDACTED,
      cause: { message: `${REDACTED} was refused` },
    });
    expect(clean.error.stack).toContain("redact.test.ts");
  });

  it("that cannot be read says so, and nothing is thrown", () => {
    const loop: Record<string, unknown> = {
      nan: Number.NaN,
      big: 10n,
      at: new Date(0),
      run() {},
      bytes: new Uint8Array(3),
    };
    loop.self = loop;
    Object.defineProperty(loop, "bad", { enumerable: true, get: () => fail() });
    const fail = () => {
      throw new Error("no");
    };
    const deny = new Proxy({}, { ownKeys: fail });
    expect(redactor.value({ loop, deny })).toEqual({
      loop: {
        nan: "NaN",
        big: "10",
        at: "1970-01-01T00:00:00.000Z",
        run: "[function]",
        bytes: "[3 bytes]",
        self: "[circular]",
        bad: "[unreadable]",
      },
      deny: "[unreadable]",
    });
  });

  it("is bounded, in depth, in items and in length", () => {
    let deep: unknown = "x";
    for (let i = 0; i < 50; i++) deep = { deep };
    expect(JSON.stringify(redactor.value(deep))).toContain("[too deep]");
    const long = redactor.value({ text: "y".repeat(100_000), list: new Array(5_000).fill(1) }) as Record<
      string,
      unknown
    >;
    expect(String(long.text).length).toBeLessThan(17_000);
    expect((long.list as unknown[]).at(-1)).toBe("… and 4000 more");
  });

  it("keeps no secret, wherever it stands in whatever is given", () => {
    const secret = "s3cr3t!$^{}()|[]";
    const { value } = createRedactor([secret]);
    const leaf = fc.constantFrom(secret, `a${secret}b`, 1, null, new Error(secret));
    const any = fc.anything({
      values: [leaf],
      withMap: true,
      withSet: true,
      maxDepth: 4,
      key: fc.constantFrom("a", secret),
    });
    fc.assert(
      fc.property(any, (given) => {
        expect(JSON.stringify(value(given)) ?? "").not.toContain("s3cr3t");
      }),
    );
  });
});
