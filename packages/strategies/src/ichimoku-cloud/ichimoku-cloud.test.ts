import { describeStrategy } from "@bellwether/core/testing";
import { describe, expect, it } from "vitest";
import { after, ramp } from "../../test/bars.js";
import { ichimokuCloud } from "./ichimoku-cloud.js";

describeStrategy({ definition: ichimokuCloud, params: [{}, { conversion: 5, base: 13, span: 26 }] });

const rise = ramp(100, 100, 1);
const fall = ramp(100, 300, -1);

it("goes long high above the cloud of a rise", () => {
  expect(after(ichimokuCloud, rise)).toMatchObject({ signal: "LONG", metadata: { entryPrice: 199 } });
});

it("goes short far below the cloud of a fall", () => {
  expect(after(ichimokuCloud, fall)).toMatchObject({ signal: "SHORT", metadata: { entryPrice: 201 } });
});

it("is flat inside the cloud", () => {
  // over bar 100 the cloud reaches from 148.5, middle of bars 23 to 74, to 165.75
  expect(after(ichimokuCloud, [...rise, 155])).toMatchObject({
    signal: "FLAT",
    metadata: { reason: "inside the cloud" },
  });
});

describe("above the cloud, with the conversion line fallen below the base line", () => {
  const sinking = [...rise, ...ramp(14, 198, -1)]; // 185 at the end, with the cloud from 161 to 178.25

  it("keeps a long and enters nothing", () => {
    expect(after(ichimokuCloud, sinking)).toBeNull();
    expect(after(ichimokuCloud, sinking, { held: "long" })).toBeNull();
  });

  it("leaves a short", () => {
    expect(after(ichimokuCloud, sinking, { held: "short" })).toMatchObject({ signal: "FLAT" });
  });
});

it("refuses lines out of order", () => {
  expect(() => after(ichimokuCloud, [], { params: { conversion: 26 } })).toThrow(
    "conversion: must be shorter than base",
  );
  expect(() => after(ichimokuCloud, [], { params: { span: 20 } })).toThrow("span: must not be shorter than base");
});
