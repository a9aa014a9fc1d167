/** One cell; undefined and null are empty, other data are written as JSON. */
export type Cell = unknown;

/** What a spreadsheet would run, wherever it stands: text that begins so gets an apostrophe in front. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@]|^[\t\r]/u;

/** A row as RFC 4180 has it: quotes where they are needed, CRLF at the end. Numbers keep every digit. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === undefined || cell === null) return "";
  if (typeof cell === "number") return Object.is(cell, -0) ? "-0" : String(cell);
  if (typeof cell === "boolean") return String(cell);
  const text = typeof cell === "string" ? cell : JSON.stringify(cell);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
