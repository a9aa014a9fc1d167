import { createHash } from "node:crypto";

/** SHA-256 as 64 hex digits, at once: the registry is synchronous. */
export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
