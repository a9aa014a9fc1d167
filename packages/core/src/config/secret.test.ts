import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { ConfigError } from "./config-error.js";
import { describeConfig, redactConfig } from "./describe-config.js";
import { parseConfig } from "./parse-config.js";
import { deferred, secret } from "./secret.js";

const schema = z.strictObject({
  url: z.string().optional(),
  login: z.strictObject({ user: z.string().default("me"), key: secret() }).optional(),
  hook: z.union([z.literal("off"), secret()]).optional(),
  more: z.array(secret().describe("one of several")).optional(),
  params: deferred().optional(),
});
const CANARY = "c4n4ry-t0k3n";
const env = { KEY: CANARY, EMPTY: "" };
const parse = (text: string, as: z.ZodType = schema) => parseConfig(text, as, { file: "f.yaml", env });

function complaint(text: string, as?: z.ZodType): string {
  try {
    parse(text, as);
  } catch (error) {
    expect(inspect(error, { depth: 9 }), "no part of an error holds a secret").not.toContain(CANARY);
    return (error as ConfigError).message;
  }
  return "accepted";
}

describe("a secret", () => {
  it("comes from the environment, in whole or in part, wherever the schema declares one", () => {
    const text = `login: { key: "\${KEY}" }\nhook: https://x/\${KEY}/y\nmore: ["\${KEY}", literal]`;
    expect(parse(text).value).toMatchObject({
      login: { key: CANARY },
      hook: `https://x/${CANARY}/y`,
      more: [CANARY, "literal"],
    });
  });

  it.each([
    [
      "a variable that is not set",
      `login: { key: "\${NOPE}" }`,
      "f.yaml:1:15  login.key: the environment variable NOPE is not set",
    ],
    [
      "an empty variable",
      `login: { key: "\${EMPTY}" }`,
      "f.yaml:1:15  login.key: the environment variable EMPTY is not set",
    ],
    [
      "a name of Object",
      `login: { key: "\${toString}" }`,
      "f.yaml:1:15  login.key: the environment variable toString is not set",
    ],
    ["no name", `login: { key: "\${}" }`, `f.yaml:1:15  login.key: this names no environment variable; write \${NAME}`],
    [
      "an open brace",
      `login: { key: "\${KEY" }`,
      `f.yaml:1:15  login.key: this names no environment variable; write \${NAME}`,
    ],
    [
      "a place that is no secret",
      `url: http://x/\${KEY}`,
      `f.yaml:1:6  url: "\${KEY}" is read only in secrets, such as an API key; write the value itself`,
    ],
  ])("is refused: %s", (_, text, message) => expect(complaint(text)).toBe(message));

  it("leaves what a later schema checks as it is", () => {
    expect(parse(`params: { a: { b: "\${KEY}" } }`).value).toEqual({ params: { a: { b: `\${KEY}` } } });
  });

  it("never shows in a message: of a wrong type, in place of its mapping, or through a rule's own words", () => {
    expect(complaint("login: { key: 123456789 }")).toBe(
      "f.yaml:1:15  login.key: expected text, found a value that is kept secret; put it in quotes",
    );
    expect(complaint(`login: ${CANARY}`)).toMatch(/found a value that is kept secret/);
    const chatty = secret().refine(() => false, { error: ({ input }) => `${input} is too plain` });
    expect(complaint(`key: "\${KEY}"`, z.strictObject({ key: chatty }))).toBe("f.yaml:1:6  key: *** is too plain");
    expect(complaint(`key: ${CANARY}`, z.strictObject({ key: chatty }))).toBe("f.yaml:1:6  key: *** is too plain");
    const elsewhere = z
      .strictObject({ key: secret() })
      .refine(() => false, { error: ({ input }) => JSON.stringify(input) });
    expect(complaint(`key: "\${KEY}"`, elsewhere)).toBe('f.yaml:1:1  {"key":"***"}');
  });

  it("is masked in what is shown and journalled, also when it stands in the file", () => {
    const resolved = parse(`login: { key: "\${KEY}" }\nmore: [${CANARY}]`);
    expect(describeConfig(resolved)).toEqual([
      { path: "login.user", value: '"me"', from: "default" },
      { path: "login.key", value: "***", from: "env KEY" },
      { path: "more[0]", value: "***", from: "f.yaml:2:8" },
    ]);
    expect(redactConfig(resolved)).toEqual({ login: { user: "me", key: "***" }, more: ["***"] });
  });

  it("is the only variable that a resolved config holds", () => {
    const resolved = parseConfig("url: x", schema, { file: "f.yaml", env });
    expect(inspect(resolved, { depth: 9, showHidden: true })).not.toContain(CANARY);
  });
});
