import { describe } from "vitest";
import { type FeedCheckOptions, feedChecks } from "../checks/feed-checks.js";
import { itHolds } from "./it-holds.js";

/** The contract of a feed as a vitest suite. */
export function describeFeed(name: string, options: FeedCheckOptions): void {
  describe(`${name} keeps the contract of a feed`, () => itHolds(feedChecks(options)));
}
