import { rollingSum } from "@bellwether/indicators";
import { defineFeature, param } from "../feature.js";
import { above, distance, product, ratioOrZero, shift } from "../ops/ops.js";
import { heldVolume } from "./held-volume.js";

const short = param("short", "bars whose volume counts as coins sold", 10);
const long = param("long", "bars before each of them whose volume counts as coins held", 100, { min: 2 });
const held = param("period", "bars whose volume counts as the coins held", 100, { min: 2 });

/** A proxy of the spent output profit ratio: what sellers get, over what those before them paid. */
export const soprProxy = defineFeature({
  name: "sopr-proxy",
  group: "on-chain-proxy",
  about:
    "proxy of SOPR − 1, from bars: turnover of `short` bars over its cost at the mean price paid before, less 1; 0 without volume",
  params: [short, long],
  warmup: (sold = 10, bought = 100) => sold + bought - 1,
  series(df, sold = 10, bought = 100) {
    const { basis, typical } = heldVolume(df, bought);
    return distance(
      rollingSum(product(df.volume, typical), sold),
      rollingSum(product(df.volume, shift(basis, 1)), sold),
    );
  },
});

/** A proxy of the share of coins that move at a loss. */
export const lossVolumeProxy = defineFeature({
  name: "loss-volume-proxy",
  group: "on-chain-proxy",
  about:
    "proxy of the volume spent at a loss, from bars: share of the volume of `short` bars traded below the mean price paid before: 0 to 1; 0 without volume",
  params: [short, long],
  warmup: (sold = 10, bought = 100) => sold + bought - 1,
  series(df, sold = 10, bought = 100) {
    const { basis, typical } = heldVolume(df, bought);
    const atLoss = product(df.volume, above(shift(basis, 1), typical));
    return ratioOrZero(rollingSum(atLoss, sold), rollingSum(df.volume, sold));
  },
});

/** A proxy of the share of supply in profit. */
export const supplyInProfitProxy = defineFeature({
  name: "supply-in-profit-proxy",
  group: "on-chain-proxy",
  about:
    "proxy of the supply in profit, from bars: share of the volume bought below the close: 0 to 1; 1/2 without volume",
  params: [held],
  warmup: (period = 100) => period - 1,
  series: (df, period = 100) => heldVolume(df, period).inProfit,
});

/** A proxy of the mean age of coins: low where most of what is held changed hands just now. */
export const coinAgeProxy = defineFeature({
  name: "coin-age-proxy",
  group: "on-chain-proxy",
  about:
    "proxy of the mean coin age, from bars: mean age of the volume as a share of the period: 0 to 1; 1/2 if even, and without volume",
  params: [held],
  warmup: (period = 100) => period - 1,
  series: (df, period = 100) => heldVolume(df, period).age,
});

/** A proxy of the share of large transfers: of volume that came in bars of far more than the mean. */
export const largeVolumeProxy = defineFeature({
  name: "large-volume-proxy",
  group: "on-chain-proxy",
  about:
    "proxy of the share of large transfers, from bars: share of the volume in bars of more than twice the mean volume: 0 to 1; 0 without volume",
  params: [held],
  warmup: (period = 100) => period - 1,
  series: (df, period = 100) => heldVolume(df, period).inLarge,
});
