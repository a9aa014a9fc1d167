const LONGEST_MS = 7 * 86_400_000;

/**
 * How long an exchange asks for silence, ms: from the header (seconds, or a date), else from Binance's "banned until".
 * @param now - epoch ms of this machine
 */
export function retryAfterOf(headers: unknown, message: string, now: number): number | undefined {
  return plausible(fromHeader(header(headers, "Retry-After"), now) ?? fromMessage(message, now));
}

/** A header of ccxt's last answer. ccxt capitalises the names. */
export function header(headers: unknown, name: string): string | undefined {
  if (typeof headers !== "object" || headers === null) return undefined;
  const value = (headers as Record<string, unknown>)[name];
  return typeof value === "string" ? value : undefined;
}

function fromHeader(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  return Date.parse(text) - now;
}

function fromMessage(message: string, now: number): number | undefined {
  const match = /banned until (\d{13})/.exec(message);
  return match === null ? undefined : Number(match[1]) - now;
}

function plausible(ms: number | undefined): number | undefined {
  return ms !== undefined && ms > 0 && ms <= LONGEST_MS ? ms : undefined;
}
