import type { StrategyDefinition } from "@bellwether/core";
import { bollingerReversion } from "./bollinger-reversion/bollinger-reversion.js";
import { buyAndHold } from "./buy-and-hold/buy-and-hold.js";
import { donchianBreakout } from "./donchian-breakout/donchian-breakout.js";
import { emaCross } from "./ema-cross/ema-cross.js";
import { emaRsiScalping } from "./ema-rsi-scalping/ema-rsi-scalping.js";
import { ichimokuCloud } from "./ichimoku-cloud/ichimoku-cloud.js";
import { macdTrend } from "./macd-trend/macd-trend.js";
import { multiTimeframeTrend } from "./multi-timeframe-trend/multi-timeframe-trend.js";
import { relativeStrength } from "./relative-strength/relative-strength.js";
import { smaCross } from "./sma-cross/sma-cross.js";
import { supertrend } from "./supertrend/supertrend.js";

export {
  bollingerReversion,
  buyAndHold,
  donchianBreakout,
  emaCross,
  emaRsiScalping,
  ichimokuCloud,
  macdTrend,
  multiTimeframeTrend,
  relativeStrength,
  smaCross,
  supertrend,
};

/** Every strategy that ships, by id. */
export const strategies: readonly StrategyDefinition[] = [
  bollingerReversion,
  buyAndHold,
  donchianBreakout,
  emaCross,
  emaRsiScalping,
  ichimokuCloud,
  macdTrend,
  multiTimeframeTrend,
  relativeStrength,
  smaCross,
  supertrend,
];
