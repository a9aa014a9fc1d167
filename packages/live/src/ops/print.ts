/** `-1,234.50`: commas between thousands; zero has no sign. */
export function decimal(value: number, digits = 2): string {
  const [whole = "", rest] = Math.abs(value).toFixed(digits).split(".");
  const text = rest === undefined ? grouped(whole) : `${grouped(whole)}.${rest}`;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

const grouped = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ",");

/** A quantity or price with up to eight decimals, and no zeros behind them. */
export function plainNumber(value: number): string {
  return decimal(value, 8).replace(/\.?0+$/, "");
}

const UNITS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
  [1, "ms"],
] as const;

/** `3 d 4 h`, `12 min 5 s`, `340 ms`: the two largest units of a time in ms. */
export function span(ms: number): string {
  if (!(Math.abs(ms) < Infinity)) return "?";
  const sign = ms < 0 ? "-" : "";
  const size = Math.abs(ms) < 10_000 ? Math.round(Math.abs(ms)) : Math.abs(ms);
  const at = UNITS.findIndex(([unit]) => size >= unit);
  if (at < 0) return "0 ms";
  const [unit, name] = UNITS[at]!;
  if (unit === 1_000 && size < 10_000) return `${sign}${(size / 1_000).toFixed(1)} s`;
  const next = UNITS[at + 1];
  const rest = next === undefined || unit === 1_000 ? 0 : Math.floor((size % unit) / next[0]);
  return `${sign}${Math.floor(size / unit)} ${name}${rest === 0 ? "" : ` ${rest} ${next![1]}`}`;
}

/** `182 MiB`. */
export function bytes(count: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB"];
  let size = count;
  let at = 0;
  for (; size >= 1_024 && at < units.length - 1; at++) size /= 1_024;
  return `${decimal(size, size >= 100 || at === 0 ? 0 : 1).replace(".0", "")} ${units[at]}`;
}

/** `2024-01-31 13:00`, UTC. */
export function minute(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString().slice(0, 16).replace("T", " ") : "?";
}

/** Without characters that move a cursor or paint a screen: names and reasons come from outside. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}

/** Cut to a width, with a mark that something is missing. */
function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** Lines of at most `width` characters, broken at spaces; words that are longer are broken too. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    let rest = word;
    while (rest.length + (line === "" ? 0 : line.length + 1) > width) {
      if (line === "") {
        line = rest.slice(0, width);
        rest = rest.slice(width);
      }
      lines.push(line);
      line = "";
    }
    line = line === "" ? rest : `${line} ${rest}`;
  }
  return [...lines, line];
}

/** Columns two spaces apart, numbers to the right; the widest texts are cut until a row fits the width. */
export function table(rows: readonly (readonly string[])[], align: string, width: number, indent = "  "): string[] {
  const widths = [...align].map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const total = () => indent.length + widths.reduce((sum, it) => sum + it, 0) + 2 * (widths.length - 1);
  while (total() > width && Math.max(...widths) > 3) widths[widths.indexOf(Math.max(...widths))]! -= 1;
  return rows.map((row) => {
    const cells = widths.map((size, column) => {
      const text = cut(row[column] ?? "", size);
      return align[column] === "r" ? text.padStart(size) : text.padEnd(size);
    });
    return (indent + cells.join("  ")).trimEnd();
  });
}
