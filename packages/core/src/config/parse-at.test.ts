import { expect, it } from "vitest";
import * as z from "zod";
import { redactConfig } from "./describe-config.js";
import { parseAt, parseParts } from "./parse-at.js";
import { parseConfig } from "./parse-config.js";
import { deferred, secret } from "./secret.js";

const run = z.strictObject({ list: z.array(z.strictObject({ params: deferred().optional() })) });
const params = z.strictObject({ fast: z.int().min(1).default(12), slow: z.int().min(2), key: secret().optional() });
const parse = (text: string) => parseConfig(text, run, { file: "f.yaml", env: { KEY: "hidden" } });

it("checks a part with its own schema and gives it frozen", () => {
  const part = parseAt(parse(`list:\n  - params: { slow: 26, key: "\${KEY}" }`), ["list", 0, "params"], params);
  expect(part.value).toEqual({ fast: 12, slow: 26, key: "hidden" });
  expect(Object.isFrozen(part.value)).toBe(true);
  expect(redactConfig(part).key).toBe("***");
});

it("takes a part that the file leaves out as an empty mapping", () => {
  expect(parseAt(parse("list: [{}]"), ["list", 0, "params"], params.partial()).value).toEqual({ fast: 12 });
});

it("reports the violations of all parts together, at their places in the file", () => {
  const resolved = parse("list:\n  - params:\n      fast: 0\n      slw: 3\n  - {}\n");
  const parts = [0, 1].map((i) => ({ path: ["list", i, "params"], schema: params }));
  expect(() => parseParts(resolved, parts)).toThrow(
    [
      "4 problems in the configuration:",
      "  f.yaml:2:5  list[0].params.slow: is missing; expected a number",
      "  f.yaml:3:13  list[0].params.fast: must be at least 1, found the number 0",
      '  f.yaml:4:7  list[0].params.slw: unknown key. Did you mean "slow"?',
      "  f.yaml:5:5  list[1].params.slow: is missing; expected a number",
    ].join("\n"),
  );
});

it("masks in the whole what only a part knows to be secret", () => {
  const resolved = parse("list:\n  - params: { slow: 26, key: literal-secret }");
  const part = parseAt(resolved, ["list", 0, "params"], params);
  expect(redactConfig(resolved, part)).toEqual({ list: [{ params: { slow: 26, key: "***" } }] });
});
