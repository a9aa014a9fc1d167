import type { SlippageModel } from "./broker/costs/slippage-model.js";

declare module "@bellwether/core" {
  interface Extensions {
    /** Named in `backtest.slippage` of run files. */
    slippage: SlippageFactory;
  }
}

/** Makes a slippage model of the options that `backtest.slippage` gives. @throws for options that it cannot use. */
export type SlippageFactory = (options: unknown) => SlippageModel;
