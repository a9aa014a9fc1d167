import type { SessionConfig } from "./session-config.js";
import { DAY_MS, DAYS, timeOfDayMs, WEEK_MS, weekStart, weekTimeMs } from "./week-time.js";

interface Span {
  /** Ms since the beginning of Monday; may lie before `from`, across the end of the week. */
  readonly from: number;
  readonly to: number;
}

/** A stretch of the week in which nothing changes. */
interface Stretch {
  readonly from: number;
  readonly open: boolean;
  readonly flat: boolean;
}

/** When entries are let in, and when nothing may be held, week after week in UTC. */
export class WeekSchedule {
  readonly #stretches: readonly Stretch[];

  constructor({ sessions, sessionEnd, weekend, weekendFrom, weekendTo }: SessionConfig) {
    const windows = sessions?.flatMap(({ days, from, to }) => days.map((day) => windowOn(day, from, to)));
    const weekends = weekend === "hold" ? [] : [{ from: weekTimeMs(weekendFrom), to: weekTimeMs(weekendTo) }];
    const edges = [...(windows ?? []), ...weekends].flatMap(({ from, to }) => [from, to]);
    const stretches = [...new Set([0, ...edges])]
      .sort((a, b) => a - b)
      .map((from): Stretch => {
        const inWindow = windows === undefined || windows.some((window) => holds(window, from));
        const inWeekend = weekends.some((span) => holds(span, from));
        const flat = inWeekend || (!inWindow && sessionEnd === "flatten");
        return { from, open: inWindow && !inWeekend, flat };
      });
    this.#stretches = stretches.filter(
      ({ open, flat }, i) => i === 0 || open !== stretches[i - 1]!.open || flat !== stretches[i - 1]!.flat,
    );
  }

  /** Whether entries are let in; not at a time that is not known. */
  isOpen(time: number): boolean {
    return this.#at(time)?.open === true;
  }

  /** Whether nothing may be held. */
  isFlat(time: number): boolean {
    return this.#at(time)?.flat === true;
  }

  /** The next time at which something changes, epoch ms UTC; Infinity for never. */
  changesAt(time: number): number {
    return this.#next(time, () => true) ?? Number.POSITIVE_INFINITY;
  }

  /** The next time at which entries are let in; NaN for never. */
  opensAt(time: number): number {
    return this.#next(time, ({ open }) => open) ?? Number.NaN;
  }

  #at(time: number): Stretch | undefined {
    const inWeek = time - weekStart(time);
    return this.#stretches.findLast(({ from }) => from <= inWeek);
  }

  #next(time: number, wanted: (stretch: Stretch) => boolean): number | undefined {
    const start = weekStart(time);
    const now = this.#at(time);
    const coming = [0, WEEK_MS].flatMap((week) =>
      this.#stretches.map((stretch) => ({ stretch, at: start + week + stretch.from })),
    );
    return coming.find(({ stretch, at }) => at > time && differs(stretch, now) && wanted(stretch))?.at;
  }
}

function windowOn(day: (typeof DAYS)[number], from: string, to: string): Span {
  const start = DAYS.indexOf(day) * DAY_MS;
  const [begins, ends] = [timeOfDayMs(from), timeOfDayMs(to)];
  return { from: start + begins, to: (start + (ends > begins ? ends : ends + DAY_MS)) % WEEK_MS };
}

function holds({ from, to }: Span, at: number): boolean {
  return from < to ? at >= from && at < to : at >= from || at < to;
}

/** A week ends and begins anew in the same state. */
function differs(a: Stretch, b: Stretch | undefined): boolean {
  return a.open !== b?.open || a.flat !== b?.flat;
}
