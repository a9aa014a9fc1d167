const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** From here on the asymptotic series below are exact to a double. */
const FAR = 12;

/**
 * Logarithm of the gamma function at a positive `x`, to about 1e-14; NaN elsewhere.
 * @see Abramowitz and Stegun 6.1.41, reached from small arguments by Γ(x + 1) = x Γ(x)
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let product = 1;
  let z = x;
  for (; z < FAR; z++) product *= z;
  const w = 1 / (z * z);
  const series = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - (w * 691) / 360360))))) / z;
  return (z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI + series - Math.log(product);
}

/**
 * Derivative of {@link logGamma} at a positive `x`, to about 1e-14; NaN elsewhere.
 * @see Abramowitz and Stegun 6.3.18, reached from small arguments by ψ(x + 1) = ψ(x) + 1/x
 */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let before = 0;
  let z = x;
  for (; z < FAR; z++) before += 1 / z;
  const w = 1 / (z * z);
  const series = w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w * (1 / 240 - w * (1 / 132 - (w * 691) / 32760)))));
  return Math.log(z) - 0.5 / z - series - before;
}
