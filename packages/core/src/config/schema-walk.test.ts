import { expect, it } from "vitest";
import * as z from "zod";
import { knownKeys, schemasAt } from "./schema-walk.js";
import { deferred, holdsSecret, isDeferred, isSecret, secret } from "./secret.js";

const wrapped = z.strictObject({
  plain: z.string(),
  optional: secret().optional().default("x").describe("wrapped"),
  list: z.array(z.union([z.number(), secret()])),
  pair: z.tuple([z.string(), secret()], z.number()),
  record: z.record(z.string(), z.strictObject({ key: secret() })),
  piped: secret().transform((text) => text.length),
  preprocessed: z.preprocess((value) => value, secret()),
  either: z.discriminatedUnion("t", [
    z.strictObject({ t: z.literal(1), a: secret() }),
    z.strictObject({ t: z.literal(2), b: z.string() }),
  ]),
  both: z.intersection(z.object({ a: secret() }), z.object({ b: z.string() })),
  later: deferred().describe("later").optional(),
});

it.each([
  [["plain"], false],
  [["optional"], true],
  [["list", 0], true],
  [["pair", 0], false],
  [["pair", 1], true],
  [["pair", 5], false],
  [["record", "any", "key"], true],
  [["piped"], true],
  [["preprocessed"], true],
  [["either", "a"], true],
  [["either", "b"], false],
  [["both", "a"], true],
  [["nowhere", "else"], false],
  [["toString"], false],
])("finds what is secret through every wrapper: %j is %j", (path, expected) =>
  expect(isSecret(schemasAt(wrapped, path))).toBe(expected),
);

it("knows what is left to others, and which keys a level has in all its forms", () => {
  expect(isDeferred(schemasAt(wrapped, ["later"]))).toBe(true);
  expect(isDeferred(schemasAt(wrapped, ["record"]))).toBe(false);
  expect(knownKeys(schemasAt(wrapped, ["either"]))).toEqual(["t", "a", "b"]);
});

it("comes to an end on a schema that holds itself", () => {
  const tree: z.ZodType = z.lazy(() => z.union([z.string(), tree, z.array(tree), z.strictObject({ key: secret() })]));
  expect(isSecret(schemasAt(tree, [0, 0, "key"]))).toBe(true);
  expect(holdsSecret(schemasAt(tree, [0]))).toBe(true);
  expect(holdsSecret(schemasAt(wrapped, ["plain"]))).toBe(false);
});
