/** Sections of a run file that may change while the run goes on. */
const FREE = ["strategy", "strategies", "risk"];
/** Settings of no consequence for the journal. */
const IDLE = ["live", "data"];

/** What a saved run file says otherwise than the run. */
export interface Changes {
  readonly strategies: boolean;
  readonly risk: boolean;
  /** Places that need a restart. */
  readonly fixed: readonly string[];
}

/** Compares settings as journals have them: secrets masked. */
export function whatChanged(before: unknown, after: unknown): Changes {
  const changed = differences(before, after, "");
  const under = (place: string, section: string) => place === section || place.startsWith(`${section}.`);
  return {
    strategies: changed.some((place) => under(place, "strategy") || under(place, "strategies")),
    risk: changed.some((place) => under(place, "risk")),
    fixed: changed.filter((place) => ![...FREE, ...IDLE].some((section) => under(place, section))),
  };
}

function differences(a: unknown, b: unknown, place: string): string[] {
  if (isMapping(a) && isMapping(b))
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
      differences(a[key], b[key], place === "" ? key : `${place}.${key}`),
    );
  return JSON.stringify(a) === JSON.stringify(b) ? [] : [place];
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
