// @ts-check
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/**
 * @typedef {object} Package
 * @property {string} name - as its manifest says, or "" for the root
 * @property {string} short - the folder's name
 * @property {"packages" | "plugins" | "examples" | "bench" | "root"} group
 * @property {string} folder
 * @property {Record<string, any>} manifest
 *
 * @typedef {object} SourceFile
 * @property {string} path
 * @property {string} inside - its path inside its package, with "/"
 * @property {Package} owner
 * @property {boolean} isTest - a test, or what only tests use
 *
 * @typedef {{ packages: Map<string, Package>, rootManifest: Record<string, any>, files: SourceFile[] }} Workspace
 */

const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;
const SKIPPED = new Set(["node_modules", "dist", "fixtures", ".turbo", "coverage", "reports"]);
const TEST = /\.test(-d)?\.[cm]?tsx?$|^test\/|\/test\//;

/** @param {string} root @returns {Workspace} */
export function workspaceOf(root) {
  const rootManifest = manifestOf(root);
  /** @type {Package} */
  const rootPackage = { name: "", short: "", group: "root", folder: root, manifest: rootManifest };
  /** @type {Package[]} */
  const packages = [];
  for (const group of /** @type {const} */ (["packages", "plugins"])) {
    for (const short of foldersIn(join(root, group))) {
      const folder = join(root, group, short);
      if (!existsSync(join(folder, "package.json"))) continue;
      const manifest = manifestOf(folder);
      packages.push({ name: manifest.name, short, group, folder, manifest });
    }
  }
  for (const group of /** @type {const} */ (["examples", "bench"])) {
    const folder = join(root, group);
    if (!existsSync(join(folder, "package.json"))) continue;
    const manifest = manifestOf(folder);
    packages.push({ name: manifest.name, short: group, group, folder, manifest });
  }
  const owned = new Set(packages.map(({ folder }) => folder));
  const files = packages.flatMap((owner) => filesOf(owner, sourcesUnder(owner.folder)));
  for (const name of ["tools", "test", "examples", "bench"]) {
    if (!owned.has(join(root, name))) files.push(...filesOf(rootPackage, sourcesUnder(join(root, name), owned)));
  }
  return { packages: new Map(packages.map((it) => [it.name, it])), rootManifest, files };
}

/** @param {Package} owner @param {string[]} paths @returns {SourceFile[]} */
function filesOf(owner, paths) {
  return paths.map((path) => {
    const inside = relative(owner.folder, path).split(sep).join("/");
    return { path, inside, owner, isTest: TEST.test(inside) };
  });
}

/** @param {string} folder @param {Set<string>} [except] @returns {string[]} */
function sourcesUnder(folder, except = new Set()) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) || except.has(path) ? [] : sourcesUnder(path, except);
      return SOURCE.test(entry.name) ? [path] : [];
    });
}

/** @param {string} folder @returns {string[]} */
function foldersIn(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** @param {string} folder @returns {Record<string, any>} */
function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
