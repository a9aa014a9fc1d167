import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadGridError, decimalPlaces, decimalUnits, Grid } from "./grid.js";

/** A decimal written out, as an integer of 10^-scale: independent of doubles. */
function exact(text: string, scale: number): bigint {
  const [, sign, whole, part = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text)!;
  const shift = scale - part.length + Number(exponent);
  const digits = BigInt(whole + part);
  const units = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return sign === "-" ? -units : units;
}

const SCALE = 400;
const step = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 12 }))
  .map(([count, places]) => Number(`${count}e-${places}`));
const value = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.double({ min: 0, max: 1e15, noNaN: true }),
  fc.tuple(fc.integer(), fc.integer({ min: 0, max: 12 })).map(([count, places]) => Number(`${count}e-${places}`)),
);

describe("rounding to a grid", () => {
  it("is exact in decimals, whatever doubles make of them", () => {
    fc.assert(
      fc.property(step, value, (size, x) => {
        const grid = new Grid(size);
        const s = exact(String(size), SCALE);
        const v = exact(String(x), SCALE);
        const floor = v >= 0n || v % s === 0n ? v / s : v / s - 1n;
        const ceil = floor * s === v ? floor : floor + 1n;
        fc.pre(floor < 2n ** 53n && floor > -(2n ** 53n));
        expect(grid.floor(x) + 0).toBe(Number(floor));
        expect(grid.ceil(x) + 0).toBe(Number(ceil));
        fc.pre(Math.abs(Number(ceil)) * size < 1e15 / 10 ** grid.places);
        const nearest = 2n * (v - floor * s) >= s ? floor + 1n : floor;
        expect(exact(String(grid.nearest(x)), SCALE)).toBe(nearest * s);
        expect(exact(String(grid.down(x)), SCALE)).toBe(floor * s);
        expect(exact(String(grid.up(x)), SCALE)).toBe(ceil * s);
      }),
      { numRuns: 3_000 },
    );
  });

  it("leaves multiples where they are", () => {
    fc.assert(
      fc.property(step, fc.integer({ min: 0, max: 1e12 }), (size, count) => {
        const grid = new Grid(size);
        fc.pre(size * count < 1e15 / 10 ** grid.places);
        const multiple = grid.value(count);
        for (const round of [grid.down(multiple), grid.up(multiple), grid.nearest(multiple)])
          expect(round).toBe(multiple);
        expect([grid.floor(multiple), grid.ceil(multiple)]).toEqual([count, count]);
      }),
    );
  });

  it.each([
    [0.1, 0.3, "floor", 3], // 0.3 / 0.1 is 2.9999999999999996 in doubles
    [0.1, 0.1 + 0.2, "floor", 3],
    [0.1, 0.1 + 0.2, "ceil", 4], // 0.30000000000000004 is a hair above
    [0.01, 1.15, "floor", 115],
    [0.01, 4.35, "ceil", 435],
    [1e-8, 0.00000003, "floor", 3],
    [1e-8, 21_000_000, "floor", 2_100_000_000_000_000],
    [0.5, 0.9999999999999999, "floor", 1],
    [5, -7, "floor", -2],
    [5, -7, "ceil", -1],
  ] as const)("a step of %d and %d: %s is %d", (size, x, round, count) => {
    expect(new Grid(size)[round](x)).toBe(count);
  });

  it("decides ties on the decimals that are written: 1.005 is half-way, though its double is below", () => {
    expect(new Grid(0.01).nearest(1.005)).toBe(1.01);
    expect(new Grid(0.01).nearest(-1.005)).toBe(-1);
  });

  it("is NaN for what is not finite", () => {
    const grid = new Grid(0.01);
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      for (const round of ["floor", "ceil", "down", "up", "nearest"] as const) expect(grid[round](x)).toBeNaN();
  });

  it.each([0, -0.01, Number.NaN, Number.POSITIVE_INFINITY, 1e-23, 0.12345678901234568, "0.1" as never])(
    "refuses a step of %s",
    (size) => {
      expect(() => new Grid(size)).toThrow(BadGridError);
      expect(() => new Grid(size)).toThrow(/^a step is a positive decimal such as 0.01, got /);
    },
  );
});

describe("decimals of a double", () => {
  it("are those of its shortest text", () => {
    expect([1, 0.1, 1e-8, 1.5e-7, 1e21, 123.456, -0.25].map(decimalPlaces)).toEqual([0, 1, 8, 8, 0, 3, 2]);
  });

  it("become whole units exactly, cut towards zero beyond the scale", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 30 }), (x, scale) => {
        expect(decimalUnits(x, scale)).toBe(exact(String(x), scale));
      }),
      { numRuns: 2_000 },
    );
    // sixteen digits: several decimals share a double, its text is the one that counts
    fc.assert(
      fc.property(
        fc.integer({ min: 4e15, max: Number.MAX_SAFE_INTEGER }),
        fc.integer({ min: 0, max: 8 }),
        (n, scale) => {
          const x = n / 10 ** scale;
          expect(decimalUnits(x, scale)).toBe(exact(String(x), scale));
        },
      ),
      { numRuns: 2_000 },
    );
    expect(decimalUnits(-1.239, 2)).toBe(-123n);
  });

  it("do not exist for NaN and infinities", () => {
    for (const x of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => decimalUnits(x, 2)).toThrow(BadGridError);
  });
});
