import { BadBrokerError } from "./bad-broker-error.js";
import type { WorkingOrder } from "./working-order.js";

/** How long an order is on its way: a time, or so many bars of its stream. Cancels and changes take effect at once. */
export type Latency = { readonly ms: number } | { readonly bars: number };

/** @throws {BadBrokerError} for a latency that is negative, or not a whole number of bars. */
export function assertLatency(latency: Latency): void {
  if (
    "bars" in latency ? !(Number.isInteger(latency.bars) && latency.bars >= 0) : !(latency.ms >= 0 && latency.ms < 1e12)
  )
    throw new BadBrokerError(
      `latency is { ms } of 0 or more or { bars }, a whole number of 0 or more; got ${JSON.stringify(latency)}`,
    );
}

/** Sends an order on its way. */
export function dispatch(order: WorkingOrder, latency: Latency): void {
  if ("bars" in latency) order.wait = latency.bars;
  else order.arrival = order.request.sentAt + latency.ms;
}
