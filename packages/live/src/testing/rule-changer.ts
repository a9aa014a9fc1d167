import { createRng } from "@bellwether/core";
import { Spells } from "./spells.js";
import type { Venue, VenueMarket } from "./venue.js";
import type { VirtualTime } from "./virtual-time.js";
import type { Weather } from "./weather.js";

/** What rules become ten times of. */
const RULES = ["tick", "step", "minNotional"] as const;

export interface RuleChanger {
  /** Nothing changes any more; rules stay as they are. */
  stop(): void;
  /** Sets the machine's clock right. */
  mendClock(): void;
}

/** Changes a venue's rules and its fee asset, and the machine's clock, so often as the plan has it. */
export function ruleChanger(venue: Venue, timers: VirtualTime, weather: Weather): RuleChanger {
  const { plan } = weather;
  const rng = createRng(weather.seed).fork("changes");
  const original = new Map(venue.markets.map((it): [string, VenueMarket] => [it.symbol, it]));
  let isStopped = false;
  let paysOther = false;

  function changeRule(): void {
    const { symbol, ...now } = venue.markets[rng.int(venue.markets.length)]!;
    const rule = RULES[rng.int(RULES.length)]!;
    const first = original.get(symbol)![rule];
    venue.change({ rules: { symbol, [rule]: now[rule] === first ? tenTimes(first) : first } });
    weather.counts.ruleChanges++;
  }
  function changeFeeAsset(): void {
    paysOther = !paysOther;
    venue.change({ feeAsset: paysOther ? plan.feeAsset : null });
    weather.counts.feeAssetChanges++;
  }
  function changeClock(): void {
    timers.skew(rng.int(2 * plan.clockSkewMs + 1) - plan.clockSkewMs);
    weather.counts.clockJumps++;
  }
  function often(perDay: number, label: string, run: () => void): void {
    const spells = new Spells({ perDay, lengthMs: [0, 0] }, rng.fork(label), timers.true);
    const wait = () => {
      const { from } = spells.at(timers.true + 1);
      if (from === Number.POSITIVE_INFINITY) return;
      timers.after(from - timers.true, () => {
        if (isStopped) return;
        run();
        wait();
      });
    };
    wait();
  }

  often(plan.ruleChangesPerDay, "rules", changeRule);
  often(plan.feeAssetChangesPerDay, "fee-asset", changeFeeAsset);
  if (plan.clockSkewMs > 0) {
    changeClock();
    often(plan.clockJumpsPerDay, "clock", changeClock);
  }
  return {
    stop() {
      isStopped = true;
    },
    mendClock() {
      if (plan.clockSkewMs > 0) timers.skew(0);
    },
  };
}

/** In decimals: 10 × 0.07 is 0.7000000000000001 in doubles. */
function tenTimes(value: number): number {
  return Number((10 * value).toPrecision(15));
}
