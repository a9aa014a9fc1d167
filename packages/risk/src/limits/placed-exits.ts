import { type Limit, PASSES } from "./limit.js";

/** Refuses an entry whose exits cannot be placed: an ATR that is not known yet, or a level on the wrong side. */
export const placedExits: Limit = {
  rule: "noStop",
  stage: "signal",
  check: ({ exitsPlaced }) => (exitsPlaced ? PASSES : { limit: 0, observed: Number.NaN }),
};
