import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, buildIsFresh } from "../../tools/bootstrap/build.mjs";
import { withLock } from "../../tools/bootstrap/lock.mjs";

/** The repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

let ready: Promise<void> | undefined;

/** Builds what is stale, once; test files that run side by side wait for each other. */
export function built(): Promise<void> {
  ready ??= (async () => {
    if (buildIsFresh(ROOT)) return;
    await withLock(join(ROOT, ".bellwether", "bootstrap.lock"), async () => {
      if (!buildIsFresh(ROOT)) await build(ROOT);
    });
  })();
  return ready;
}
