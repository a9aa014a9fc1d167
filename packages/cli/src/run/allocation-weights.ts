import { type ResolvedConfig, strategiesOf } from "@bellwether/core/config";
import { misfitOf } from "@bellwether/risk";
import { refuse } from "./refuse.js";
import type { Run } from "./run.js";

/**
 * Checks that fixed weights name what the run trades.
 * @throws {ConfigError} at the weight that does not fit.
 */
export function assertWeights(resolved: ResolvedConfig<Run>): void {
  const { weights } = resolved.value.risk.allocation ?? {};
  if (weights === undefined) return;
  const lanes = strategiesOf(resolved.value).flatMap(({ name, symbols }) =>
    symbols.map((symbol) => ({ strategy: name, symbol })),
  );
  const misfit = misfitOf(weights, lanes);
  if (misfit === null) return;
  const path = ["risk", "allocation", "weights"];
  refuse(resolved, misfit.key === undefined ? path : [...path, misfit.key], misfit.problem);
}
