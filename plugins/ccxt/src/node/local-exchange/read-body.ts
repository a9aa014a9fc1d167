import type { IncomingMessage } from "node:http";

/** Longest body of a request, bytes. */
const MAX_BYTES = 65_536;

/** @returns null if it is too long or breaks off; it is read to its end either way, so that it can be answered */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes <= MAX_BYTES) chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return bytes <= MAX_BYTES ? Buffer.concat(chunks).toString("utf8") : null;
}
