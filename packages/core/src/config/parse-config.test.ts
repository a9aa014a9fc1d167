import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ConfigError } from "./config-error.js";
import { parseConfig } from "./parse-config.js";

function complaint(text: string, schema: z.ZodType): string {
  try {
    parseConfig(text, schema, { file: "f.yaml" });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return "accepted";
}

const cost = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("fixed"), bps: z.number() }),
  z.strictObject({ kind: z.literal("none") }),
]);

describe("parseConfig says what is wrong in one plain line", () => {
  const risk = z.strictObject({
    risk: z.strictObject({ maxDrawdown: z.number().gt(0).lt(1), maxNotional: z.number().optional() }),
  });
  const one = (schema: z.ZodType) => z.strictObject({ a: schema });

  it.each<[string, z.ZodType, string, string]>([
    [
      "a misspelt key",
      risk,
      "risk:\n  maxDrawdown: 0.2\n  maxNotionl: 5",
      'f.yaml:3:3  risk.maxNotionl: unknown key. Did you mean "maxNotional"?',
    ],
    [
      "a key unlike any known one",
      risk,
      "risk: { maxDrawdown: 0.2, colour: red }",
      "f.yaml:1:27  risk.colour: unknown key; known keys: maxDrawdown, maxNotional",
    ],
    ["a missing key", risk, "risk: {}", "f.yaml:1:1  risk.maxDrawdown: is missing; expected a number"],
    ["an empty text", risk, "", "f.yaml:1:1  risk: is missing; expected a mapping (`key: value` lines)"],
    [
      "nothing where keys belong",
      risk,
      "risk:\n",
      "f.yaml:1:1  risk: expected a mapping (`key: value` lines), found nothing; indent its keys below it, or remove it",
    ],
    [
      "a list for a mapping",
      risk,
      "risk: [1]",
      "f.yaml:1:7  risk: expected a mapping (`key: value` lines), found a list",
    ],
    [
      "a root of another type",
      risk,
      "just text",
      'f.yaml:1:1  expected a mapping (`key: value` lines), found the text "just text"',
    ],
    [
      "a bound",
      risk,
      "risk: { maxDrawdown: 20 }",
      "f.yaml:1:22  risk.maxDrawdown: must be less than 1, found the number 20",
    ],
    [
      "a percentage",
      risk,
      "risk: { maxDrawdown: 20% }",
      'f.yaml:1:22  risk.maxDrawdown: expected a number, found the text "20%"; as a fraction that is 0.2',
    ],
    [
      "a quoted number",
      one(z.number()),
      'a: "5"',
      'f.yaml:1:4  a: expected a number, found the text "5"; remove the quotes',
    ],
    ["a fraction for a count", one(z.int()), "a: 1.5", "f.yaml:1:4  a: expected a whole number, found the number 1.5"],
    [
      "yes for true",
      one(z.boolean()),
      "a: yes",
      'f.yaml:1:4  a: expected true or false, found the text "yes"; YAML knows only true and false',
    ],
    [
      "a number for text",
      one(z.string()),
      "a: 5",
      "f.yaml:1:4  a: expected text, found the number 5; put it in quotes",
    ],
    [
      "one value for a list",
      one(z.array(z.string())),
      "a: BTC/USDT",
      'f.yaml:1:4  a: expected a list, found the text "BTC/USDT"; put it in [ ]',
    ],
    [
      "an entry of a list",
      one(z.array(z.number())),
      "a:\n  - 1\n  - x",
      'f.yaml:3:5  a[1]: expected a number, found the text "x"',
    ],
    [
      "a list that is too short",
      one(z.array(z.number()).min(1)),
      "a: []",
      "f.yaml:1:4  a: needs at least 1 entry, has 0",
    ],
    ["a text that is too long", one(z.string().max(3)), "a: abcd", "f.yaml:1:4  a: needs at most 3 characters, has 4"],
    [
      "a word that is no option",
      one(z.enum(["paper", "testnet", "live"])),
      "a: papr",
      'f.yaml:1:4  a: expected "paper" or "testnet" or "live", found the text "papr". Did you mean "paper"?',
    ],
    ["another literal", one(z.literal("x")), "a: 5", 'f.yaml:1:4  a: expected "x", found the number 5'],
    [
      "a union none of whose types fits",
      one(z.union([z.literal("auto"), z.number(), z.array(z.string())])),
      "a: true",
      'f.yaml:1:4  a: expected "auto" or a number or a list, found the value true',
    ],
    [
      "a union whose type fits but whose content does not",
      one(z.union([z.string(), z.array(z.string())])),
      "a: [x, 5]",
      "f.yaml:1:8  a[1]: expected text, found the number 5; put it in quotes",
    ],
    [
      "an unknown kind",
      one(cost),
      "a: { kind: fixd, bps: 1 }",
      'f.yaml:1:12  a.kind: expected "fixed" or "none", found the text "fixd". Did you mean "fixed"?',
    ],
    ["no kind", one(cost), "a: { bps: 1 }", 'f.yaml:1:1  a.kind: is missing; expected "fixed" or "none"'],
    [
      "a known kind with a key missing",
      one(cost),
      "a: { kind: fixed }",
      "f.yaml:1:1  a.bps: is missing; expected a number",
    ],
    [
      "a key of a record",
      one(z.record(z.string().regex(/^[a-z]+$/, "keys are lower case"), z.number())),
      "a: { b: 1, C: 2 }",
      "f.yaml:1:12  a.C: the key is not allowed: keys are lower case",
    ],
    ["a step", one(z.number().multipleOf(5)), "a: 7", "f.yaml:1:4  a: must be a multiple of 5, found the number 7"],
    [
      "a format",
      one(z.url()),
      "a: nowhere",
      'f.yaml:1:4  a: expected a URL, such as https://example.org, found the text "nowhere"',
    ],
    [
      "a rule with its own words",
      one(z.string().refine(() => false, "is out of fashion")),
      "a: x",
      "f.yaml:1:4  a: is out of fashion",
    ],
    [
      "a rule without words",
      one(z.string().refine(() => false)),
      "a: x",
      'f.yaml:1:4  a: is not allowed, found the text "x"',
    ],
    [
      "a value of many characters, clipped",
      one(z.number()),
      `a: ${"x".repeat(500)}`,
      `f.yaml:1:4  a: expected a number, found the text "${"x".repeat(58)}…`,
    ],
    ["a key of strange characters, quoted", z.strictObject({}), '"a\\nb": 1', 'f.yaml:1:1  "a\\nb": unknown key'],
  ])("%s", (_, schema, text, message) => expect(complaint(text, schema)).toBe(message));

  it("points into the anchored text for a value that came through an alias", () => {
    const schema = z.strictObject({ a: z.array(z.unknown()), b: z.array(z.number()) });
    expect(complaint("a: &x [1, no]\nb: *x", schema)).toBe('f.yaml:1:11  b[1]: expected a number, found the text "no"');
  });
});

