import { expect, it } from "vitest";
import { Ledger, LedgerError, quoteScale } from "./ledger.js";

it("opens the books of an asset once, with the digits it was first asked for", () => {
  const ledger = new Ledger();
  const usdt = ledger.open("USDT", 8);
  expect([ledger.open("USDT", 4), ledger.open("BTC", 99).scale]).toEqual([usdt, 18]);
  expect(() => ledger.open("USDT", 9)).toThrow(new LedgerError("USDT is open already with 8 digits, 9 were asked for"));
  ledger.deposit(usdt, 12.5);
  expect([usdt.free, usdt.units("deposit"), usdt.sum]).toEqual([12.5, -1_250_000_000n, 0n]);
});

it("gives the quote currency the digits that price × quantity × fee rate needs, 18 at most", () => {
  expect(quoteScale(2, 5, 1, 0.001, 0.00075)).toBe(2 + 5 + 5);
  expect(quoteScale(2, 5, 0.001)).toBe(2 + 5 + 3);
  expect(quoteScale(8, 8, 1, 0.001)).toBe(18);
});
