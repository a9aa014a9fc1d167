import type { ExchangeFill } from "@bellwether/live";
import { asFinite, asObject, asPositive, asText, asTime, isAbsent, unreadable } from "./check.js";
import { asSide } from "./check-order.js";

/** A trade of the account, as ccxt unifies it. @throws {ExchangeUnclearError} */
export function checkFill(answer: unknown): ExchangeFill {
  const trade = asObject(answer, "a trade");
  const { takerOrMaker } = trade;
  if (!isAbsent(takerOrMaker) && takerOrMaker !== "maker" && takerOrMaker !== "taker")
    unreadable("takerOrMaker is neither maker nor taker", takerOrMaker);
  return {
    id: asText(trade.id, "the trade's id"),
    exchangeId: asText(trade.order, "the order of a trade"),
    symbol: asText(trade.symbol, "the trade's symbol"),
    side: asSide(trade.side),
    price: asPositive(trade.price, "the trade's price"),
    quantity: asPositive(trade.amount, "the trade's amount"),
    fee: feeOf(trade.fee),
    liquidity: takerOrMaker ?? "taker", // the dearer, where it is not told
    time: asTime(trade.timestamp, "the trade's time"),
  };
}

function feeOf(value: unknown): ExchangeFill["fee"] {
  if (isAbsent(value)) return null;
  const fee = asObject(value, "the fee of a trade");
  if (isAbsent(fee.cost)) return null;
  return { asset: asText(fee.currency, "the currency of a fee", 32), amount: asFinite(fee.cost, "the fee of a trade") };
}
