/**
 * Where an order stands. `sent`: on its way. `resting`: at the venue. `triggered`: its stop price was touched.
 * `partly-filled`: some of it. `unknown`: sent, and no answer came: only a look-up tells. The other four are final.
 */
export const ORDER_STATUSES = [
  "sent",
  "unknown",
  "resting",
  "triggered",
  "partly-filled",
  "filled",
  "cancelled",
  "expired",
  "rejected",
] as const;

export type OrderStatus = (typeof ORDER_STATUSES)[number];

/**
 * What may follow what, in every broker. A fill can outrun its acknowledgement, so `sent` may turn into anything; a cancel
 * can lose against a fill, which is why cancelling is a wish and no state. A status may repeat only as another partial fill.
 */
export const ORDER_TRANSITIONS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  sent: ["unknown", "resting", "triggered", "partly-filled", "filled", "cancelled", "expired", "rejected"],
  unknown: ["resting", "triggered", "partly-filled", "filled", "cancelled", "expired", "rejected"],
  resting: ["triggered", "partly-filled", "filled", "cancelled", "expired", "rejected", "unknown"],
  triggered: ["resting", "partly-filled", "filled", "cancelled", "expired", "rejected", "unknown"],
  "partly-filled": ["partly-filled", "filled", "cancelled", "expired", "unknown"],
  filled: [],
  cancelled: [],
  expired: [],
  rejected: [],
};

/** Whether an order has come to its end. */
export function isFinal(status: OrderStatus): boolean {
  return ORDER_TRANSITIONS[status].length === 0;
}
