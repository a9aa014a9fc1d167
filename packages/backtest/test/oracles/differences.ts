/** Rows of numbers side by side. */
type Rows = readonly (readonly number[])[];

/**
 * What is not equal within a relative tolerance (absolute below 1), as text; nothing where all is.
 * @param names - of the columns, for the text.
 */
export function differences(names: readonly string[], ours: Rows, theirs: Rows, tolerance: number): string[] {
  const found = ours.length === theirs.length ? [] : [`${ours.length} rows, expected ${theirs.length}`];
  for (let i = 0; i < Math.min(ours.length, theirs.length); i++)
    for (let k = 0; k < names.length; k++) {
      const [a, b] = [ours[i]![k]!, theirs[i]![k]!];
      if (!(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b))))
        found.push(`${i} ${names[k]}: ${a}, expected ${b}`);
    }
  return found;
}
