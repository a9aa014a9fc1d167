import { ExchangeUnclearError } from "@bellwether/live";
import { VirtualTime } from "@bellwether/live/testing";
import { describe, expect, it } from "vitest";
import { json, type Sent, stubbed } from "../test/stubbed.js";
import { caller } from "./call.js";
import { rateGate } from "./rate-gate.js";
import { retryAfterOf } from "./retry-after.js";

const SYMBOL = "BTC/USDT";
const ORDER = { clientId: "bw-1", symbol: SYMBOL, side: "buy", type: "market", quantity: 1 } as const;
const DENIED = json({ code: -2015, msg: "Invalid API-key, IP, or permissions for action." }, { status: 401 });

function setup() {
  const time = new VirtualTime();
  const gate = rateGate(time);
  const instance = { last_response_headers: {}, has: {}, loadTimeDifference: async () => 0 };
  const call = caller({
    id: "x",
    instance,
    gate,
    timers: time,
    redact: (text) => text,
    deadlineMs: 15_000,
    closed: () => false,
  });
  return { time, gate, call };
}

describe("a call", () => {
  it("ends at its deadline, whatever hangs, and what comes later is not heard", async () => {
    const { time, call } = setup();
    let late = 0;
    const never = call(
      "x",
      () => new Promise(() => {}),
      (it) => it,
      { late: () => late++ },
    );
    const outcome = never.catch((error: unknown) => error);
    await time.run(time.now() + 14_999);
    expect(late).toBe(0);
    await time.run(time.now() + 1);
    expect(await outcome).toMatchObject({ code: "EXCHANGE_UNCLEAR", message: "x: x: no answer within 15000 ms" });
    expect(late).toBe(1);
  });

  it("takes whatever ccxt did not throw on purpose for unclear", async () => {
    const { call } = setup();
    for (const error of [new TypeError("undefined"), new Error("TLS"), "text", null, { code: 1 }, new RangeError("")])
      await expect(
        call(
          "x",
          () => Promise.reject(error),
          (it) => it,
        ),
      ).rejects.toBeInstanceOf(ExchangeUnclearError);
  });
});

describe("an exchange that cannot be reached", () => {
  it("is named once, with what was asked, why, and what to look at", async () => {
    const { call } = setup();
    const error = new Error("x GET https://x.example/time fetch failed: getaddrinfo ENOTFOUND x.example");
    await expect(
      call(
        "time",
        () => Promise.reject(error),
        (it) => it,
      ),
    ).rejects.toThrow(
      /^x: time: GET https:\/\/x\.example\/time fetch failed: getaddrinfo ENOTFOUND x\.example; check the network$/,
    );
  });
});

describe("the gate", () => {
  it("shuts for a second, then twice as long each time, and for a second again after an answer", async () => {
    const { time, gate } = setup();
    const lengths = [];
    for (let i = 0; i < 8; i++) {
      lengths.push(gate.shut());
      await time.run(time.now() + 60_000);
    }
    expect(lengths).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1_000));
    gate.answered();
    expect(gate.shut()).toBe(1_000);
  });

  it("never opens sooner because of a shorter word", () => {
    const { gate } = setup();
    gate.shut(30_000);
    gate.shut(1_000);
    expect(gate.left()).toBe(30_000);
  });

  it("reads how long: seconds, a date, Binance's ban; nonsense is no word", () => {
    const now = Date.UTC(2024, 0, 1);
    expect(retryAfterOf({ "Retry-After": "7" }, "", now)).toBe(7_000);
    expect(retryAfterOf({ "Retry-After": new Date(now + 9_000).toUTCString() }, "", now)).toBe(9_000);
    expect(retryAfterOf(undefined, `IP banned until ${now + 5_000}. Please`, now)).toBe(5_000);
    for (const text of ["", "soon", "-1", "0", "1e9", "99999999999"])
      expect(retryAfterOf({ "Retry-After": text }, "", now)).toBeUndefined();
  });
});

describe("a key that is turned away after it has worked", () => {
  it("is unclear at first, as Binance's bans look the same, and a refusal the third time", async () => {
    const account = { updateTime: 1, balances: [{ asset: "BTC", free: "1", locked: "0" }] };
    let isValid = true;
    const { exchange } = await stubbed({ id: "binance", answer: () => (isValid ? account : DENIED.clone()) });
    await exchange.balances();
    isValid = false;
    const outcomes = [];
    for (let i = 0; i < 3; i++) outcomes.push(await exchange.balances().catch((error: { code: string }) => error.code));
    expect(outcomes).toEqual(["EXCHANGE_UNCLEAR", "EXCHANGE_UNCLEAR", "EXCHANGE_REFUSAL"]);
  });
});

describe("an order that was given up while it waited behind another request", () => {
  it("does not leave afterwards", async () => {
    let release = () => {};
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    const posts: Sent[] = [];
    // gate asks what kind of account it is before its first order
    const { exchange } = await stubbed({
      id: "gate",
      options: { deadlineMs: 1_000 },
      accountKind: () => waiting,
      answer: (sent) => {
        posts.push(sent);
        return {};
      },
    });
    const outcome = exchange.submit({ ...ORDER, type: "limit", limitPrice: 100 });
    await expect(outcome).rejects.toThrow(/no answer within/);
    release();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(posts).toEqual([]);
  });
});
