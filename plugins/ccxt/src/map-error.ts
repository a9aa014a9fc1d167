import { TradingError } from "@bellwether/core";
import { ExchangeRefusalError, ExchangeUnclearError, type RefusalKind } from "@bellwether/live";
import { errorChain } from "./error-chain.js";
import { errorText, type Redact } from "./redact.js";

/** What is known when a call fails. */
export interface FailedCall {
  /** What was asked for, in words that complete "binance: ...". */
  readonly what: string;
  readonly redact: Redact;
  /** Whether it may have changed something at the exchange. */
  readonly sends: boolean;
  /** How long the exchange asks everyone to wait, ms. */
  readonly retryAfterMs?: number | undefined;
  /** Times in a row that the exchange has turned the key away, this one included. */
  readonly denials: number;
}

/** Times in a row that a key may be turned away before that counts as an answer rather than a ban. */
const MOST_DENIALS = 3;

/** ccxt's classes, the narrowest first. */
const KINDS: readonly (readonly [name: string, kind: RefusalKind])[] = [
  ["AuthenticationError", "credentials"],
  ["BadSymbol", "bad-symbol"],
  ["InsufficientFunds", "insufficient-funds"],
  ["OrderImmediatelyFillable", "would-cross"],
  ["DuplicateOrderId", "duplicate-id"],
  ["OrderNotFound", "other"],
  ["OrderNotCached", "other"],
  ["InvalidOrder", "bad-order"],
];

/** Whether a key is turned away. Binance says so, and ccxt takes it for a ban, once the key has worked before. */
export function isDenial(error: unknown): boolean {
  return errorChain(error).includes("DDoSProtection") && /"code"\s*:\s*-2015\b/.test((error as Error).message);
}

/**
 * What a failed call means: a refusal where the exchange has said no, else unclear. Whatever ccxt did not throw on
 * purpose is unclear, and so is an order that met an error which ccxt's tables do not know.
 */
export function mapError(error: unknown, call: FailedCall): TradingError {
  if (error instanceof TradingError) return error;
  const chain = errorChain(error);
  const message = `${call.what}: ${ownWords(errorText(error, call.redact), call.what)}`;
  if (isDenial(error) && call.denials >= MOST_DENIALS) return new ExchangeRefusalError("credentials", message);
  const isRefusal = chain.includes("ExchangeError") && !chain.includes("ExchangeClosedByUser");
  if (!isRefusal || (call.sends && chain[0] === "ExchangeError"))
    return new ExchangeUnclearError(message + adviceOn(error), call.retryAfterMs);
  return new ExchangeRefusalError(kindOf(error as Error, chain), message);
}

function kindOf(error: Error, chain: readonly string[]): RefusalKind {
  const text = error.message;
  if (chain.includes("InvalidOrder") && /duplicate/i.test(text)) return "duplicate-id";
  const known = KINDS.find(([name]) => chain.includes(name));
  if (known !== undefined) return known[1];
  // Binance refuses an order below the minimum value with -1013, which ccxt files under BadRequest
  return chain.includes("BadRequest") && /-1013\b|filter failure/i.test(text) ? "bad-order" : "other";
}

/** ccxt begins with the name of the exchange; `what` has it already. */
function ownWords(text: string, what: string): string {
  const name = `${what.split(":", 1)[0]} `;
  return text.startsWith(name) ? text.slice(name.length) : text;
}

/** No answer has come, because no connection did. */
const UNREACHED = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH)\b/;

/** What to do, where trying again will not help. */
function adviceOn(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if (/\b(451|403)\b/.test(error.message)) return "; if it stays, the exchange does not serve this network or country";
  if (UNREACHED.test(error.message)) return "; check the network";
  if (/redirect/i.test(error.message)) return "; check the urls of exchange.options";
  return "";
}
