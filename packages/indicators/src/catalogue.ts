import type { AnyIndicator } from "@bellwether/core";
import * as average from "./average/index.js";
import * as candlestick from "./candlestick/index.js";
import * as momentum from "./momentum/index.js";
import * as statistic from "./statistic/index.js";
import * as trend from "./trend/index.js";
import * as volatility from "./volatility/index.js";
import * as volume from "./volume/index.js";

function isIndicator(thing: unknown): thing is AnyIndicator {
  return typeof thing === "function" && "indicatorName" in thing;
}

/** Every indicator that ships, by name: what `bellwether list indicators` shows. */
export const catalogue: readonly AnyIndicator[] = [average, momentum, volatility, trend, volume, statistic, candlestick]
  .flatMap((group) => Object.values(group).filter(isIndicator))
  .sort((a, b) => (a.indicatorName < b.indicatorName ? -1 : 1));
