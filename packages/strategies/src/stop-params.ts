import { multiple, period } from "@bellwether/core";

/** Parameters of a stop that is a number of ATRs away. */
export function stopParams(atrs: number) {
  return {
    atrPeriod: period({ default: 14, search: [7, 28], description: "Bars that the ATR of the stop averages." }),
    stopAtr: multiple({ default: atrs, search: [1, 5, 0.5], description: "Distance of the stop, in ATRs." }),
  };
}
