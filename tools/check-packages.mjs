// @ts-check
// `npm run packages`: whether the tarballs that npm would publish hold the right files and resolve for their users.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { capture } from "./bootstrap/run.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
/** What a tarball may hold besides dist. */
const BESIDE_DIST =
  /^(package\.json|README\.md|LICENSE(\..+)?|[a-z-]+\.schema\.json|bin\/.+|config\/.+|sets\/.+\.yaml|web\/.+)$/;
const NEVER = /\.test\.|(^|\/)(fixtures|test)\/|\.tsbuildinfo$/;

/** @param {string} folder @param {any} manifest @returns {Promise<string[]>} what is wrong with one package */
async function faultsOf(folder, manifest) {
  const { messages } = await publint({ pkgDir: folder, strict: true });
  const faults = messages.map((message) => `publint ${message.code}: ${formatMessage(message, manifest)}`);

  const packed = await npm(["pack", "--dry-run", "--json"], folder);
  const [{ files }] = JSON.parse(packed.output.slice(packed.output.indexOf("[")));
  for (const { path } of files) {
    if (NEVER.test(path) || !(path.startsWith("dist/") || BESIDE_DIST.test(path)))
      faults.push(`files: ${path} does not belong in the package`);
  }
  const leftOver = files.filter((/** @type {{ path: string }} */ { path }) => isLeftOver(folder, path));
  if (leftOver.length > 0)
    faults.push(
      `files: ${leftOver.length} have no source any more, ${leftOver[0].path} first; delete dist, build again`,
    );
  for (const [path, target] of Object.entries(manifest.exports ?? {})) {
    if (!path.endsWith(".json") && !existsSync(join(folder, target.types ?? "no types")))
      faults.push(`exports: "${path}" has no type declarations`); // attw lets a package without any types pass
  }

  const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
  const types = await capture(
    process.execPath,
    [attw, "--pack", folder, "--profile", "esm-only", "--format", "ascii", "--no-emoji", "--no-color"],
    root,
  );
  if (types.code !== 0) faults.push(`attw: ${types.output.trim()}`);
  return faults;
}

/** tsc does not clean up after a source that was renamed. @param {string} folder @param {string} path */
function isLeftOver(folder, path) {
  const source = /^dist\/(.+?)(\.d)?\.(js|ts)$/.exec(path)?.[1];
  if (source === undefined || !existsSync(join(folder, "src"))) return false;
  return ![".ts", ".tsx", ".js", ".mjs"].some((end) => existsSync(join(folder, "src", source + end)));
}

/** @param {string[]} args @param {string} cwd */
function npm(args, cwd) {
  return capture(process.platform === "win32" ? "npm.cmd" : "npm", [...args, "--loglevel=error"], cwd);
}

let failed = false;
for (const group of ["packages", "plugins"]) {
  for (const name of existsSync(join(root, group)) ? readdirSync(join(root, group)).sort() : []) {
    const folder = join(root, group, name);
    if (!existsSync(join(folder, "package.json"))) continue;
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (manifest.private) continue;
    const faults = await faultsOf(folder, manifest);
    console.log(`${faults.length === 0 ? "ok  " : "FAIL"} ${manifest.name}`);
    for (const fault of faults) console.log(`     ${fault.replaceAll("\n", "\n     ")}`);
    failed ||= faults.length > 0;
  }
}
process.exitCode = failed ? 1 : 0;
