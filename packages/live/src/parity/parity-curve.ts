/** Points that a curve may have before every second one goes. */
const MOST = 2_000;

/** Two curves over one time, thinned as they grow: a run of years takes no more room than one of hours. */
export interface ParityCurve {
  push(time: number, recorded: number, replayed: number): void;
  /** At most 2,001 points, evenly spread, the last one always there. Values that are not finite are left out. */
  points(): { time: number[]; recorded: number[]; replayed: number[] };
}

export function parityCurve(): ParityCurve {
  let kept: (readonly [number, number, number])[] = [];
  let last: readonly [number, number, number] | null = null;
  let stride = 1;
  let seen = 0;
  return {
    push(...point) {
      if (!point.every(Number.isFinite)) return;
      last = point;
      if (seen++ % stride !== 0) return;
      kept.push(point);
      if (kept.length < MOST) return;
      kept = kept.filter((_, i) => i % 2 === 0);
      stride *= 2;
    },
    points() {
      const all = last === null || kept.at(-1) === last ? kept : [...kept, last];
      return { time: all.map(([t]) => t), recorded: all.map(([, a]) => a), replayed: all.map(([, , b]) => b) };
    },
  };
}
