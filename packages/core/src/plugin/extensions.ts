import type { AnyIndicator } from "../indicator/define-indicator.js";
import type { StrategyDefinition } from "../strategy/define-strategy.js";
import type { CommandDefinition } from "./command.js";

/**
 * Things that plugins may add, by kind. A package that takes a further kind (model families, sizers, notifiers ...)
 * declares it here by module augmentation: `declare module "@bellwether/core" { interface Extensions { sizer: Sizer } }`.
 */
export interface Extensions {
  // biome-ignore lint/suspicious/noExplicitAny: a definition with any parameters
  strategy: StrategyDefinition<any>;
  indicator: AnyIndicator;
  command: CommandDefinition;
}
