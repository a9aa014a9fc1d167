import { CST, Lexer, type LineCounter, Parser } from "yaml";
import type { YamlLimits } from "./yaml-limits.js";

export interface BoundedTokens {
  readonly tokens: readonly CST.Token[];
  /** Set where a limit was met; the tokens are then incomplete. */
  readonly overflow?: { readonly offset: number; readonly message: string };
}

/** Lexemes that one value may take: indicator, key, colon, tag, anchor and the value, with their markers; not blanks and comments. */
const LEXEMES_PER_NODE = 8;

/**
 * Syntax tokens of a text, read one lexeme at a time so that a limit stops the work where it is met.
 * The library composes nested collections by recursion: a text of brackets alone would use up the stack and the memory.
 */
export function boundedTokens(text: string, limits: YamlLimits, lines: LineCounter): BoundedTokens {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    const offset = parser.offset;
    tokens.push(...parser.next(lexeme));
    if (!/^[ \t\r\n#]/.test(lexeme)) lexemes++;
    if (lexemes > limits.nodes * LEXEMES_PER_NODE)
      return { tokens, overflow: { offset, message: `holds more than ${limits.nodes} values` } };
    if (parser.stack.length > limits.depth && parser.stack.filter(CST.isCollection).length > limits.depth)
      return { tokens, overflow: { offset, message: `nests deeper than ${limits.depth} levels` } };
  }
  tokens.push(...parser.end());
  return { tokens };
}
