// @ts-check
import { dirname, relative, resolve, sep } from "node:path";
import { isBuiltin } from "./arrows.mjs";

/** These run in a browser too. */
const PORTABLE = new Set(["core", "indicators", "strategies", "risk", "backtest"]);
const NODE_SIDE = /^src\/(node|testing)\//;
const GLOBALS = new Set(["process", "Buffer", "require", "module", "__dirname", "__filename", "setImmediate"]);

/**
 * Node's modules and globals, outside the folders that are for Node.
 * @param {import("./workspace.mjs").SourceFile} file
 * @param {import("./module.mjs").Module} module
 * @returns {import("./check.mjs").Finding[]}
 */
export function nodeViolations(file, module) {
  const { owner, inside, isTest } = file;
  const concerned = owner.group === "packages" && PORTABLE.has(owner.short) && inside.startsWith("src/");
  if (!concerned || isTest || NODE_SIDE.test(inside)) return [];
  const rule = "no-node";
  const here = `this file of ${owner.name} also runs in a browser`;
  return [
    ...module.imports.flatMap(({ specifier, offset }) => {
      if (isBuiltin(specifier)) return [{ offset, rule, message: `${specifier} is Node's, and ${here}` }];
      const target = specifier.startsWith(".")
        ? relative(owner.folder, resolve(dirname(file.path), specifier))
            .split(sep)
            .join("/")
        : specifier.replace(/^@bellwether\/[^/]+/, "src").concat("/");
      return NODE_SIDE.test(target) ? [{ offset, rule, message: `${specifier} needs Node, and ${here}` }] : [];
    }),
    ...module.references.flatMap(({ name, offset }) =>
      GLOBALS.has(name) ? [{ offset, rule, message: `${name} is Node's, and ${here}` }] : [],
    ),
  ];
}
