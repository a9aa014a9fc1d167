import type { Root } from "./lane-track.js";
import { PARITY_CAUSES, type ParityDifference, type ParityReport } from "./parity-report.js";

/** What was found, before it has a number. */
export type Finding = Omit<ParityDifference, "number" | "cause" | "followsFrom">;

/** Differences as they are found: all counted, kept in detail as far as there is room, roots before what follows. */
export interface DifferenceList {
  /** @param from - the root that it follows from; it is one itself without. @returns its root. */
  add(finding: Finding, cause: ParityDifference["cause"], from: Root | null): Root;
  readonly count: number;
  readonly causes: ParityReport["causes"];
  kept(): ParityDifference[];
}

export function createDifferenceList(most: number): DifferenceList {
  const roots: ParityDifference[] = [];
  const others: ParityDifference[] = [];
  const causes = Object.fromEntries(
    PARITY_CAUSES.map((cause) => [cause, { roots: 0, all: 0 }]),
  ) as ParityReport["causes"];
  let count = 0;
  return {
    get count() {
      return count;
    },
    causes,
    add(finding, cause, from) {
      const number = ++count;
      causes[cause].all++;
      if (from === null) causes[cause].roots++;
      const list = from === null ? roots : others;
      if (list.length < most) list.push({ number, ...finding, cause, followsFrom: from?.number ?? null });
      return from ?? { number, cause };
    },
    kept: () => [...roots, ...others.slice(0, Math.max(0, most - roots.length))],
  };
}
