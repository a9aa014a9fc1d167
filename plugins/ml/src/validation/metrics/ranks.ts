/** Places of values, from the least value to the greatest. */
export function ascending(values: Float64Array): Uint32Array {
  const order = new Uint32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => values[a]! - values[b]!);
}

/** Rank of each value from 1 on; equal values share the mean of their ranks. */
export function averageRanks(values: Float64Array): Float64Array {
  const order = ascending(values);
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    const shared = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) ranks[order[i]!] = shared;
  }
  return ranks;
}