describe("a union that tells its forms apart by a literal", () => {
  const schema = z.strictObject({
    a: z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("fixed"), bps: z.number().default(0) }),
      z.strictObject({ type: z.literal("share"), basis: z.number().default(0) }),
    ]),
  });

  it("names the known keys of the form that is meant, not those of its siblings", () => {
    expect(complaint("a: { type: fixed, basiss: 1 }", schema)).toBe(
      "f.yaml:1:19  a.basiss: unknown key; known keys: type, bps",
    );
    expect(complaint("a: { type: share, basiss: 1 }", schema)).toContain(
      'a.basiss: unknown key. Did you mean "basis"?',
    );
  });
});

describe("parseConfig", () => {
  const schema = z.strictObject({
    name: z.string(),
    nested: z.strictObject({ list: z.array(z.strictObject({ n: z.number() })), on: z.boolean().default(true) }),
  });

  it("gives the schema's output, frozen all the way down", () => {
    const { value } = parseConfig("name: x\nnested: { list: [{ n: 1 }] }", schema, { file: "f.yaml" });
    expect(value).toEqual({ name: "x", nested: { list: [{ n: 1 }], on: true } });
    for (const part of [value, value.nested, value.nested.list, value.nested.list[0]])
      expect(Object.isFrozen(part)).toBe(true);
  });

  it("reports every violation at once, in reading order, as data and as text", () => {
    try {
      parseConfig("nested:\n  list: [{ n: x, m: 1 }]\n  onn: true\n", schema, { file: "f.yaml" });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        code: "CONFIG",
        name: "ConfigError",
        issues: [
          { path: "name", line: 1, column: 1, file: "f.yaml" },
          { path: "nested.list[0].n", line: 2, column: 15, message: 'expected a number, found the text "x"' },
          { path: "nested.list[0].m", line: 2, column: 18, hint: "known keys: n" },
          { path: "nested.onn", line: 3, column: 3, message: 'unknown key. Did you mean "on"?' },
        ],
      });
    }
  });

  it("explains no more than a hundred violations, and counts the rest", () => {
    const text = `name: x\nnested: { list: [${"{ n: x },".repeat(250)}] }`;
    expect(complaint(text, schema).split("\n").at(-1)).toBe("  … and 150 more");
  });
});
