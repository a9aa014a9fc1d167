// @ts-check
import { createRng } from "@bellwether/core";

/**
 * Rows much like market features: continuous, noisy, a weak signal in five of the columns.
 * @param {number} rows @param {number} columns
 */
export function noisySet(rows, columns) {
  const rng = createRng(42);
  const normal = () => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
  const data = new Float32Array(rows * columns);
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let signal = 0;
    for (let j = 0; j < columns; j++) {
      const value = normal();
      data[i * columns + j] = value;
      if (j < 5) signal += 0.15 * value;
    }
    y[i] = signal + normal() > 0 ? 1 : 0;
  }
  return { x: { rows, columns, data }, y };
}
