import type { YAMLError } from "yaml";

interface SyntaxText {
  readonly message: string;
  readonly hint?: string;
}

const MISSING: readonly (readonly [RegExp, SyntaxText])[] = [
  [/quote/, { message: "a quoted text is not closed" }],
  [/followed by map values/, { message: "a key without a value", hint: "write `key: value`" }],
  [/without - indicator/, { message: "a list entry must start with `- `" }],
  [/Missing , /, { message: "a comma is missing between two entries" }],
  [/sequence.* end with|Flow sequence/, { message: "a list opened with [ is not closed" }],
  [/map.* end with|Flow map/, { message: "a mapping opened with { is not closed" }],
];

const TEXTS: Partial<Record<YAMLError["code"], SyntaxText>> = {
  TAB_AS_INDENT: { message: "a tab in the indentation", hint: "YAML indents with spaces only" },
  BAD_INDENT: { message: "the indentation does not fit the lines above", hint: "align it with its neighbours" },
  BAD_SCALAR_START: { message: "plain text cannot start with this character", hint: "put the value in quotes" },
  BLOCK_AS_IMPLICIT_KEY: {
    message: "a mapping starts inside a value",
    hint: "quote a text that holds `: `, or align the next line",
  },
  BLOCK_IN_FLOW: { message: "a comma is missing, or an indented block stands inside [ ] or { }" },
  MULTILINE_IMPLICIT_KEY: { message: "a key must stand on one line and end with a colon" },
  BAD_DQ_ESCAPE: { message: "an unknown escape in a double-quoted text", hint: "use single quotes, or \\\\ for \\" },
  BAD_DIRECTIVE: { message: "a line that starts with % is a directive, and this one is unknown" },
  TAG_RESOLVE_FAILED: { message: "a tag that this config does not know", hint: "remove the word that starts with !" },
  BAD_COLLECTION_TYPE: { message: "a tag that does not fit its value", hint: "remove the word that starts with !" },
  BAD_ALIAS: { message: "an anchor (&) or alias (*) without a usable name" },
  ALIAS_PROPS: { message: "an alias can have no anchor or tag of its own" },
  KEY_OVER_1024_CHARS: { message: "a key is longer than 1024 characters" },
  UNEXPECTED_TOKEN: { message: "text that cannot stand here", hint: "look for a missing quote, comma or line break" },
};

/** Says a syntax error of the library in our words, which never repeat the text: it may hold a secret. */
export function syntaxText({ code, message }: YAMLError): SyntaxText {
  if (code === "MISSING_CHAR" || code === "BAD_INDENT") {
    const known = MISSING.find(([pattern]) => pattern.test(message));
    if (known !== undefined) return known[1];
  }
  return TEXTS[code] ?? { message: "this is not valid YAML", hint: "look for a missing space, quote, comma or colon" };
}
