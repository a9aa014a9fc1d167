import { correlationOf } from "../measures/correlation.js";
import { covariance } from "../measures/covariance.js";
import { type SquareMatrix, symmetric } from "../measures/square-matrix.js";
import type { AllocationRule } from "./allocation-rule.js";
import { leafOrder, singleLinkage } from "./single-linkage.js";
import { speaks } from "./speaks.js";

/**
 * Hierarchical risk parity: orders assets so that similar ones are neighbours, then halves the list again and again and
 * splits the weight between the halves in inverse proportion to their variance. Needs no invertible covariance.
 *
 * As published, the order in which assets are listed decides which of two equally near ones comes first; from five
 * assets on a cut can fall between them, and then the weights depend on it.
 * @see Lopez de Prado, "Building diversified portfolios that outperform out of sample" (2016)
 */
export const hierarchicalRiskParity: AllocationRule = (returns) => {
  if (!speaks(returns)) return null;
  const sample = covariance(returns);
  return splitInHalves(leafOrder(singleLinkage(distanceOfColumns(correlationDistance(correlationOf(sample))))), sample);
};

/** `√((1 - ρ) / 2)`: 0 for assets that move as one, 1 for opposites. */
export function correlationDistance({ size, values }: SquareMatrix): SquareMatrix {
  return { size, values: values.map((rho) => Math.sqrt((1 - rho) / 2)) };
}

/** Euclidean distance between columns: assets are alike if they are equally far from all others. */
export function distanceOfColumns({ size, values }: SquareMatrix): SquareMatrix {
  return symmetric(size, (i, j) => {
    let squares = 0;
    for (let row = 0; row < size; row++) squares += (values[row * size + i]! - values[row * size + j]!) ** 2;
    return Math.sqrt(squares);
  });
}

/** Weights of assets in the order given, by halving it down to single ones. */
export function splitInHalves(order: readonly number[], sample: SquareMatrix): Float64Array {
  const weights = new Float64Array(sample.size).fill(1);
  bisect(order, sample, weights);
  return weights;
}

function bisect(assets: readonly number[], sample: SquareMatrix, weights: Float64Array): void {
  if (assets.length < 2) return;
  const halves = [assets.slice(0, assets.length >> 1), assets.slice(assets.length >> 1)] as const;
  const [left, right] = halves.map((half) => clusterVariance(half, sample)) as [number, number];
  const toLeft = left + right > 0 ? right / (left + right) : 0.5; // both hedged to nothing: no reason to prefer one
  for (const asset of halves[0]) weights[asset]! *= toLeft;
  for (const asset of halves[1]) weights[asset]! *= 1 - toLeft;
  for (const half of halves) bisect(half, sample, weights);
}

/** Variance of the assets, weighted among themselves by inverse variance. */
function clusterVariance(assets: readonly number[], { size, values }: SquareMatrix): number {
  const inverse = assets.map((asset) => 1 / values[asset * size + asset]!);
  let variance = 0;
  for (const [i, a] of assets.entries())
    for (const [j, b] of assets.entries()) variance += inverse[i]! * inverse[j]! * values[a * size + b]!;
  const sum = inverse.reduce((total, part) => total + part, 0);
  return Math.max(0, variance) / sum ** 2; // rounding can leave a perfect hedge below zero
}
