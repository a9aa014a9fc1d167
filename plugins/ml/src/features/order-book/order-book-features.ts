import { rollingSum, sma } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { normalisedGap } from "../ops/degenerate.js";
import { difference, distance, product, ratioOrHalf, ratioOrZero, scaled } from "../ops/ops.js";
import { middle, sum } from "../ops/sum.js";
import { bookOrderFlow } from "./book-order-flow.js";
import { microPrice } from "./micro-price.js";

const QUOTES = ["bid", "ask", "bidQuantity", "askQuantity"];
const BPS = 1e4;

export const bookImbalance = defineFeature({
  name: "book-imbalance",
  group: "order-book",
  about: "(bid − ask) / (bid + ask) of the best quotes' quantities: −1 to 1; 0 if nothing stands there",
  needs: ["bidQuantity", "askQuantity"],
  warmup: () => 0,
  series: (df) => normalisedGap(df.column("bidQuantity"), df.column("askQuantity")),
});

export const bookPressure = defineFeature({
  name: "book-pressure",
  group: "order-book",
  about: "mean imbalance of the best quotes over the period: −1 to 1",
  needs: ["bidQuantity", "askQuantity"],
  params: [param("period", "bars averaged", 20)],
  warmup: (period = 20) => period - 1,
  series: (df, period = 20) => sma(normalisedGap(df.column("bidQuantity"), df.column("askQuantity")), period),
});

export const quotedSpreadBps = defineFeature({
  name: "quoted-spread-bps",
  group: "order-book",
  about: "best ask less best bid over their middle, in basis points",
  needs: ["bid", "ask"],
  warmup: () => 0,
  series(df) {
    const [bid, ask] = [df.column("bid"), df.column("ask")];
    return scaled(ratioOrZero(difference(ask, bid), middle(bid, ask)), 0, BPS);
  },
});

export const microPriceDistanceBps = defineFeature({
  name: "micro-price-distance-bps",
  group: "order-book",
  about: "micro-price, the quotes weighted by the other side's quantity, over their middle less 1, in basis points",
  needs: QUOTES,
  warmup: () => 0,
  series: (df) => scaled(distance(microPrice(df), middle(df.column("bid"), df.column("ask"))), 0, BPS),
});

export const depthRatio = defineFeature({
  name: "depth-ratio",
  group: "order-book",
  about:
    "bid depth over that of both sides, in the quantity that the columns bidDepth and askDepth sum up: 0 to 1; 1/2 if empty",
  needs: ["bidDepth", "askDepth"],
  warmup: () => 0,
  series(df) {
    const bids = df.column("bidDepth");
    return ratioOrHalf(bids, sum(bids, df.column("askDepth")));
  },
});

export const bookOrderFlowFeature = defineFeature({
  name: "book-order-flow",
  group: "order-book",
  about:
    "order-flow imbalance of the best quotes from bar to bar over the period, over the mean quantity of both sides per bar; 0 if empty",
  needs: QUOTES,
  params: [param("period", "bars", 1)],
  warmup: (period = 1) => period,
  series: (df, period = 1) =>
    ratioOrZero(
      rollingSum(bookOrderFlow(df), period),
      rollingSum(sum(df.column("bidQuantity"), df.column("askQuantity")), period),
    ),
});

/**
 * The columns hold the bar's last trade: `tradePrice`; `tradeSide`, 1 where the buyer took the offer and −1 where the seller
 * hit the bid; `bid` and `ask` as they stood before it.
 */
export const effectiveSpreadBps = defineFeature({
  name: "effective-spread-bps",
  group: "order-book",
  about: "2 · side · (trade price − middle) / middle of the last trade and the quotes before it, in basis points",
  needs: ["bid", "ask", "tradePrice", "tradeSide"],
  warmup: () => 0,
  series(df) {
    const gap = distance(df.column("tradePrice"), middle(df.column("bid"), df.column("ask")));
    return scaled(product(df.column("tradeSide"), gap), 0, 2 * BPS);
  },
});
