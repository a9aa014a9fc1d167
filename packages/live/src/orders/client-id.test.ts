import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExchangeUnsuitableError } from "../exchange/errors.js";
import { clientIdOf, isOurs } from "./client-id.js";

const ID = "trend:BTC/USDT:1704067200000:entry:1";

describe("clientIdOf", () => {
  it("is the same for the same order, and another for another account, order or attempt", () => {
    const id = clientIdOf("main", ID, 1);
    expect(clientIdOf("main", ID, 1)).toBe(id);
    const others = [clientIdOf("other", ID, 1), clientIdOf("main", `${ID}x`, 1), clientIdOf("main", ID, 2)];
    expect(new Set([id, ...others]).size).toBe(4);
  });

  it("never changes: an order that a run of today sends must be found by a run of tomorrow", () => {
    // made apart from this code: base 32 (0-9, a-v) of the first 120 bits of SHA-256, as Python's hashlib has it
    expect(clientIdOf("main", ID, 1)).toBe("bw1ln40-v7iuiefpc722urlepd81mdoa");
  });

  it("fits every exchange: at most 32 of a-z, 0-9 and -, whatever the names", () =>
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary" }),
        fc.integer({ min: 18, max: 64 }),
        (account, id, length) => {
          const made = clientIdOf(account, id, 1, length);
          expect(made).toMatch(/^[a-z0-9-]+$/);
          expect(made).toHaveLength(Math.min(32, length));
          expect(isOurs(made, account)).toBe(true);
        },
      ),
    ));

  it("does not meet itself: 20,000 bars of one strategy have 20,000 ids, also where only 18 characters are taken", () => {
    const ids = new Set<string>();
    for (let i = 0; i < 20_000; i++) ids.add(clientIdOf("main", `s:BTC/USDT:${i * 60_000}:entry:1`, 1, 18));
    expect(ids.size).toBe(20_000);
  });

  it("refuses an exchange whose ids are too short to be unique", () => {
    expect(() => clientIdOf("main", ID, 1, 17)).toThrow(ExchangeUnsuitableError);
    expect(() => clientIdOf("main", ID, 1, Number.NaN)).toThrow(ExchangeUnsuitableError);
  });
});

describe("isOurs", () => {
  it("tells orders of this account from those of others, and of strangers", () => {
    const id = clientIdOf("main", ID, 1);
    expect(isOurs(id, "main")).toBe(true);
    expect(isOurs(id, "second")).toBe(false);
    expect(isOurs("", "main")).toBe(false);
    expect(isOurs("web_0123456789abcdef", "main")).toBe(false);
  });
});
