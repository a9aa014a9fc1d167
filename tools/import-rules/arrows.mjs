// @ts-check
import { builtinModules } from "node:module";
import { dirname, relative, resolve, sep } from "node:path";

/** What a package may import besides core. Every package not named here may import core only. */
const ALSO = /** @type {Record<string, string[]>} */ ({ strategies: ["indicators"], risk: ["indicators"] });
const NOBODY = new Set(["cli"]);
const BUILTIN = new Set(builtinModules);

/** @param {string} specifier */
export const isBuiltin = (specifier) => specifier.startsWith("node:") || BUILTIN.has(specifier.split("/")[0] ?? "");

/**
 * Who may import whom: the arrows between packages, the doors they go through, and what their manifests declare.
 * @param {import("./workspace.mjs").SourceFile} file
 * @param {import("./module.mjs").Module} module
 * @param {import("./workspace.mjs").Workspace} workspace
 * @returns {import("./check.mjs").Finding[]}
 */
export function arrowViolations(file, module, workspace) {
  return module.imports.flatMap(({ specifier, offset }) => {
    const found = specifier.startsWith(".")
      ? relativeImport(file, specifier)
      : isBuiltin(specifier) || specifier.startsWith("data:")
        ? undefined
        : packageImport(file, specifier, workspace);
    return found ? [{ offset, ...found }] : [];
  });
}

/** @param {import("./workspace.mjs").SourceFile} file @param {string} specifier */
function relativeImport(file, specifier) {
  const target = relative(file.owner.folder, resolve(dirname(file.path), specifier))
    .split(sep)
    .join("/");
  const leaves = target.startsWith("../");
  const reaches = file.owner.group === "root" && /^(packages|plugins)\/|^bench\/|^examples\//.test(target);
  const sameFolder = target.split("/")[0] === file.inside.split("/")[0];
  if (!leaves && (!reaches || sameFolder)) return undefined;
  return { rule: "stay-inside", message: `${specifier} leaves the package; import it by its package name` };
}

/**
 * @param {import("./workspace.mjs").SourceFile} file
 * @param {string} specifier
 * @param {import("./workspace.mjs").Workspace} workspace
 */
function packageImport(file, specifier, workspace) {
  const parts = specifier.split("/");
  const name = parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  const subpath = [".", ...parts.slice(name.split("/").length)].join("/");
  const target = workspace.packages.get(name);
  if (name === file.owner.name) {
    if (file.isTest) return target && doorOf(target, specifier, subpath);
    return { rule: "stay-inside", message: `${specifier} is this very package; import the file` };
  }
  if (target) {
    const refused = refusal(file, target);
    if (refused) return { rule: "arrow", message: refused };
    const wrongDoor = doorOf(target, specifier, subpath);
    if (wrongDoor) return wrongDoor;
  } else if (name.startsWith("@bellwether/")) {
    return { rule: "arrow", message: `there is no package ${name}` };
  }
  if (isDeclared(file, name, target, workspace)) return undefined;
  const where = file.isTest ? "its package.json or the root's devDependencies" : "its package.json";
  return { rule: "declared", message: `${name} is not in ${where}` };
}

/**
 * Why a file may not import a package of the workspace, or undefined.
 * @param {import("./workspace.mjs").SourceFile} file
 * @param {import("./workspace.mjs").Package} target
 */
function refusal({ owner, isTest }, target) {
  if (target.group === "examples" || target.group === "bench") return `nobody imports ${target.name}`;
  if (owner.group === "root") return undefined; // tools, which start the command, and the tests of the whole
  if (NOBODY.has(target.short)) return `nobody imports ${target.name}`;
  if (owner.group === "packages" && owner.short !== "cli") {
    const may = ["core", ...(ALSO[owner.short] ?? []), ...(isTest ? ["indicators"] : [])];
    if (target.group === "packages" && may.includes(target.short)) return undefined;
    return `${owner.name} may import ${may.map((short) => `@bellwether/${short}`).join(" and ")}, not ${target.name}`;
  }
  return undefined;
}

/** Packages are entered by their exported paths. @param {import("./workspace.mjs").Package} target @param {string} specifier @param {string} subpath */
function doorOf(target, specifier, subpath) {
  if (Object.hasOwn(target.manifest.exports ?? {}, subpath)) return undefined;
  return { rule: "door", message: `${specifier} is not an exported path of ${target.name}` };
}

/**
 * @param {import("./workspace.mjs").SourceFile} file
 * @param {string} name
 * @param {import("./workspace.mjs").Package | undefined} target
 * @param {import("./workspace.mjs").Workspace} workspace
 */
function isDeclared({ owner, isTest, inside }, name, target, workspace) {
  const { manifest } = owner;
  const kinds = [manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies];
  // bench, tools and examples are run from the checkout, where the workspace links every package
  const fromCheckout = owner.group === "root" || owner.group === "bench" || owner.group === "examples";
  if (isTest || fromCheckout) kinds.push(manifest.devDependencies, workspace.rootManifest.devDependencies);
  if (isTest || (fromCheckout && !inside.startsWith("src/"))) if (target) return true;
  return kinds.some((kind) => kind?.[name] !== undefined);
}
