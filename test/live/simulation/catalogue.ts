import { instantiate, type StrategyDefinition } from "@bellwether/core";
import type { LaneSpec, LiveLane } from "@bellwether/live";
import { strategies } from "@bellwether/strategies";
import { randomSignals } from "./random-signals.js";
import type { LanePlan } from "./scenario.js";

const definitions = new Map<string, StrategyDefinition>([...strategies, randomSignals].map((it) => [it.id, it]));

/** A strategy of a run file, made. */
export function laneOf({ type, params, stream }: LanePlan, lane: number): LiveLane {
  const made = instantiate(definitions.get(type)!, params);
  return { name: `${type}-${lane}`, type, params: made.params, stream, artifacts: {}, strategy: made.strategy };
}

/** The strategy that a journal describes. */
export const strategyOf = ({ type, params }: LaneSpec) => instantiate(definitions.get(type)!, params).strategy;
