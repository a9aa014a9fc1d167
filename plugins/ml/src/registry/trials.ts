import { canonicalJson } from "@bellwether/core";
import * as z from "zod";
import { jsonIn } from "./json-in.js";

/** One training run: what the deflated Sharpe ratio has to know of every try, good or bad. */
export interface Trial {
  /** Hash of all settings of the run. */
  readonly settingsHash: string;
  /** Of the returns on the test range, a period, not annualised; null where undefined. */
  readonly sharpe: number | null;
  /** Returns that it was computed from. */
  readonly periods: number;
  /** Epoch ms. */
  readonly at: number;
  readonly seed: number;
  /** It looked at the final hold-out, which is worth something once. */
  readonly openedHoldout?: boolean | undefined;
  /** The version that came of it, where one was saved. */
  readonly version?: string | undefined;
  /** The version that was champion then. */
  readonly parent?: string | undefined;
  /** Of the folder that it ran in. */
  readonly gitCommit?: string | undefined;
}

export interface TrialLog {
  /** Oldest first. */
  readonly trials: readonly Trial[];
  /** Lines that cannot be read, such as one that a power cut left unfinished. They were tries too: count them. */
  readonly unreadable: number;
}

/** What tells one trial from another: settings and outcome. */
export type TrialOutcome = Pick<Trial, "settingsHash" | "sharpe" | "periods">;

/** The same settings with the same outcome are one trial, however often they were run: they chose nothing. */
export function distinctTrials<T extends TrialOutcome>(trials: readonly T[]): readonly T[] {
  const distinct = new Map(trials.map((trial) => [`${trial.settingsHash} ${trial.sharpe} ${trial.periods}`, trial]));
  return [...distinct.values()];
}

const TrialLine = z.object({
  settingsHash: z.string(),
  sharpe: z.number().nullable(),
  periods: z.number(),
  at: z.number(),
  seed: z.number(),
  openedHoldout: z.boolean().optional(),
  version: z.string().optional(),
  parent: z.string().optional(),
  gitCommit: z.string().optional(),
});

/** A line of `trials.jsonl`. @throws {NotCanonicalError} for figures that are not finite; an undefined Sharpe ratio is null. */
export function encodeTrial(trial: Trial): string {
  return `${canonicalJson(trial)}\n`;
}

/** Reads `trials.jsonl`, whatever state it is in. */
export function decodeTrials(bytes: Uint8Array): TrialLog {
  const trials: Trial[] = [];
  let unreadable = 0;
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(10, from);
    const to = newline === -1 ? bytes.length : newline;
    const line = bytes.subarray(from, to);
    from = to + 1;
    if (line.length === 0) continue;
    const found = TrialLine.safeParse(jsonIn(line));
    if (found.success) trials.push(found.data);
    else unreadable++;
  }
  return { trials, unreadable };
}
