import { createRequire } from "node:module";

/** Version of the installed command. */
export const VERSION: string = createRequire(import.meta.url)("../package.json").version;
