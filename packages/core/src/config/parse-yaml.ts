import { Composer, LineCounter, type Node, type YAMLError } from "yaml";
import type { Place } from "../errors.js";
import { ConfigError, issueAt, MAX_ISSUES } from "./config-error.js";
import type { ConfigPath } from "./path.js";
import { placeOfKey, placeOfValue, type SourceNode } from "./source-map.js";
import { bytesText, controlCharacterAt, DEFAULT_LIMITS, utf8Bytes, type YamlLimits } from "./yaml-limits.js";
import { syntaxText } from "./yaml-syntax.js";
import { boundedTokens } from "./yaml-tokens.js";
import { readTree } from "./yaml-tree.js";

export interface ParseYamlOptions {
  /** The name that errors print. */
  readonly file: string;
  readonly limits?: Partial<YamlLimits> | undefined;
}

/** Plain data from a YAML text, and where each value stands in it. */
export interface ParsedYaml {
  readonly value: unknown;
  readonly source: SourceNode;
  /**
   * Place of the value at a path, or of its key; of the nearest one above where the text has none.
   * Lines and columns count from 1, columns in UTF-16 units.
   */
  locate(path: ConfigPath, part?: "value" | "key"): { line: number; column: number };
}

const OPTIONS = {
  version: "1.2",
  schema: "core",
  merge: false,
  resolveKnownTags: false,
  // the library compares every pair of keys; readTree checks them through a set
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: "silent",
} as const;

/** One error a line: what follows an error on its own line is an echo of it. */
function firstOfEachLine(errors: readonly YAMLError[], lines: LineCounter): YAMLError[] {
  const seen = new Set<number>();
  return errors.filter(({ pos }) => {
    const { line } = lines.linePos(pos[0]);
    return !seen.has(line) && seen.add(line);
  });
}

/**
 * Reads one YAML 1.2 document (core schema) as plain data. Refused, because each has bitten someone: duplicate,
 * non-text and prototype keys, merge keys (`<<`), several documents, unknown tags, control characters, `.nan`, `.inf`, whole numbers that a
 * double cannot hold, leading zeros, and whatever exceeds the limits. Anchors and aliases work; each alias is a copy.
 * An empty text gives null.
 * @throws {ConfigError} with every violation at once; the messages never repeat the text around a syntax error.
 */
export function parseYaml(text: string, { file, limits: given }: ParseYamlOptions): ParsedYaml {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const bytes = text.length > limits.bytes ? text.length : utf8Bytes(text);
  if (bytes > limits.bytes)
    throw new ConfigError([
      issueAt({ file }, [], `the text has ${bytesText(bytes)}; the limit is ${bytesText(limits.bytes)}`),
    ]);
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lines = new LineCounter();
  const placeAt = (offset: number): Place & { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return line === 0 ? { file, line: 1, column: 1 } : { file, line, column: col };
  };

  const control = controlCharacterAt(body);
  if (control >= 0) {
    const above = body.slice(0, control).split("\n");
    const place = { file, line: above.length, column: above.at(-1)!.length + 1 };
    throw new ConfigError([issueAt(place, [], "a control character", "is this a text file?")]);
  }
  const { tokens, overflow } = boundedTokens(body, limits, lines);
  if (overflow !== undefined) throw new ConfigError([issueAt(placeAt(overflow.offset), [], overflow.message)]);
  const documents = [...new Composer(OPTIONS).compose(tokens, true, body.length)];
  const [document, second] = documents;
  const broken = firstOfEachLine(
    documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]),
    lines,
  );
  const issues = broken.slice(0, MAX_ISSUES).map((error) => {
    const { message, hint } = syntaxText(error);
    return issueAt(placeAt(error.pos[0]), [], message, hint);
  });
  if (second !== undefined)
    issues.push(issueAt(placeAt(second.range[0]), [], "a second document starts here", "keep one document a file"));
  if (document?.directives.yaml.explicit === true && document.directives.yaml.version !== "1.2")
    issues.push(issueAt({ file, line: 1, column: 1 }, [], "a %YAML directive asks for a version other than 1.2"));
  if (issues.length > 0) throw new ConfigError(issues, Math.max(0, broken.length - MAX_ISSUES));

  const { value, source } = readTree((document?.contents ?? null) as Node | null, placeAt, limits, issues);
  if (issues.length > 0) throw new ConfigError(issues);
  return {
    value,
    source,
    locate(path, part = "value") {
      const { line, column } = (part === "key" ? placeOfKey : placeOfValue)(source, path);
      return { line: line ?? 1, column: column ?? 1 };
    },
  };
}
