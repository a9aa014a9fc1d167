import type { Status } from "./status.js";

/** What a person may ask of a run while it goes on. */
export interface Controls {
  status(): Promise<Status>;
  /** Opens nothing more; exits stay. Resolves once that is journalled. @param by - who asks, in words. */
  pause(by: string): Promise<void>;
  /** Ends a pause, and a halt that waits for a person. */
  resume(by: string): Promise<void>;
  /** Closes all positions and pauses. Resolves once that is journalled, before the orders have filled. */
  flatten(by: string): Promise<void>;
  /** Ends the run in order. Resolves once the end has begun: the answer must leave before the process does. */
  stop(by: string): Promise<void>;
}
