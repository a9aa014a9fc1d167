import { candlestickFeatures } from "./candlestick/index.js";
import type { Feature } from "./feature.js";
import { microstructureFeatures } from "./microstructure/index.js";
import { momentumFeatures } from "./momentum/index.js";
import { onChainProxyFeatures } from "./on-chain-proxy/index.js";
import { orderBookFeatures } from "./order-book/index.js";
import { priceFeatures } from "./price/index.js";
import { regimeFeatures } from "./regime/index.js";
import { returnFeatures } from "./returns/index.js";
import { statisticalFeatures } from "./statistical/index.js";
import { technicalFeatures } from "./technical/index.js";
import { trendFeatures } from "./trend/index.js";
import { volatilityFeatures } from "./volatility/index.js";
import { volumeFeatures } from "./volume/index.js";
import { volumeProfileFeatures } from "./volume-profile/index.js";

/** Every feature that ships. */
export const shippedFeatures: readonly Feature[] = [
  ...priceFeatures,
  ...returnFeatures,
  ...trendFeatures,
  ...momentumFeatures,
  ...volumeFeatures,
  ...volatilityFeatures,
  ...microstructureFeatures,
  ...statisticalFeatures,
  ...regimeFeatures,
  ...onChainProxyFeatures,
  ...technicalFeatures,
  ...volumeProfileFeatures,
  ...candlestickFeatures,
  ...orderBookFeatures,
];
