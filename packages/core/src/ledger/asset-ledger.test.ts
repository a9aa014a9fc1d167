import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AssetLedger, LEDGER_ACCOUNTS, type LedgerAccount } from "./asset-ledger.js";

const account = fc.constantFrom(...LEDGER_ACCOUNTS);
const units = fc.oneof(
  fc.integer({ min: -1e6, max: 1e6 }),
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
);

describe("the books of an asset", () => {
  it("sum to zero after every posting, and hold what pure bigints would, doubles or not", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(account, account, units), { maxLength: 40 }), (postings) => {
        const ledger = new AssetLedger("USDT", 2);
        const none = LEDGER_ACCOUNTS.map((name) => [name, 0n]);
        const exact: Record<LedgerAccount, bigint> = Object.fromEntries(none);
        for (const [from, to, amount] of postings.filter(([from, to]) => from !== to)) {
          ledger.post(from, to, amount);
          exact[from] -= BigInt(amount);
          exact[to] += BigInt(amount);
          expect(ledger.sum).toBe(0n);
          for (const name of LEDGER_ACCOUNTS) expect(ledger.units(name)).toBe(exact[name]);
          expect(ledger.free).toBe(Number(exact.wallet) / 100);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("go on in bigints where doubles would lose a unit", () => {
    const ledger = new AssetLedger("SHIB", 0);
    ledger.post("deposit", "wallet", Number.MAX_SAFE_INTEGER);
    ledger.post("deposit", "wallet", 1);
    ledger.post("deposit", "wallet", 1);
    expect(ledger.units("wallet")).toBe(9_007_199_254_740_993n);
  });

  it("take no posting that is no whole number", () => {
    const ledger = new AssetLedger("USDT", 2);
    for (const amount of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => ledger.post("deposit", "wallet", amount)).toThrow(RangeError);
    expect([ledger.sum, ledger.units("wallet")]).toEqual([0n, 0n]);
  });
});
