import type { AccountListener, Watch } from "@bellwether/live";
import { asList, asObject } from "./check.js";
import { checkFill } from "./check-fill.js";
import { checkOrder, type FromWire } from "./check-order.js";
import type { CcxtInstance } from "./narrow.js";
import { keepSession, type SessionContext, type SessionPlan } from "./session.js";

/** A key that is turned away is so within this time; a socket that is still waiting then has been let in, ms. */
const SETTLE_MS = 1_000;

/**
 * Watches orders and, where the exchange has a stream for them, fills of some symbols. A message that cannot be read ends
 * the session: whoever listens asks for the state anew when it is connected again.
 */
export function watchAccount(
  instance: CcxtInstance,
  symbols: readonly string[],
  fromWire: FromWire,
  listener: AccountListener,
  context: Omit<SessionContext, "connected" | "lost">,
): Watch {
  const wanted = new Set(symbols);
  const each = (message: unknown, hear: (item: unknown, symbol: string) => void) => {
    for (const item of asList(message, "a message of the account")) {
      const { symbol } = asObject(item, "a message of the account");
      if (typeof symbol === "string" && wanted.has(symbol)) hear(item, symbol);
    }
  };
  const streams: SessionPlan["streams"][number][] = [];
  if (instance.has.watchOrders === true)
    streams.push({
      next: (it) => it.watchOrders(),
      hear: (message) => each(message, (item, symbol) => listener.order(checkOrder(item, symbol, fromWire))),
    });
  if (instance.has.watchMyTrades === true)
    streams.push({
      next: (it) => it.watchMyTrades(),
      hear: (message) => each(message, (item) => listener.fill(checkFill(item))),
    });
  if (streams.length === 0) {
    listener.lost(`${instance.id} has no stream of the account: it has to be asked`);
    return { close: async () => {} };
  }
  return keepSession(
    { streams, silenceMs: Number.POSITIVE_INFINITY, settleMs: SETTLE_MS },
    { ...context, connected: () => listener.connected(), lost: (reason) => listener.lost(reason) },
  );
}
