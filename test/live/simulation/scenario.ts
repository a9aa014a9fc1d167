import { createRng, type Rng } from "@bellwether/core";
import { calm, type FaultPlan, randomFaults, type SpellPlan, type StorageFault } from "@bellwether/live/testing";
import type { RiskOptions } from "@bellwether/risk";

export const MINUTE = 60_000;
/** Bars that strategies are warmed up with. */
export const WARM_BARS = 90;
/** Bars after the faults have stopped, within which everything must be in order. */
export const LIVENESS_BARS = 10;

/** How a process ends: at a time, at a call of its disk, as it sends its n-th order, or by a disk that fails. */
type Ending =
  | { readonly on: "time"; readonly afterMs: number; readonly leaves: "kill" | "power" | "stop" }
  | { readonly on: "storage"; readonly call: number; readonly leaves: "kill" | "power" }
  | { readonly on: "submit"; readonly call: number; readonly leaves: "kill" | "power" }
  | { readonly on: "fault"; readonly call: number; readonly fault: StorageFault; readonly leaves: "power" };

/** Something that a person does. */
export interface Command {
  readonly afterMs: number;
  readonly what: "pause" | "resume" | "flatten" | "swap";
  readonly handOff: "keep" | "adopt" | "flatten";
  /** Whether a swap is written into the run file, so that it outlives the process. */
  readonly stays: boolean;
}

/** A strategy as a run file has it. */
export interface LanePlan {
  readonly type: string;
  readonly params: unknown;
  readonly stream: number;
}

/** All that a seed decides beforehand. */
export interface Scenario {
  readonly mode: "paper" | "exchange";
  readonly symbols: readonly string[];
  readonly lanes: readonly LanePlan[];
  readonly risk: RiskOptions;
  readonly faults: FaultPlan;
  /** Bars until the faults stop. */
  readonly bars: number;
  readonly missing: number;
  readonly stops: "local" | "exchange";
  /** Share by which a close may leave the median of those before it without being held. */
  readonly spike: number;
  readonly segmentBytes: number;
  /** Longest that one call of the disk takes, ms. */
  readonly diskMs: number;
  readonly endings: readonly { readonly ending: Ending; readonly downMs: number }[];
  readonly commands: readonly Command[];
  readonly foreign: number;
  /** Whether the run must lead to what one without faults and crashes leads to. */
  readonly gentle: boolean;
}

const TYPES: readonly (readonly [type: string, params: unknown])[] = [
  ["sma-cross", { fast: 2, slow: 5 }],
  ["ema-cross", { fast: 2, slow: 4, atrPeriod: 3 }],
  ["bollinger-reversion", { period: 5, deviations: 1, atrPeriod: 3 }],
  ["donchian-breakout", { entry: 5, exit: 3, atrPeriod: 3 }],
];

export function scenarioOf(seed: number): Scenario {
  const rng = createRng(seed).fork("scenario");
  const mode = rng.int(2) === 0 ? "paper" : "exchange";
  const gentle = mode === "paper" && rng.int(3) === 0;
  const symbols = ["BTC/USDT", "ETH/USDT", "SOL/USDT"].slice(0, 1 + rng.int(3));
  const bars = 25 + rng.int(50);
  const faults = gentle ? calm : hurried(randomFaults(rng.fork("faults")));
  const tantrums = gentle || rng.int(2) === 0 ? 0 : 0.1 * rng.next();
  return {
    mode,
    symbols,
    lanes: lanesOf(rng, symbols.length, tantrums),
    risk: riskOf(rng),
    faults,
    bars,
    missing: rng.int(4) === 0 ? 0.03 : 0,
    stops: rng.int(3) === 0 ? "exchange" : "local",
    spike: !gentle && rng.int(3) === 0 ? 0.008 : 0.5,
    segmentBytes: rng.int(3) === 0 ? 16_384 : 1_048_576,
    diskMs: gentle ? 5 : [0, 5, 50, 500][rng.int(4)]!,
    endings: Array.from({ length: rng.int(6) }, () => ({
      ending: endingOf(rng, (bars * MINUTE) / 5),
      downMs: gentle ? 100 + rng.int(2_000) : Math.floor(100 + 300_000 * rng.next() ** 4),
    })),
    commands: gentle ? [] : Array.from({ length: rng.int(7) }, () => commandOf(rng, bars * MINUTE)),
    foreign: rng.int(3),
    gentle,
  };
}

