import type { RiskInput } from "@bellwether/core";

/** The symbol that is asked about; empty where nobody says. */
export function symbolOf({ instrument, df }: RiskInput): string {
  return instrument?.symbol ?? df?.symbol ?? "";
}
