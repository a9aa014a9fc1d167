import { expect, it } from "vitest";
import * as z from "zod";
import { describeConfig } from "./describe-config.js";
import { parseParts } from "./parse-at.js";
import { parseConfig } from "./parse-config.js";
import { deferred, secret } from "./secret.js";

const schema = z.strictObject({
  a: z.number().default(1),
  b: z.strictObject({ c: z.string(), list: z.array(z.number()).default([1, 2]) }),
  when: z
    .string()
    .transform((text) => text.length)
    .optional(),
  empty: z.array(z.string()).default([]),
  params: deferred().optional(),
});

it("names the origin of every value: file and place, --set, env or default", () => {
  const resolved = parseConfig("b:\n  c: x\nwhen: abc\n", schema, {
    file: "dir/f.yaml",
    overrides: [{ path: "a", value: "5" }],
  });
  expect(describeConfig(resolved)).toEqual([
    { path: "a", value: "5", from: "--set a" },
    { path: "b.c", value: '"x"', from: "dir/f.yaml:2:6" },
    { path: "b.list[0]", value: "1", from: "default" },
    { path: "b.list[1]", value: "2", from: "default" },
    { path: "when", value: "3", from: "dir/f.yaml:3:7" },
    { path: "empty", value: "[]", from: "default" },
  ]);
});

it("shows a part as its own schema resolved it, defaults and secrets included", () => {
  const resolved = parseConfig(`b: { c: x, list: [] }\nparams: { fast: 9, key: "\${KEY}" }`, schema, {
    file: "f.yaml",
    env: { KEY: "hidden" },
  });
  const params = z.strictObject({ fast: z.int(), slow: z.int().default(26), key: secret() });
  const parts = parseParts(resolved, [{ path: ["params"], schema: params }]);
  expect(describeConfig(resolved, ...parts).filter(({ path }) => path.startsWith("params"))).toEqual([
    { path: "params.fast", value: "9", from: "f.yaml:2:17" },
    { path: "params.slow", value: "26", from: "default" },
    { path: "params.key", value: "***", from: "env KEY" },
  ]);
});
