import { signFamily } from "./sign-family.js";

/**
 * The baseline that says that what comes is like what was: it calls up after a rise of its column, down after a fall.
 * Probabilities are what followed such a call in training; the class called is always the most probable. As a regression it
 * answers with the column's value. Train it on unscaled columns: a scaler moves the sign.
 */
export const persistence = signFamily({
  name: "persistence",
  about: "a baseline: the next move is like the last, by the sign of a return",
  tasks: ["classification", "regression"],
  reads: ["return(", "log-return("],
});
