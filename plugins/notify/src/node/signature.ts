import { createHmac } from "node:crypto";

/** HMAC-SHA256 of a text in hex. */
export function hmacSha256(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text, "utf8").digest("hex");
}
