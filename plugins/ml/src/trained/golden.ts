import type { Matrix } from "../matrix.js";
import { BadArtifactError } from "../models/model.js";
import { answer } from "./answer.js";
import type { GoldenRows, Member, TrainedModel } from "./trained-model.js";

/** Rows that are kept with a model. */
const ROWS = 32;

/** Rows of features spread over `x`, and what the members say of them. */
export function goldenRows(members: readonly Member[], x: Matrix): GoldenRows {
  const count = Math.min(ROWS, x.rows);
  const rows = new Float32Array(count * x.columns);
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * x.rows) / count) * x.columns;
    rows.set(x.data.subarray(from, from + x.columns), i * x.columns);
  }
  const sample: Matrix = { rows: count, columns: x.columns, data: rows };
  return { rows: [...rows], answers: members.map((member) => [...answer(member, sample)]) };
}

/**
 * A model that was tested has rows to show for it: {@link ROWS}, or as many as its test range holds.
 * @throws {BadArtifactError} for fewer, and unless each member says of each what it said when it was registered, to the last
 * bit.
 */
export function assertGolden({ members, columns, golden, ranges }: TrainedModel): void {
  const rows = golden.rows.length / columns.length;
  if (!Number.isInteger(rows) || golden.answers.length !== members.length)
    throw new BadArtifactError("the golden rows of the model do not fit its columns and members");
  const least = Math.max(1, Math.min(ROWS, ranges.test.samples));
  if (rows < least)
    throw new BadArtifactError(
      `the model holds ${rows} golden rows, its ${ranges.test.samples} test samples leave it ${least} at least`,
    );
  const bad = golden.rows.findIndex((value) => Math.fround(value) !== value);
  if (bad >= 0)
    throw new BadArtifactError(`value ${bad} of the golden rows is ${golden.rows[bad]}, none of single precision`);
  const x: Matrix = { rows, columns: columns.length, data: Float32Array.from(golden.rows) };
  for (const [m, member] of members.entries()) {
    const said = answer(member, x);
    const before = golden.answers[m]!;
    for (let i = 0; i < Math.max(said.length, before.length); i++)
      if (said[i] !== before[i])
        throw new BadArtifactError(
          `the model of ${member.role} says ${said[i]} of a golden row where it said ${before[i]} when it was registered`,
        );
  }
}
