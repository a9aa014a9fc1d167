import { ApiError } from "./api-error.js";

/** Parameters of a request: from the query, the body, or a websocket message. All hostile. */
export interface Parameters {
  text(name: string): string | undefined;
  /** @throws {ApiError} -1102 where it is missing or empty */
  required(name: string): string;
  /** A whole number from 0 on. @throws {ApiError} -1100 for anything else */
  whole(name: string): number | undefined;
  /** A decimal number above 0, plainly written. @throws {ApiError} -1100 for anything else */
  decimal(name: string): number | undefined;
}

/** @param get - the value of a name, or null */
export function parametersOf(get: (name: string) => string | null | undefined): Parameters {
  const text = (name: string) => get(name) || undefined;
  const read = (name: string, pattern: RegExp): number | undefined => {
    const found = text(name);
    if (found === undefined) return undefined;
    const value = Number(found);
    if (pattern.test(found) && value <= Number.MAX_SAFE_INTEGER) return value;
    throw new ApiError(
      400,
      -1100,
      `Illegal characters found in parameter '${name}'; legal range is '${pattern.source}'.`,
    );
  };
  return {
    text,
    required: (name) => text(name) ?? missing(name),
    whole: (name) => read(name, /^\d{1,20}$/),
    decimal: (name) => read(name, /^\d{1,20}(\.\d{1,20})?$/),
  };
}

/** @throws {ApiError} -1102, always */
export function missing(name: string): never {
  throw new ApiError(400, -1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);
}

/** How many rows to answer: as asked, at most `most`. */
export function limitOf(parameters: Parameters, usual: number, most: number): number {
  const limit = parameters.whole("limit") ?? usual;
  if (limit === 0) throw new ApiError(400, -1130, "Data sent for parameter 'limit' is not valid.");
  return Math.min(limit, most);
}
