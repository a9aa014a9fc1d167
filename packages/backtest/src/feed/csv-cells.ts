export const LF = 10;
export const CR = 13;
const QUOTE = 34;
const SPACE = 32;
const TAB = 9;
/** Longest cell that is turned into text in full; no number or name needs more. */
const MAX_TEXT = 1_024;

/** How a file parts its cells. */
export type Delimiter = "," | ";" | "\t";

/**
 * Index of the delimiter or line end after the cell at `at`. Quoted cells (RFC 4180) may hold both.
 * @param end - a line end stands there; returned when a quote is still open.
 */
export function cellEnd(bytes: Uint8Array, at: number, end: number, delimiter: number): number {
  let i = at;
  if (bytes[i] === QUOTE) {
    i++;
    while (i < end && !(bytes[i] === QUOTE && bytes[i + 1] !== QUOTE)) i += bytes[i] === QUOTE ? 2 : 1;
    if (i >= end) return end;
    i++;
  }
  for (let byte = bytes[i]!; byte !== delimiter && byte !== LF && byte !== CR; byte = bytes[i]!) i++;
  return i;
}

/** Whether the cell `bytes[from, to)` opens a quote and never closes it. */
export function isOpenQuote(bytes: Uint8Array, from: number, to: number): boolean {
  if (bytes[from] !== QUOTE) return false;
  let quotes = 0;
  for (let i = from; i < to; i++) if (bytes[i] === QUOTE) quotes++;
  return quotes % 2 === 1;
}

/** Line ends inside a quoted cell. */
export function linesInside(bytes: Uint8Array, from: number, to: number): number {
  let lines = 0;
  if (bytes[from] === QUOTE)
    for (let i = from; i < to; i++) if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) lines++;
  return lines;
}

/** The content of the cell `bytes[from, to)`: without blanks around it, without its quotes. */
export function cellRange(bytes: Uint8Array, from: number, to: number): [from: number, to: number] {
  let [first, after] = [from, to];
  while (first < after && (bytes[first] === SPACE || bytes[first] === TAB)) first++;
  while (after > first && (bytes[after - 1] === SPACE || bytes[after - 1] === TAB)) after--;
  return after - first >= 2 && bytes[first] === QUOTE && bytes[after - 1] === QUOTE
    ? [first + 1, after - 1]
    : [first, after];
}

const utf8 = new TextDecoder();

/** The content of a cell as text, doubled quotes undone, cut after a thousand bytes. */
export function cellText(bytes: Uint8Array, from: number, to: number): string {
  const [first, after] = cellRange(bytes, from, to);
  const last = Math.min(after, first + MAX_TEXT);
  // the mark keeps half a number from reading as a number
  if (last < after) return `${utf8.decode(bytes.subarray(first, last))}…`;
  if (last - first > 40) return utf8.decode(bytes.subarray(first, last)).replaceAll('""', '"');
  let text = "";
  for (let i = first; i < last; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE || byte > 126) return utf8.decode(bytes.subarray(first, last)).replaceAll('""', '"');
    text += String.fromCharCode(byte);
  }
  return text;
}

/** The delimiter that the line at `at` uses most, outside quotes; a comma if it uses none. */
export function guessDelimiter(bytes: Uint8Array, at: number): Delimiter {
  const counts = new Map<number, number>();
  for (let i = at; i < bytes.length && bytes[i] !== LF && bytes[i] !== CR; i++) {
    if (bytes[i] === QUOTE) for (i++; i < bytes.length - 1 && bytes[i] !== QUOTE; ) i++;
    else counts.set(bytes[i]!, (counts.get(bytes[i]!) ?? 0) + 1);
  }
  const count = (delimiter: Delimiter) => counts.get(delimiter.charCodeAt(0)) ?? 0;
  return ([",", ";", "\t"] as const).reduce((best, next) => (count(next) > count(best) ? next : best));
}
