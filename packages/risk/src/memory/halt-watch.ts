import type { Halt, PortfolioView } from "@bellwether/core";
import { WeekSchedule } from "../session/week-schedule.js";
import type { RiskConfig } from "../settings/config.js";
import type { DayWatch } from "./day-watch.js";

/** Looks at every close whether trading must halt. Where nothing is near, that is two comparisons. */
export class HaltWatch {
  readonly #maxDrawdown: number;
  readonly #dailyLoss: number;
  readonly #flatten: boolean;
  readonly #schedule: WeekSchedule | null;
  readonly #day: DayWatch | null;
  /** Before this time a drawdown is all there is to look at. */
  #idleUntil: number;

  constructor(config: RiskConfig, day: DayWatch | null) {
    const { maxDrawdown, dailyLoss, flattenOnHalt, sessions, sessionEnd, weekend } = config;
    this.#maxDrawdown = maxDrawdown;
    this.#dailyLoss = dailyLoss ?? Number.NaN;
    this.#flatten = flattenOnHalt;
    this.#day = day;
    const flattens = weekend === "flatten" || (sessions !== undefined && sessionEnd === "flatten");
    this.#schedule = flattens ? new WeekSchedule(config) : null;
    this.#idleUntil = day === null && !flattens ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }

  inspect(portfolio: PortfolioView, time: number): Halt | null {
    if (portfolio.drawdown <= this.#maxDrawdown && time < this.#idleUntil) return null;
    return this.#look(portfolio, time);
  }

  #look({ drawdown, equity }: PortfolioView, time: number): Halt | null {
    const limit = this.#maxDrawdown;
    const dayResult = this.#day === null ? 0 : this.#day.see(time, equity);
    // a graver reason must not keep what the session's end, or the weekend, closes
    const flatten = this.#flatten || this.#schedule?.isFlat(time) === true;
    if (!(drawdown <= limit)) return { rule: "maxDrawdown", limit, observed: drawdown, flatten };
    if (this.#day !== null && !(-dayResult <= this.#dailyLoss)) {
      const { ends: until } = this.#day;
      return { rule: "dailyLoss", limit: this.#dailyLoss, observed: -dayResult, flatten, until };
    }
    return this.#schedule === null ? null : this.#session(this.#schedule, time);
  }

  #session(schedule: WeekSchedule, time: number): Halt | null {
    if (!schedule.isFlat(time)) {
      if (this.#day === null) this.#idleUntil = schedule.changesAt(time);
      return null;
    }
    const until = schedule.opensAt(time);
    const halt = { rule: "session", limit: until, observed: time, flatten: true } as const;
    return Number.isNaN(until) ? halt : { ...halt, until };
  }
}
