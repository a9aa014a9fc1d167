/** The same proportions with the sum 1. @param parts - none negative, not all zero. */
export function normalised(parts: Float64Array): Float64Array {
  const sum = parts.reduce((total, part) => total + part, 0);
  return parts.map((part) => part / sum);
}
