#!/usr/bin/env node
// Not compiled: npm links a command only to a file that is there at install, which in a fresh clone `dist` is not.
import { existsSync } from "node:fs";

const built = new URL("../dist/bin.js", import.meta.url);
if (existsSync(built)) await import(built.href);
else {
  console.error(
    "bellwether: this clone is not built yet; run npm start (or npm run build) in its root, then try again.",
  );
  process.exitCode = 1;
}
