import type { EventBus } from "@bellwether/core";
import type { RunNotice } from "./options.js";

type Tell = (level: RunNotice["level"], kind: RunNotice["kind"], message: string, details?: unknown) => void;

/** Says in words what happens on the bus of a run and that a person may want to know. */
export function tellNotices(
  bus: EventBus,
  { account }: { readonly account: { readonly quote: string } },
  tell: Tell,
): void {
  bus.on("fill", (fill) => {
    const { side, quantity, symbol, price } = fill;
    tell("info", "fill", `${side === "buy" ? "bought" : "sold"} ${quantity} ${symbol} at ${price}`, { ...fill });
  });
  bus.on("position", (_position, { strategy, symbol }, trade) => {
    if (trade === null) return;
    const result = `${trade.pnl >= 0 ? "+" : ""}${trade.pnl.toFixed(2)} ${account.quote}`;
    tell(
      "info",
      "trade",
      `${strategy} has closed its ${trade.side} trade in ${symbol}: ${result} (${trade.exitReason})`,
      {
        ...trade,
      },
    );
  });
  bus.on("order", (order) => {
    if ("status" in order && order.status === "rejected" && order.reason !== "dust")
      tell("warn", "order-rejected", `${order.symbol}: an order was rejected: ${order.reason ?? "no reason given"}`, {
        ...order,
      });
  });
  bus.on("order", (order) => {
    if ("status" in order && order.status === "unknown")
      tell("warn", "order-unknown", `${order.symbol}: not known yet whether the exchange has an order`, { ...order });
  });
  bus.on("halt", (halt) => {
    const { rule, limit, observed, flatten } = halt;
    if (rule === "halted") return; // a person: told by whoever asked
    tell("error", "halt", `halted by ${rule}: ${observed} against ${limit}${flatten ? "; positions leave" : ""}`, {
      ...halt,
    });
  });
  bus.on("resume", () => tell("info", "resume", "trading goes on"));
}
