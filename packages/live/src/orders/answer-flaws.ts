import { clip, type Instrument, ORDER_TRANSITIONS } from "@bellwether/core";
import type { ExchangeFill, OrderSnapshot } from "../exchange/trading.js";

const STATUSES: readonly OrderSnapshot["status"][] = [
  "resting",
  "partly-filled",
  "filled",
  "cancelled",
  "expired",
  "rejected",
];

/** Why what an exchange says of an order cannot be believed; null if it can. An exchange class may have let it through. */
export function snapshotFlaw(snapshot: OrderSnapshot): string | null {
  if (typeof snapshot !== "object" || snapshot === null) return `no order: ${clip(snapshot)}`;
  const { exchangeId, clientId, symbol, side, status, quantity, filled, time } = snapshot;
  if (!isId(exchangeId)) return `an order whose id is ${clip(exchangeId)}`;
  if (typeof clientId !== "string") return `an order whose client id is ${clip(clientId)}`;
  if (!isId(symbol)) return `an order of the symbol ${clip(symbol)}`;
  if (side !== "buy" && side !== "sell") return `an order whose side is ${clip(side)}`;
  if (!STATUSES.includes(status)) return `an order whose status is ${clip(status)}`;
  if (!(isAmount(quantity) && quantity > 0)) return `an order for ${clip(quantity)}`;
  if (!(isAmount(filled) && filled <= quantity * (1 + 1e-9))) return `an order for ${quantity}, filled ${clip(filled)}`;
  if (status === "filled" && !(filled > 0)) return "an order that is filled with nothing";
  return isTime(time) ? null : `an order of the time ${clip(time)}`;
}

/** Why what an exchange calls a trade cannot be booked; null if it can. Fees below nothing are believed only of venues that rebate. */
export function fillFlaw(fill: ExchangeFill, { maker, taker }: Pick<Instrument, "maker" | "taker">): string | null {
  if (typeof fill !== "object" || fill === null) return `no trade: ${clip(fill)}`;
  const { id, exchangeId, symbol, side, price, quantity, fee, liquidity, time } = fill;
  if (!isId(id)) return `a trade whose id is ${clip(id)}`;
  if (!isId(symbol)) return `a trade of the symbol ${clip(symbol)}`;
  if (!isId(exchangeId)) return `a trade of an order whose id is ${clip(exchangeId)}`;
  if (side !== "buy" && side !== "sell") return `a trade whose side is ${clip(side)}`;
  if (!(isAmount(price) && price > 0)) return `a trade at ${clip(price)}`;
  if (!(isAmount(quantity) && quantity > 0)) return `a trade of ${clip(quantity)}`;
  if (liquidity !== "maker" && liquidity !== "taker") return `a trade as ${clip(liquidity)}`;
  if (!isTime(time)) return `a trade of the time ${clip(time)}`;
  if (fee === null) return null;
  if (typeof fee !== "object" || typeof fee.asset !== "string" || fee.asset === "")
    return `a trade with a fee in nothing`;
  const rebates = maker < 0 || taker < 0;
  return Number.isFinite(fee.amount) && (fee.amount >= 0 || rebates)
    ? null
    : `a trade with a fee of ${clip(fee.amount)}`;
}

/** Whether an order of this status has come to its end. */
export function isEnded({ status }: OrderSnapshot): boolean {
  return ORDER_TRANSITIONS[status].length === 0;
}

function isId(value: unknown): boolean {
  return typeof value === "string" && value !== "" && value.length <= 200;
}

function isAmount(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && Number.isFinite(value);
}

function isTime(value: unknown): boolean {
  return typeof value === "number" && value > 0 && value < 8.64e15;
}
