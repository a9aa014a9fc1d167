import fc from "fast-check";
import { expect, it } from "vitest";
import * as z from "zod";
import { ConfigError } from "./config-error.js";
import { parseConfig } from "./parse-config.js";
import { RunConfig } from "./run-config.js";
import { secret } from "./secret.js";

const VALID = `# a run
mode: paper
exchange: { id: binance, symbols: [BTC/USDT, ETH/USDT], timeframe: 1h }
plugins: ['@a/b', "./c.ts"]
strategies:
  - type: ema-cross
    params: &params
      fast: 12
      note: |
        two
        lines
  - { type: other, params: *params, symbols: [ETH/USDT] }
account: { startingBalance: 10000, quote: USDT }
backtest:
  from: 2024-01-01
  fees: { maker: 0.0002 }
instruments:
  BTC/USDT: { tick: 0.01 }
`;
const FRAGMENTS = [
  ..."{}[]:,-?&*!|>'\"%@`#~ \n\t",
  "__proto__: { polluted: 1 }",
  "constructor: { prototype: { polluted: 1 } }",
  "<<: *params",
  "&a [*a]",
  "!!js/function x",
  ".nan",
  "1e999",
  "99999999999999999999",
  "---\n",
  "...",
  "%YAML 1.1",
  `\${HOME}`,
  "\uFEFF",
  "\u0000",
  "\u2028",
  "\r\n",
];

const NUMBER_OF_ISSUES_TO_CHECK = 20;

/** A frozen config, or a ConfigError whose every issue has a place; nothing else, whatever the text. */
function checkText(text: string, schema: z.ZodType = RunConfig): "accepted" | "refused" {
  try {
    const { value } = parseConfig(text, schema, { file: "f.yaml" });
    const frozen = (part: unknown): boolean =>
      typeof part !== "object" || part === null || (Object.isFrozen(part) && Object.values(part).every(frozen));
    expect(frozen(value)).toBe(true);
    return "accepted";
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const lines = text.split(/\r\n|[\n\r]/).length;
    expect(error.issues.length).toBeGreaterThan(0);
    for (const { file, line, column, message } of error.issues.slice(0, NUMBER_OF_ISSUES_TO_CHECK)) {
      expect(file).toBe("f.yaml");
      expect(message).toMatch(/\S/);
      expect(message).not.toContain("\0");
      expect(line).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines);
      expect(column).toBeGreaterThanOrEqual(1);
    }
    return "refused";
  } finally {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  }
}

const mutated = fc
  .array(
    fc.record({
      at: fc.nat(VALID.length),
      cut: fc.nat(12),
      put: fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ maxLength: 8, unit: "binary" }), fc.constant("")),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((edits) => edits.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), VALID));

it("accepts the text that the mutations start from", () => expect(checkText(VALID)).toBe("accepted"));

it("answers any mutation of a valid text with a frozen config or located issues", () => {
  fc.assert(
    fc.property(mutated, (text) => void checkText(text)),
    { numRuns: 3_000 },
  );
});

it("answers any pile of YAML fragments likewise", () => {
  const pile = fc.array(fc.constantFrom(...FRAGMENTS, "a", "b: ", "1", "exchange: "), { maxLength: 60 });
  fc.assert(
    fc.property(pile, (parts) => void checkText(parts.join(""))),
    { numRuns: 3_000 },
  );
});

it("answers any bytes and any string likewise", () => {
  const bytes = fc.uint8Array({ maxLength: 400 }).map((data) => new TextDecoder().decode(data));
  fc.assert(
    fc.property(fc.oneof(bytes, fc.string({ unit: "binary" })), (text) => void checkText(text)),
    { numRuns: 2_000 },
  );
});

it("answers any JSON for any kind of schema likewise", () => {
  const schema = z.strictObject({
    a: z.union([z.literal("x"), z.int(), z.strictObject({ b: z.array(z.url()).max(2) })]).optional(),
    c: z
      .discriminatedUnion("t", [z.strictObject({ t: z.literal(1) }), z.strictObject({ t: z.literal(2), s: secret() })])
      .optional(),
    d: z.record(z.enum(["p", "q"]), z.tuple([z.string().email(), z.number().multipleOf(3)])).optional(),
    e: z.intersection(z.looseObject({ f: z.boolean() }), z.looseObject({ g: z.iso.date() })).optional(),
    h: z.xor([z.string().startsWith("a"), z.string().endsWith("z")]).optional(),
  });
  const key = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "p", "s", "t", "toString");
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom("x", "az", 1, 2, null, true, `\${X}`, "2024-01-01", 1.5),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(key, tie("any"), { maxKeys: 5 }),
    ),
  })).any;
  const document = fc.dictionary(key, value, { maxKeys: 6 });
  fc.assert(
    fc.property(document, (data) => void checkText(JSON.stringify(data), schema)),
    { numRuns: 3_000 },
  );
});
