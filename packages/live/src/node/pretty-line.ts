/** A JSON line of the log for people: `13:00:01.250 WARN  no answer  {"symbol":"BTC/USDT"}`. Holds no control characters. */
export function prettyLine(json: string): string {
  const { time, level, message, details } = JSON.parse(json) as Readonly<Record<string, unknown>>;
  const head = `${String(time).slice(11, 23)} ${String(level).toUpperCase().padEnd(5)} ${String(message)}`;
  const text = details === undefined ? head : `${head}  ${JSON.stringify(details)}`;
  return `${text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")}\n`;
}
