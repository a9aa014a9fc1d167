import { derivatives, type LogisticRows, logLossOf, outputsOf } from "./log-loss.js";
import { smoothStep, sparseStep } from "./newton-step.js";

export interface LogisticSettings {
  /** What keeps coefficients small: half their squares, their magnitudes, or nothing. Intercepts are free. */
  readonly penalty: "l2" | "l1" | "none";
  /** How much the data count against the penalty. */
  readonly c: number;
  readonly maxIterations: number;
  /** It has converged once a step promises to gain less than this, per unit of weight. */
  readonly tolerance: number;
}

export interface LogisticFit {
  /** outputs × columns, row-major: one output for two classes, else one a class. */
  readonly coefficients: Float64Array;
  /** One an output. */
  readonly intercepts: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** A shorter step than this share of the model's tells nothing but rounding. */
const SHORTEST = 2 ** -40;

/**
 * Least `penalty(w) + c × Σ weight × −ln p(class)`, by Newton's method with steps halved until they gain, from zero.
 * Deterministic. The work of an iteration grows with rows × (outputs × columns)².
 * @param onIteration - told the number of iterations done.
 */
export function fitLogistic(
  data: LogisticRows,
  settings: LogisticSettings,
  onIteration?: (done: number) => void,
): LogisticFit {
  const { rows, columns } = data;
  const outputs = outputsOf(data.classes);
  const size = outputs * (columns + 1);
  const theta = new Float64Array(size);
  const trial = new Float64Array(size);
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const probabilities = new Float64Array(rows * outputs);
  const cost = costs(settings, outputs, columns);
  const squared = settings.penalty === "l2";
  const objective = (at: Float64Array) => logLossOf(data, at, probabilities) + penaltyOf(at, cost, squared);
  let total = 0;
  for (let i = 0; i < rows; i++) total += data.weights[i]!;
  let value = objective(theta);
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < settings.maxIterations) {
    derivatives(data, probabilities, gradient, hessian);
    if (squared)
      for (let j = 0; j < size; j++) {
        gradient[j]! += cost[j]! * theta[j]!;
        hessian[j * size + j]! += cost[j]!;
      }
    const { step, gain } =
      settings.penalty === "l1" ? sparseStep(theta, gradient, hessian, cost) : smoothStep(gradient, hessian);
    converged = gain <= settings.tolerance * total;
    let length = 1;
    let next = value;
    for (; length > SHORTEST; length /= 2) {
      for (let j = 0; j < size; j++) trial[j] = theta[j]! + length * step[j]!;
      next = objective(trial);
      if (next <= value - 1e-4 * length * gain) break;
    }
    if (!(next <= value)) break; // rounding hides any gain that is left
    theta.set(trial);
    value = next;
    iterations++;
    onIteration?.(iterations);
  }
  if (outputs > 1) centre(theta, outputs, columns, settings.penalty);
  return { ...partsOf(theta, outputs, columns), iterations, converged };
}

/** What each parameter's square (half of it) or magnitude costs, where the data's loss counts once. */
function costs({ penalty, c }: LogisticSettings, outputs: number, columns: number): Float64Array {
  const cost = new Float64Array(outputs * (columns + 1));
  if (penalty !== "none")
    for (let k = 0; k < outputs; k++) cost.fill(1 / c, k * (columns + 1), k * (columns + 1) + columns);
  return cost;
}

function penaltyOf(theta: Float64Array, cost: Float64Array, squared: boolean): number {
  let sum = 0;
  for (let j = 0; j < theta.length; j++)
    sum += cost[j]! * (squared ? 0.5 * theta[j]! * theta[j]! : Math.abs(theta[j]!));
  return sum;
}

/** What is common to all classes changes no probability: without a cost of its own it is taken out. */
function centre(theta: Float64Array, outputs: number, columns: number, penalty: LogisticSettings["penalty"]): void {
  for (let j = penalty === "none" ? 0 : columns; j <= columns; j++) {
    let mean = 0;
    for (let k = 0; k < outputs; k++) mean += theta[k * (columns + 1) + j]! / outputs;
    for (let k = 0; k < outputs; k++) theta[k * (columns + 1) + j]! -= mean;
  }
}

function partsOf(theta: Float64Array, outputs: number, columns: number) {
  const coefficients = new Float64Array(outputs * columns);
  const intercepts = new Float64Array(outputs);
  for (let k = 0; k < outputs; k++) {
    const own = k * (columns + 1);
    coefficients.set(theta.subarray(own, own + columns), k * columns);
    intercepts[k] = theta[own + columns]!;
  }
  return { coefficients, intercepts };
}
