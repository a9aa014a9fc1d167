const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Beyond this the tail's continued fraction is both short and exact; before it, the series around zero is. */
const TAIL = 3;

/** Density of the standard normal distribution. */
export function normalDensity(x: number): number {
  if (Math.abs(x) > 40) return 0; // below the smallest double
  // x² of a coarse x is exact, and what is left is small: no digits of the exponent are lost in the tail
  const coarse = Math.round(x * 16) / 16;
  return (Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * (x - coarse) * (x + coarse))) / SQRT_TWO_PI;
}

/** Probability above `x` >= {@link TAIL}: density × Mills ratio, Laplace's continued fraction 1/(x + 1/(x + 2/(x + …))). */
function upperTail(x: number): number {
  let fraction = x;
  for (let k = 150; k >= 1; k--) fraction = x + k / fraction;
  return normalDensity(x) / fraction;
}

/** Probability between 0 and `x`, by the series density(x) × (x + x³/3 + x⁵/(3·5) + …). */
function fromZero(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return sum * normalDensity(x);
}

/**
 * Probability that a standard normal variable is at most `x`; relative accuracy about 1e-13, in the lower tail too.
 * @see Marsaglia (2004), "Evaluating the Normal Distribution", for the series
 */
export function normalCdf(x: number): number {
  if (x <= -TAIL) return upperTail(-x);
  return x >= TAIL ? 1 - upperTail(x) : 0.5 + fromZero(x);
}
