import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CcxtClass } from "@bellwether/ccxt";

/** ccxt's class as it is installed, but without its pauses between requests: they are real time, and here time is not. */
export async function unhurried(id: string): Promise<CcxtClass> {
  const root = dirname(dirname(createRequire(import.meta.url).resolve("ccxt")));
  const { default: Class } = (await import(pathToFileURL(join(root, "js/src/pro", `${id}.js`)).href)) as {
    default: CcxtClass;
  };
  return class extends Class {
    constructor(settings: object) {
      super({ ...settings, enableRateLimit: false });
    }
  };
}
