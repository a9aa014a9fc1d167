/** What {@link assemble} needs to know of a stream. */
export interface Candidate {
  /** Whether its next bar is there. */
  readonly isReady: boolean;
  /** When that bar closes, epoch ms UTC. */
  readonly nextClose: number;
}

/** The bars that go together next. */
export interface Assembly<T> {
  /** Their close, epoch ms UTC. */
  readonly close: number;
  /** In the order of the streams. */
  readonly members: readonly T[];
  /** Whether bars that close no later are still to come. */
  readonly awaits: boolean;
}

/** @returns the earliest bars that are there, or null without any. */
export function assemble<T extends Candidate>(candidates: readonly T[]): Assembly<T> | null {
  let close = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) if (candidate.isReady) close = Math.min(close, candidate.nextClose);
  if (close === Number.POSITIVE_INFINITY) return null;
  return {
    close,
    members: candidates.filter((candidate) => candidate.isReady && candidate.nextClose === close),
    awaits: candidates.some((candidate) => !candidate.isReady && candidate.nextClose <= close),
  };
}
