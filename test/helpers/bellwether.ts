import { join } from "node:path";
import { expect } from "vitest";
import { ROOT } from "./built.js";
import { type Ended, execute, type ProcessOptions } from "./process.js";

/** The command, as built. */
export const BIN = join(ROOT, "packages/cli/dist/bin.js");

/** Runs `bellwether` in a process of its own. */
export const bellwether = (args: readonly string[], options: ProcessOptions): Promise<Ended> =>
  execute(process.execPath, [BIN, ...args], options);

/** What every refusal has in common: one error on stderr that starts with our name, and no stack of ours. */
export function expectOneError({ stdout, stderr }: Ended): void {
  expect(stdout).toBe("");
  expect(stderr.match(/^bellwether: /gm)).toHaveLength(1);
  expect(stderr).toMatch(/^bellwether: /);
  expect(stderr).not.toContain("packages/cli/dist");
  expect(stderr).not.toContain("packages/core/dist");
  expect(stderr).not.toContain("node:internal");
}
