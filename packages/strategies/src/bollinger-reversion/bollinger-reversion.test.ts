import { describeStrategy } from "@bellwether/core/testing";
import { describe, expect, it } from "vitest";
import { after } from "../../test/bars.js";
import { bollingerReversion } from "./bollinger-reversion.js";

describeStrategy({ definition: bollingerReversion, params: [{}, { period: 40, deviations: 1.5 }] });

/** Swings of 1 around 100: middle 100, bands at 98 and 102. */
const swinging = Array.from({ length: 119 }, (_, i) => 100 + (i % 2 === 0 ? 1 : -1));

it("goes long when a close falls out of the bands, with a stop of three ATRs", () => {
  const signal = after(bollingerReversion, [...swinging, 90]);
  expect(signal).toMatchObject({ signal: "LONG", metadata: { entryPrice: 90 } });
  expect(signal?.metadata.slDistance).toBeCloseTo(3 * signal!.metadata.atr!, 9);
});

it("goes short when a close shoots out of the bands", () => {
  expect(after(bollingerReversion, [...swinging, 110])).toMatchObject({ signal: "SHORT" });
});

describe("between the bands", () => {
  it("keeps a long until the close is back at the middle", () => {
    expect(after(bollingerReversion, [...swinging, 99], { held: "long" })).toBeNull();
    expect(after(bollingerReversion, [...swinging, 101], { held: "long" })).toMatchObject({ signal: "FLAT" });
  });

  it("keeps a short until the close is back at the middle", () => {
    expect(after(bollingerReversion, [...swinging, 101], { held: "short" })).toBeNull();
    expect(after(bollingerReversion, [...swinging, 99], { held: "short" })).toMatchObject({ signal: "FLAT" });
  });

  it("has no opinion while flat", () => {
    expect(after(bollingerReversion, [...swinging, 101])).toBeNull();
  });
});