export function anyLane(rng: Rng, stream: number, tantrums = 0): LanePlan {
  const isRandom = rng.int(3) > 0;
  const [type, params] = TYPES[rng.int(TYPES.length)]!;
  return isRandom
    ? { type: "random-signals", params: { seed: rng.int(1e6), tantrums }, stream }
    : { type, params, stream };
}

function lanesOf(rng: Rng, streams: number, tantrums: number): LanePlan[] {
  const lanes = [{ type: "random-signals", params: { seed: rng.int(1e6), tantrums }, stream: 0 }];
  for (let stream = 0; stream < streams; stream++)
    for (let more = rng.int(3); more > 0; more--) lanes.push(anyLane(rng, stream, tantrums) as (typeof lanes)[0]);
  return lanes;
}

function riskOf(rng: Rng): RiskOptions {
  const sizing =
    rng.int(2) === 0 ? { riskPerTrade: 0.002 + 0.01 * rng.next() } : { fixedFraction: 0.1 + 0.4 * rng.next() };
  return {
    ...sizing,
    stopLossAtr: 1 + rng.int(3),
    ...(rng.int(2) === 0 ? { takeProfitAtr: 2 } : {}),
    atrPeriod: 3,
    maxDrawdown: rng.int(4) === 0 ? 0.01 : 0.5,
    flattenOnHalt: rng.int(2) === 0,
    reentry: rng.int(2) === 0 ? "immediate" : "on-new-signal",
  };
}

function endingOf(rng: Rng, withinMs: number): Ending {
  const leaves = rng.int(5) === 0 ? "kill" : "power";
  const kind = rng.int(5);
  if (kind === 0) return { on: "storage", call: 1 + rng.int(150), leaves };
  if (kind === 1) return { on: "submit", call: 1 + rng.int(5), leaves };
  if (kind === 2)
    return {
      on: "fault",
      call: 10 + rng.int(200),
      fault: (["EIO", "ENOSPC", "EMFILE"] as const)[rng.int(3)]!,
      leaves: "power",
    };
  return { on: "time", afterMs: Math.floor(withinMs * rng.next()), leaves: rng.int(4) === 0 ? "stop" : leaves };
}

function commandOf(rng: Rng, withinMs: number): Command {
  const what = (["pause", "resume", "resume", "flatten", "swap", "swap", "swap"] as const)[rng.int(7)]!;
  const handOff = (["keep", "adopt", "flatten"] as const)[rng.int(3)]!;
  return { afterMs: Math.floor(withinMs * rng.next()), what, handOff, stays: rng.int(2) === 0 };
}

/** What a plan has in a day, in the hour that a run takes; spells in proportion. */
function hurried(plan: FaultPlan): FaultPlan {
  const often = ({ perDay, lengthMs: [least, most] }: SpellPlan): SpellPlan => ({
    perDay: 6 * perDay,
    lengthMs: [least / 6, most / 12],
  });
  return {
    ...plan,
    rateLimits: often(plan.rateLimits),
    maintenance: often(plan.maintenance),
    disconnects: often(plan.disconnects),
    stalls: often(plan.stalls),
    ruleChangesPerDay: 4 * plan.ruleChangesPerDay,
    feeAssetChangesPerDay: 4 * plan.feeAssetChangesPerDay,
    clockJumpsPerDay: 4 * plan.clockJumpsPerDay,
  };
}

/** The same without anything that goes wrong. */
export function calmScenario(scenario: Scenario): Scenario {
  return { ...scenario, faults: calm, endings: [], commands: [], diskMs: 0, gentle: false };
}
