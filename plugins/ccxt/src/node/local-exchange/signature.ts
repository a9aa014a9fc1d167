import { createHmac, timingSafeEqual } from "node:crypto";
import { ApiError } from "./api-error.js";
import type { LocalKey, TimestampRule } from "./options.js";
import type { Parameters } from "./parameters.js";

/** What is checked of a signed request. */
interface SignedRequest {
  readonly apiKey: string | undefined;
  /** What was signed, to the letter: everything but the signature. */
  readonly payload: string;
  readonly parameters: Parameters;
}

export type CheckSignature = (request: SignedRequest) => void;

/** How far a timestamp may be ahead, ms. */
const AHEAD_MS = 1_000;
const USUAL_WINDOW_MS = 5_000;
const LONGEST_WINDOW_MS = 60_000;

/**
 * Binance's checks, in its order: key, mandatory parameters, window, time, signature.
 * @param clocks - what a timestamp is held against; it must fit one of them
 */
export function signatureChecker(keys: readonly LocalKey[], clocks: () => readonly number[]): CheckSignature {
  const secrets = new Map(keys.map(({ apiKey, secret }) => [apiKey, secret]));
  return ({ apiKey, payload, parameters }) => {
    if (!apiKey) throw new ApiError(401, -2014, "API-key format invalid.");
    const secret = secrets.get(apiKey);
    if (secret === undefined) throw new ApiError(401, -2015, "Invalid API-key, IP, or permissions for action.");
    parameters.required("timestamp");
    const signature = parameters.required("signature");
    const timestamp = parameters.whole("timestamp")!;
    const window = parameters.whole("recvWindow") ?? USUAL_WINDOW_MS;
    if (window > LONGEST_WINDOW_MS) throw new ApiError(400, -1131, "recvWindow must be less than 60000.");
    const now = clocks();
    if (!now.some((clock) => timestamp < clock + AHEAD_MS)) throw outOfTime("ahead");
    if (!now.some((clock) => timestamp < clock + AHEAD_MS && clock - timestamp <= window)) throw outOfTime("behind");
    const expected = createHmac("sha256", secret).update(payload).digest();
    const given = Buffer.from(/^[\da-f]{64}$/i.test(signature) ? signature : "", "hex");
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new ApiError(400, -1022, "Signature for this request is not valid.");
  };
}

/** What Binance answers to a request whose timestamp does not fit its clock. */
export function outOfTime(how: "ahead" | "behind"): ApiError {
  const why =
    how === "ahead"
      ? `Timestamp for this request was ${AHEAD_MS}ms ahead of the server's time.`
      : "Timestamp for this request is outside of the recvWindow.";
  return new ApiError(400, -1021, why);
}

/** The clocks that a timestamp may fit. @param machine - the machine's wall clock, epoch ms */
export function clocksOf(rule: TimestampRule, exchange: number, machine: number, skewMs: number): readonly number[] {
  return (rule === "exchange" ? [exchange] : [exchange, machine]).map((clock) => clock + skewMs);
}
