import { WeekSchedule } from "../session/week-schedule.js";
import type { RiskConfig } from "../settings/config.js";
import { badInput } from "./bad-input.js";
import { correlatedExposure } from "./correlated-exposure.js";
import { dailyLoss } from "./daily-loss.js";
import { groupExposure } from "./group-exposure.js";
import { halted } from "./halted.js";
import type { Limit } from "./limit.js";
import { locks } from "./locks.js";
import { margin } from "./margin.js";
import { maxDrawdown } from "./max-drawdown.js";
import { maxExposure } from "./max-exposure.js";
import { maxLeverage } from "./max-leverage.js";
import { maxNotional } from "./max-notional.js";
import { maxPositions } from "./max-positions.js";
import { maxQuantity } from "./max-quantity.js";
import { maxRisk } from "./max-risk.js";
import { minConfidence } from "./min-confidence.js";
import { minRewardToRisk } from "./min-reward-to-risk.js";
import { minNotional, minQuantity } from "./minimums.js";
import { netExposure } from "./net-exposure.js";
import { type Approvals, orderRate } from "./order-rate.js";
import { placedExits } from "./placed-exits.js";
import { priceCollar } from "./price-collar.js";
import { session } from "./session.js";
import { noShortSelling } from "./short-selling.js";
import { staleData } from "./stale-data.js";
import { symbolExposure } from "./symbol-exposure.js";

/** A limit for a setting, where the setting is given. */
function given<T>(setting: T | undefined, create: (value: T) => Limit): readonly Limit[] {
  return setting === undefined ? [] : [create(setting)];
}

/** Settings that the limits of a run are made of, in the order in which they are asked; docs/risk.md shows it as a table. */
export function builtInLimits(config: RiskConfig, approvals: Approvals): readonly Limit[] {
  const { sessions, weekend } = config;
  const signal = [
    badInput,
    ...given(config.maxDataAgeMs, staleData),
    // these two halt as well: the reason says more than that there is a halt
    ...(sessions === undefined && weekend === "hold" ? [] : [session(new WeekSchedule(config))]),
    ...given(config.dailyLoss, dailyLoss),
    halted(config.maxDrawdown),
    maxDrawdown(config.maxDrawdown),
    ...given(config.protections, () => locks),
    ...given(config.orderRate, ({ orders, perMs }) => orderRate(orders, perMs, approvals)),
    ...given(config.maxPositions, maxPositions),
    ...given(config.minConfidence, minConfidence),
    ...(config.allowShort ? [] : [noShortSelling]),
    ...given(config.priceCollar, priceCollar),
    placedExits,
    ...given(config.minRewardToRisk, minRewardToRisk),
  ];
  const size = [
    ...given(config.maxRisk, maxRisk),
    maxExposure(config.maxExposure),
    ...given(config.netExposure, netExposure),
    ...given(config.symbolExposure, symbolExposure),
    ...given(config.groups, groupExposure),
    ...given(config.correlatedExposure, correlatedExposure),
    margin(config.maxMargin),
  ];
  const order = [
    ...given(config.maxQuantity, maxQuantity),
    ...given(config.maxNotional, maxNotional),
    ...given(config.maxLeverage, maxLeverage),
    minQuantity,
    minNotional(config.minNotional),
  ];
  return [...signal, ...size, ...order];
}
