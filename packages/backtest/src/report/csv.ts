/**
 * Rows as RFC 4180: CRLF after each, quotes where needed. Texts that a spreadsheet would run as a formula
 * (beginning with `=`, `+`, `-` or `@`, blanks aside, or with a tab or carriage return) get an apostrophe in front; numbers stay numbers.
 */
export function csv(rows: Iterable<readonly (string | number | boolean | undefined)[]>): string {
  const lines: string[] = [];
  for (const row of rows) lines.push(`${row.map(field).join(",")}\r\n`);
  return lines.join("");
}

function field(value: string | number | boolean | undefined): string {
  if (typeof value !== "string") return value === undefined ? "" : String(value);
  const safe = /^(?:[\t\r]|[\s\p{Cc}]*[=+\-@])/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
