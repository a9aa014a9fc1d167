import { expect, it } from "vitest";
import { ClassWeights, classWeights } from "./class-weights.js";

const names = ["SHORT", "FLAT", "LONG"];
const y = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2];

it("balances classes: 6, 3 and 1 rows weigh 0.5556, 1.1111 and 3.3333", () => {
  expect([...classWeights("balanced", y, names)]).toEqual([10 / 18, 10 / 9, 10 / 3]);
});

it("balances among the classes that occur", () => {
  expect([...classWeights("balanced", [0, 0, 0, 2], names)]).toEqual([4 / 6, 0, 4 / 2]);
});

it("takes weights by name; those not named weigh 1", () => {
  expect([...classWeights({ LONG: 3, SHORT: 0.5 }, y, names)]).toEqual([0.5, 1, 3]);
  expect([...classWeights(null, y, names)]).toEqual([1, 1, 1]);
});

it("refuses the name of a class that there is not", () => {
  expect(() => classWeights({ LNOG: 2 }, y, names)).toThrow(
    'classWeights names the class "LNOG"; the label has SHORT, FLAT, LONG',
  );
});

it.each([{ LONG: 0 }, { LONG: -1 }, "even", 3])("refuses %j", (weights) => {
  expect(ClassWeights.safeParse(weights).success).toBe(false);
});
