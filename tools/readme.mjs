// @ts-check
// `node tools/readme.mjs [--check]`: pastes files and what commands really print into the README and docs, between
// `<!-- paste file PATH -->`, `<!-- paste run ARGS OF BELLWETHER -->` or `<!-- paste program PATH -->` and `<!-- /paste -->`.
// With --check it only compares.
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "@bellwether/cli";
import { capture } from "./bootstrap/run.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
/** Of its own: what a training run says of luck depends on the runs before. */
const models = mkdtempSync(join(tmpdir(), "bellwether-readme-"));
const BLOCK = /<!-- paste (file|run|program) (.+?) -->\n[\s\S]*?<!-- \/paste -->/g;

/** @param {string} args @returns {Promise<string>} what `bellwether ARGS` prints on stdout */
async function printed(args) {
  let text = "";
  const stdout = (/** @type {string} */ part) => {
    text += part;
  };
  const stderr = (/** @type {string} */ part) => void process.stderr.write(part);
  const output = { stdout, stderr, width: undefined, colour: false };
  const registry = args.startsWith("train ") ? ["--registry", join(models, randomUUID())] : [];
  const code = await main([...args.split(" "), ...registry], output);
  if (code !== 0) throw new Error(`bellwether ${args} ended with ${code}`);
  return text.trimEnd();
}

/** @param {string} path @returns {Promise<string>} what a program prints */
async function told(path) {
  const { code, output } = await capture(process.execPath, ["--import", "jiti/register", path], root);
  if (code !== 0) throw new Error(`${path} ended with ${code}:\n${output}`);
  return output.trimEnd();
}

/** @param {string} kind @param {string} what */
async function block(kind, what) {
  const body =
    kind === "file"
      ? `\`\`\`${what.split(".").at(-1)}\n${readFileSync(join(root, what), "utf8").trimEnd()}\n\`\`\``
      : kind === "program"
        ? `\`\`\`text\n${await told(what)}\n\`\`\``
        : `\`\`\`text\n$ bellwether ${what}\n${await printed(what)}\n\`\`\``;
  return `<!-- paste ${kind} ${what} -->\n${body}\n<!-- /paste -->`;
}

const pages = [
  "README.md",
  ...readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];
const check = process.argv.includes("--check");
let stale = 0;
for (const page of pages) {
  const text = readFileSync(page, "utf8");
  let fresh = text;
  for (const [whole, kind = "", what = ""] of text.matchAll(BLOCK)) {
    const pasted = await block(kind, what);
    fresh = fresh.replace(whole, () => pasted);
  }
  if (fresh === text) continue;
  stale++;
  if (check) console.log(`${page}: a pasted block is not what its source says now; run node tools/readme.mjs`);
  else writeFileSync(page, fresh);
}
rmSync(models, { recursive: true });
if (check) console.log(`${pages.length} pages, ${stale} stale`);
process.exitCode = check && stale > 0 ? 1 : 0;
