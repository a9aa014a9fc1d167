import { sha256 as portableSha256 } from "@noble/hashes/sha2.js";
import { canonicalJson } from "./canonical-json.js";

/** The part of WebCrypto that hashing needs. */
export interface Digester {
  digest(algorithm: "SHA-256", data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

/** Absent from web pages that came over plain http. */
const platform = (globalThis as { crypto?: { subtle?: Digester } }).crypto?.subtle ?? null;

function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/**
 * SHA-256 as 64 lower-case hex digits; a text is hashed as UTF-8.
 * @param digester - by default the platform's; null takes the portable implementation, which gives the same digits.
 */
export async function sha256(data: Uint8Array | string, digester: Digester | null = platform): Promise<string> {
  // a copy: WebCrypto refuses bytes of shared memory, and the caller may change its own before the digest is done
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : Uint8Array.from(data);
  return hex(digester === null ? portableSha256(bytes) : new Uint8Array(await digester.digest("SHA-256", bytes)));
}

/** The digits of {@link sha256} at once, by the portable implementation: for short texts such as names and ids. */
export function sha256Hex(text: string): string {
  return hex(portableSha256(new TextEncoder().encode(text)));
}

/**
 * One digest for what decided a result: hashes of the data, the config without its secrets, code version, seed.
 * @param parts - plain data by name; the order of names does not count.
 * @throws {NotCanonicalError} if a part is no plain data.
 */
export function fingerprintOf(parts: Readonly<Record<string, unknown>>): Promise<string> {
  return sha256(canonicalJson(parts));
}
