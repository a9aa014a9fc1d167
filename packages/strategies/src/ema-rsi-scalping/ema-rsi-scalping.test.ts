import { describeStrategy } from "@bellwether/core/testing";
import { describe, expect, it } from "vitest";
import { after, ramp } from "../../test/bars.js";
import { emaRsiScalping } from "./ema-rsi-scalping.js";

describeStrategy({ definition: emaRsiScalping, params: [{}, { fast: 5, slow: 40, rsiPeriod: 7, atrPeriod: 7 }] });

/** Two steps one way and one back: a trend that breathes, with an RSI near 100 * 2 / 3 when it moves up. */
function breathing(count: number, start: number, step: number): number[] {
  return Array.from({ length: count }, (_, i) => start + step * (Math.floor(i / 3) + [0, 1, 2][i % 3]!));
}

const up = breathing(120, 100, 1);
const down = breathing(120, 300, -1);

describe("in a rise that breathes", () => {
  it("goes long, with stop and target in ATRs", () => {
    const { signal, metadata } = after(emaRsiScalping, up)!;
    expect(signal).toBe("LONG");
    expect(metadata.rsi).toBeGreaterThan(50);
    expect(metadata.rsi).toBeLessThan(70);
    expect(metadata.slDistance).toBeCloseTo(1.5 * metadata.atr!, 9);
    expect(metadata.tpDistance).toBeCloseTo(3 * metadata.atr!, 9);
  });

  it("leaves once RSI falls below its midline", () => {
    const signal = after(emaRsiScalping, [...up, ...ramp(5, up.at(-1)! - 1, -1)]);
    expect(signal).toMatchObject({ signal: "FLAT", metadata: { reason: "EMAs and RSI disagree" } });
    expect(signal?.metadata.spread).toBeGreaterThan(0);
  });
});

it("goes short in a fall that breathes", () => {
  const { signal, metadata } = after(emaRsiScalping, down)!;
  expect(signal).toBe("SHORT");
  expect(metadata.rsi).toBeGreaterThan(30);
  expect(metadata.slDistance).toBeCloseTo(1.5 * metadata.atr!, 9);
});

describe("in a stretched trend", () => {
  const steep = ramp(120, 100, 1); // never a fall: RSI 100
  const plunge = ramp(120, 300, -1); // never a rise: RSI 0

  it("neither enters nor leaves", () => {
    expect(after(emaRsiScalping, steep)).toBeNull();
    expect(after(emaRsiScalping, steep, { held: "long" })).toBeNull();
    expect(after(emaRsiScalping, plunge)).toBeNull();
    expect(after(emaRsiScalping, plunge, { held: "short" })).toBeNull();
  });

  it("leaves a position that stands against it", () => {
    const turned = { signal: "FLAT", metadata: { reason: "trend turned" } };
    expect(after(emaRsiScalping, steep, { held: "short" })).toMatchObject(turned);
    expect(after(emaRsiScalping, plunge, { held: "long" })).toMatchObject(turned);
  });
});

it("refuses levels out of order", () => {
  const refusing = (params: object) => expect(() => after(emaRsiScalping, [], { params })).toThrow("must lie between");
  refusing({ oversold: 60 });
  refusing({ overbought: 40 });
});
