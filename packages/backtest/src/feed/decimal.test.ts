import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecimalScanner, decimalOf } from "./decimal.js";

const scan = (text: string) => {
  const scanner = new DecimalScanner();
  return { value: scanner.scan(new TextEncoder().encode(`${text},`), 0), stop: scanner.stop };
};

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((list) => list.join(""));

describe("DecimalScanner", () => {
  it("reads what Number reads, to the last bit, or leaves it to others", () => {
    fc.assert(
      fc.property(digits(0, 18), digits(0, 24), fc.boolean(), (whole, fraction, pointed) => {
        fc.pre(whole !== "" || (pointed && fraction !== ""));
        const text = pointed ? `${whole}.${fraction}` : whole;
        const { value, stop } = scan(text);
        if (Number.isNaN(value)) expect(whole.length + fraction.length).toBeGreaterThan(15);
        else expect([value, stop]).toEqual([Number(text), text.length]);
      }),
      { numRuns: 20_000 },
    );
  });

  it("reads every price of up to 15 digits itself", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999_999_999 }),
        fc.integer({ min: 0, max: 15 }),
        (value, places) => {
          const padded = String(value).padStart(places + 1, "0");
          const text = `${padded.slice(0, padded.length - places)}.${padded.slice(padded.length - places)}`;
          expect(scan(text).value).toBe(Number(text));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it("refuses where a quotient of inexact operands might round twice", () => {
    expect(scan("9007199254740993").value).toBeNaN();
    expect(scan("9007199254740991").value).toBe(9007199254740991);
    expect(scan("0.00000000000000000000001").value).toBeNaN();
  });

  it.each(["", ".", "-1", "+1", "abc", '"1"', " 1"])("takes %j for no plain decimal", (text) => {
    expect(scan(text).value).toBeNaN();
  });
});

describe("decimalOf", () => {
  it.each(["1", "1.", ".5", "-1.5", "+2", "1e5", "1.5E-7", "1e400", "00012", "0.30000000000000004"])(
    "reads %s",
    (text) => {
      expect(decimalOf(text)).toBe(Number(text));
    },
  );

  it.each(["", " ", ".", "e5", "0x10", "1_000", "1,000", "NaN", "Infinity", "-inf", "1e", "1 ", "१"])(
    "takes %j for no number",
    (text) => {
      expect(decimalOf(text)).toBeNaN();
    },
  );

  it("reads back every double that was written", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(decimalOf(Object.is(value, -0) ? "-0" : String(value))).toBe(value);
      }),
      { numRuns: 5_000 },
    );
  });
});
