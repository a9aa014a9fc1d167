/** One promise of a contract, testable anywhere: `run` throws when it is broken. */
export interface Check {
  readonly name: string;
  run(): void | Promise<void>;
}

export class CheckFailedError extends Error {
  override readonly name = "CheckFailedError";
}

export function fail(message: string): never {
  throw new CheckFailedError(message);
}

/** The same double, NaN included and -0 told from 0. */
export function sameNumber(a: number, b: number): boolean {
  return Object.is(a, b);
}
