import fc from "fast-check";
import { expect, it } from "vitest";
import { decimalText, scaled, scaledProduct, scaledText } from "./decimal-text.js";

it("writes 8 decimals, as Binance does, and never an exponent", () => {
  expect([0, 1, 0.1, 1e-7, 21_000_000, 1e20].map(decimalText)).toEqual([
    "0.00000000",
    "1.00000000",
    "0.10000000",
    "0.00000010",
    "21000000.00000000",
    "100000000000000000000.00000000",
  ]);
});

it("is read back as the same number, bit for bit", () => {
  const double = fc.double({ min: 1e-12, max: 1e20, noNaN: true });
  fc.assert(
    fc.property(double, (value) => {
      expect(decimalText(value)).toMatch(/^\d+\.\d{8,}$/);
      expect(Number(decimalText(value))).toBe(value);
    }),
    { numRuns: 2_000 },
  );
});

it("multiplies without losing a unit that can be written", () => {
  expect(scaledText(scaledProduct(scaled(0.29), scaled(100_000.07)))).toBe("29000.02030000");
  expect(scaledText(scaledProduct(scaled(0.00000001), scaled(0.5)))).toBe("0.00000000");
  expect(scaledText(scaled(-1.5))).toBe("-1.50000000");
});
