import type { Logger } from "@bellwether/core";
import { isCcxtError } from "../error-chain.js";
import { errorText, type Redact } from "../redact.js";

let isInstalled = false;
const hearers = new Set<(error: unknown) => void>();

/**
 * Keeps Node alive when ccxt leaves a rejected promise behind, as its websockets do when a key is turned away. Installed
 * once a process; rejections that are not ccxt's end it as they would without.
 * @returns what stops the log from hearing of them
 */
export function filterRejections(log: Logger, redact: Redact): () => void {
  const hear = (error: unknown) => log.debug("ccxt left a rejection behind", { reason: errorText(error, redact) });
  hearers.add(hear);
  if (!isInstalled) {
    isInstalled = true;
    process.on("unhandledRejection", onRejection);
  }
  return () => void hearers.delete(hear);
}

function onRejection(reason: unknown): void {
  if (isCcxtError(reason)) {
    for (const hear of hearers) hear(reason);
    return;
  }
  // a listener keeps Node from ending the process: where it is the only one, it has to do so itself
  if (process.listenerCount("unhandledRejection") === 1) throw reason;
}
