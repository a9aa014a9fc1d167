import { TradingError } from "@bellwether/core";

/** Risk settings break their schema. */
export class BadRiskConfigError extends TradingError {
  override readonly code = "BAD_RISK_CONFIG";
}
