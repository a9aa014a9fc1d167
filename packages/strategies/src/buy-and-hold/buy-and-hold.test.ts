import { describeStrategy } from "@bellwether/core/testing";
import { expect, it } from "vitest";
import { after } from "../../test/bars.js";
import { buyAndHold } from "./buy-and-hold.js";

describeStrategy({ definition: buyAndHold });

it("is long from the first bar on, whatever happens", () => {
  expect(after(buyAndHold, [100])).toMatchObject({ signal: "LONG", metadata: { entryPrice: 100 } });
  expect(after(buyAndHold, [100, 50, 1], { held: "long" })).toMatchObject({ signal: "LONG" });
});

it("has no opinion on a bar without a price", () => {
  expect(after(buyAndHold, [100, Number.NaN])).toBeNull();
});
