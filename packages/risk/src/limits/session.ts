import { known } from "../decision/facts.js";
import type { WeekSchedule } from "../session/week-schedule.js";
import { type Limit, PASSES } from "./limit.js";

/** Opens nothing outside the session. Limit is the time at which it begins again, NaN for never. */
export function session(schedule: WeekSchedule): Limit {
  return {
    rule: "session",
    stage: "signal",
    check({ time }) {
      const now = known(time);
      return schedule.isOpen(now) ? PASSES : { limit: schedule.opensAt(now), observed: now };
    },
  };
}
