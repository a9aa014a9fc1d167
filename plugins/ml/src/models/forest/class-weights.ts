import { clip } from "@bellwether/core";
import * as z from "zod";
import { BadTrainingSetError } from "../model.js";

/** What the rows of a class weigh, on top of weights of their own. */
export const ClassWeights = z.union([
  z.literal("balanced").describe("all classes together weigh alike"),
  z.record(z.string(), z.number().positive()).describe("by name of class; those not named weigh 1"),
  z.null(),
]);
export type ClassWeights = z.output<typeof ClassWeights>;

/**
 * The weight of each class. Balanced is rows ÷ (classes that occur × rows of the class), by number of rows, whatever they
 * weigh; a class that does not occur weighs 0.
 * @param y - number of the class of each row.
 * @throws {BadTrainingSetError} for the name of a class that there is not.
 */
export function classWeights(asked: ClassWeights, y: ArrayLike<number>, classes: readonly string[]): Float64Array {
  const weights = new Float64Array(classes.length).fill(1);
  if (asked === null) return weights;
  if (asked !== "balanced") {
    for (const [name, weight] of Object.entries(asked)) {
      const number = classes.indexOf(name);
      if (number < 0)
        throw new BadTrainingSetError(
          `classWeights names the class ${clip(name)}; the label has ${classes.join(", ")}`,
        );
      weights[number] = weight;
    }
    return weights;
  }
  const counts = new Float64Array(classes.length);
  for (let i = 0; i < y.length; i++) counts[y[i]!]!++;
  const occurring = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  return weights.map((_, k) => (counts[k] === 0 ? 0 : y.length / (occurring * counts[k]!)));
}
