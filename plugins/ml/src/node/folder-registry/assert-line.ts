import { BadBundleError } from "../../registry/errors.js";

const MAX_LENGTH = 1_000;

/** Lets through a text for people of at most 1,000 characters, or none. @throws {BadBundleError} */
export function assertLine(what: "note" | "reason", text: string | undefined): void {
  if (text !== undefined && text.length > MAX_LENGTH)
    throw new BadBundleError(`a ${what} of ${text.length} characters; ${MAX_LENGTH} at most`);
}
