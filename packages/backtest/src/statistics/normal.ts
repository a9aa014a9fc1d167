import { assertShare } from "./bad-statistics-error.js";

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

/**
 * The `x` below which a standard normal variable falls with probability `p`: Halley steps on {@link normalCdf} from a
 * rational start.
 * @throws {BadStatisticsError} unless 0 < p < 1.
 * @see Abramowitz & Stegun 26.2.22 for the start
 */
export function normalQuantile(p: number): number {
  assertShare("p", p);
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p); // exact: 1 - p rounds nothing for p above a half
  const t = Math.sqrt(-2 * Math.log(p));
  let x = (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t) - t;
  for (let step = 0; step < 3; step++) {
    // each triples the digits that are right
    const newton = (normalCdf(x) - p) / normalDensity(x);
    x -= newton / (1 + (newton * x) / 2);
  }
  return x;
}
