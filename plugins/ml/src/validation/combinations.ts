/** The first choice of `chosen` numbers below `of`: 0, 1, 2 … */
export function firstCombination(chosen: number): Int32Array {
  return Int32Array.from({ length: chosen }, (_, i) => i);
}

/** Moves to the next choice of numbers below `of`, in lexicographic order; false after the last. */
export function nextCombination(chosen: Int32Array, of: number): boolean {
  let at = chosen.length - 1;
  while (at >= 0 && chosen[at] === of - chosen.length + at) at--;
  if (at < 0) return false;
  chosen[at]!++;
  for (let i = at + 1; i < chosen.length; i++) chosen[i] = chosen[i - 1]! + 1;
  return true;
}

/** Ways to choose `chosen` of `of`, exact up to 2 ** 53. */
export function binomial(of: number, chosen: number): number {
  let ways = 1;
  for (let i = 1; i <= Math.min(chosen, of - chosen); i++) ways = (ways * (of - i + 1)) / i;
  return Math.round(ways);
}
