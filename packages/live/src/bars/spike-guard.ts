/** Looks for prices that cannot be right. */
export interface SpikeGuard {
  /** Takes the next close. @returns the median of the closes before it if it is too far from it, else null. */
  see(close: number): number | null;
}

/** Judges once it has seen `window` closes; a spike counts among them, as the median bears it. */
export function createSpikeGuard({ share, window }: { share: number; window: number }): SpikeGuard {
  const closes: number[] = [];
  return {
    see(close) {
      const median = closes.length < window ? null : medianOf(closes);
      closes.push(close);
      if (closes.length > window) closes.shift();
      return median === null || Math.abs(close / median - 1) <= share ? null : median;
    },
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[sorted.length >> 1]! + sorted[(sorted.length - 1) >> 1]!) / 2;
}
