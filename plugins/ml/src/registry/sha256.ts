/** Hex digits of a SHA-256; handed in, so that this folder needs no Node. */
export type Sha256 = (bytes: Uint8Array) => string;
