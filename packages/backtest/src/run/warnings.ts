import type { Loop } from "@bellwether/core";
import type { SimulatedBroker } from "../broker/simulated-broker.js";
import type { Assignment } from "./assign.js";

/** What a reader should know before trusting a run. */
export function warningsOf(
  loop: Loop,
  broker: SimulatedBroker,
  riskWarmup: number,
  assignments: readonly Assignment[],
): string[] {
  const warnings: string[] = [...new Set(assignments.flatMap(({ lane }) => lane.strategy.notes ?? []))];
  for (const [reason, count] of loop.desk.rejections)
    warnings.push(`${count} ${count === 1 ? "order was" : "orders were"} rejected: ${reason}`);
  for (const { name, warmup, reported } of assignments) {
    const bars = loop.stores[loop.lanes.find((lane) => lane.strategy === name)!.stream]!.rows;
    if (Math.max(warmup, riskWarmup) > bars)
      warnings.push(
        `${name} on ${reported.symbol} never spoke: it needs ${Math.max(warmup, riskWarmup)} bars, the data has ${bars}`,
      );
  }
  const { drilled, undrilled } = broker;
  if (undrilled > 0)
    warnings.push(
      `${undrilled} of ${drilled + undrilled} bars that needed detail had none that agrees with them: there the pessimistic rule decided`,
    );
  const { dust, dustCount, liquidations, insured } = loop.portfolio.costs;
  const { quote } = loop.portfolio;
  if (dustCount > 0)
    warnings.push(
      `${dustCount} ${dustCount === 1 ? "remainder" : "remainders"} worth ${dust.toPrecision(3)} ${quote} too small to sell`,
    );
  if (liquidations > 0)
    warnings.push(`${liquidations} ${liquidations === 1 ? "position was" : "positions were"} liquidated`);
  const { uselessStops } = broker;
  if (uselessStops > 0)
    warnings.push(
      `${uselessStops === 1 ? "1 entry had its stop" : `${uselessStops} entries had their stop`} beyond the liquidation price, ` +
        "which comes first: less leverage or nearer stops would let them guard",
    );
  if (insured > 0)
    warnings.push(`losses of ${insured.toPrecision(3)} ${quote} went beyond the margin: the venue bore them`);
  return warnings;
}
