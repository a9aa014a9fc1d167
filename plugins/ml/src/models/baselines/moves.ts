/** What a column's value says: the market went down, nowhere, up. */
const DOWN = 0;
const FLAT = 1;
const UP = 2;

/** The move that a value tells; within ±threshold it is flat. NaN is flat. */
export function moveOf(value: number, threshold: number): number {
  return value > threshold ? UP : value < -threshold ? DOWN : FLAT;
}

/**
 * The class that each move calls, by its number: the classes SHORT, FLAT and LONG where there are such, else the first for
 * down and the last for up. Where no class is FLAT, a flat move calls as down does.
 */
export function callsOf(classes: readonly string[]): readonly [down: number, flat: number, up: number] {
  const place = (name: string, fallback: number) => (classes.includes(name) ? classes.indexOf(name) : fallback);
  const down = place("SHORT", 0);
  return [down, place("FLAT", down), place("LONG", classes.length - 1)];
}

/** How far the called class is put before others of the same share. */
const LEAD = 1e-6;

/**
 * Probabilities for one call: what followed it in training, one count added to every class (Laplace), then levelled down to
 * where no class is before the one called. Of all that leave the call first, these lie nearest to the smoothed shares
 * (Kullback-Leibler); the called class leads its equals by 1e-6.
 * @param followed - weight of each class after this call in training.
 */
export function callProbabilities(followed: Float64Array, called: number): Float64Array {
  const classes = followed.length;
  const total = followed.reduce((sum, weight) => sum + weight, 0) + classes;
  const shares = followed.map((weight) => (weight + 1) / total);
  const rivals = Array.from(shares.keys())
    .filter((k) => k !== called)
    .sort((a, b) => shares[b]! - shares[a]! || a - b);
  let pooled = shares[called]!;
  let members = 1;
  for (const k of rivals) {
    if (shares[k]! <= pooled) break;
    pooled = (pooled * members + shares[k]!) / (members + 1);
    members++;
  }
  for (const k of rivals.slice(0, members - 1)) shares[k] = pooled;
  shares[called] = pooled;
  const sum = shares.reduce((all, share) => all + share, 0) + LEAD;
  shares[called]! += LEAD;
  return shares.map((share) => share / sum);
}
