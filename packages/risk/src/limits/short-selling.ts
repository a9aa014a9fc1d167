import { type Limit, PASSES } from "./limit.js";

/** Opens no short position. */
export const noShortSelling: Limit = {
  rule: "shortNotAllowed",
  stage: "signal",
  check: ({ stance }) => (stance === "LONG" ? PASSES : { limit: 0, observed: -1 }),
};
