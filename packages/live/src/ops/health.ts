import { span } from "./print.js";
import type { Status } from "./status.js";

/** How well a run is. `stopped`: it trades nothing new until the cause is gone. */
export type HealthLevel = "ok" | "degraded" | "stopped";

interface HealthReason {
  /** `ok`: worth a line in the log, and no more. */
  readonly level: HealthLevel;
  readonly kind: "data-age" | "clock" | "outage" | "journal" | "memory" | "lag" | "strategy" | "order-unknown";
  /** In words, on one line. */
  readonly text: string;
}

export interface Health {
  /** The worst of the reasons; `ok` without any. */
  readonly level: HealthLevel;
  /** The worst first. */
  readonly reasons: readonly HealthReason[];
}

/** Beyond these a run is no longer well. Times in ms. */
export interface HealthLimits {
  /** Bars, and time on top, that the newest bar of a stream may be old. */
  readonly dataAgeBars: number;
  readonly dataAgeMs: number;
  /** Clock offset that degrades, and that stops. */
  readonly clockWarnMs: number;
  readonly clockStopMs: number;
  /** How long an outage may last before it is more than a nuisance. */
  readonly outageMs: number;
  /** Resident memory that degrades, and that stops. */
  readonly memorySoftBytes: number;
  readonly memoryHardBytes: number;
  /** Event loop lag that is logged, and that degrades. */
  readonly lagLogMs: number;
  readonly lagWarnMs: number;
}

export const HEALTH_LIMITS: HealthLimits = {
  dataAgeBars: 2,
  dataAgeMs: 5_000,
  clockWarnMs: 1_000,
  clockStopMs: 5_000,
  outageMs: 900_000,
  memorySoftBytes: 1_073_741_824,
  memoryHardBytes: 2_147_483_648,
  lagLogMs: 250,
  lagWarnMs: 5_000,
};

const LEVELS: readonly HealthLevel[] = ["ok", "degraded", "stopped"];

/** What is wrong with a run. A value that is no number counts as beyond every limit; null is not known yet, and no reason. */
export function healthOf(status: Omit<Status, "health">, given: Partial<HealthLimits> = {}): Health {
  const limits = { ...HEALTH_LIMITS, ...given };
  const reasons: HealthReason[] = [];
  const add = (level: HealthLevel, kind: HealthReason["kind"], text: string) => reasons.push({ level, kind, text });
  /** The level of a value between two limits, or null below both. */
  const between = (value: number, low: number, high: number, levels: readonly [HealthLevel, HealthLevel]) =>
    value <= low ? null : value <= high ? levels[0] : levels[1];

  for (const { symbol, timeframe, ageMs, barMs } of status.streams) {
    if (ageMs === null || ageMs <= limits.dataAgeBars * barMs + limits.dataAgeMs) continue;
    add("degraded", "data-age", `${symbol} ${timeframe}: the newest bar closed ${span(ageMs)} ago`);
  }
  const { clockOffsetMs: offset, outage, journal, memory, loopLagMs } = status;
  const clock =
    offset === null ? null : between(Math.abs(offset), limits.clockWarnMs, limits.clockStopMs, ["degraded", "stopped"]);
  if (clock !== null) add(clock, "clock", `the clock is off by ${span(offset!)} from the exchange's`);
  if (outage !== null) {
    const lasting = status.at - outage.since;
    const beyond = lasting <= limits.outageMs ? "" : ", longer than it may be";
    add("degraded", "outage", `the exchange has not been reached for ${span(lasting)}${beyond}: ${outage.reason}`);
  }
  if (journal.failed !== null) add("stopped", "journal", `the journal cannot be written: ${journal.failed}`);
  const full = between(memory.rssBytes, limits.memorySoftBytes, limits.memoryHardBytes, ["degraded", "stopped"]);
  if (full !== null) add(full, "memory", `${Math.round(memory.rssBytes / 1_048_576)} MiB of memory are in use`);
  const lag = loopLagMs === null ? null : between(loopLagMs, limits.lagLogMs, limits.lagWarnMs, ["ok", "degraded"]);
  if (lag !== null) add(lag, "lag", `the event loop was held up for ${span(loopLagMs!)}`);
  for (const { name, symbol, state, reason } of status.strategies)
    if (state !== "ok")
      add(
        "degraded",
        "strategy",
        `${name} on ${symbol} ${state === "failed" ? "fails" : "is disabled"}${reason === undefined ? "" : `: ${reason}`}`,
      );
  const unknown = status.orders.filter((order) => order.status === "unknown");
  if (unknown.length > 0)
    add("degraded", "order-unknown", `not known whether the exchange has ${unknown.map(({ id }) => id).join(", ")}`);

  reasons.sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
  return { level: reasons[0]?.level ?? "ok", reasons };
}
