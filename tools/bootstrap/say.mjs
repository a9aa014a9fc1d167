// @ts-check

/** Progress goes to stderr: stdout belongs to the command. @param {string} line */
export const say = (line) => console.error(`bellwether: ${line}`);

/** A step could not be done; the message is all that a person needs. */
export class StepFailed extends Error {}

/** @param {number} start - of `performance.now()` */
export const secondsSince = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;
