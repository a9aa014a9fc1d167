// @ts-check
import { parseSync } from "oxc-parser";
import { freeReferences } from "./free-references.mjs";

/**
 * @typedef {{ specifier: string, names: string[], offset: number }} Import - names: what a static import binds
 * @typedef {{ imports: Import[], references: import("./free-references.mjs").Reference[] }} Module
 */

/**
 * What a rule needs to know of a file: its imports of every form, and its uses of names that it does not declare.
 * @param {string} path
 * @param {string} text
 * @returns {Module}
 * @throws {SyntaxError} where the file cannot be parsed
 */
export function moduleOf(path, text) {
  const { program, module, errors } = parseSync(path, text);
  const error = errors.find(({ severity }) => severity === "Error");
  if (error) throw new SyntaxError(`${path}: ${error.message}`);
  /** @type {Import[]} */
  const imports = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    const names = entries.map(({ importName: { kind, name } }) => name ?? (kind === "Default" ? "default" : "*"));
    imports.push({ specifier: moduleRequest.value, names, offset: moduleRequest.start });
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, importName } of entries) {
      if (!moduleRequest) continue;
      imports.push({ specifier: moduleRequest.value, names: [importName.name ?? "*"], offset: moduleRequest.start });
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const specifier = literal(text.slice(moduleRequest.start, moduleRequest.end));
    if (specifier !== undefined) imports.push({ specifier, names: ["*"], offset: moduleRequest.start });
  }
  const { references, typeImports } = freeReferences(program);
  return { imports: [...imports, ...typeImports], references };
}

/** The value of a plain string literal; a computed specifier cannot be judged here. @param {string} source */
function literal(source) {
  return /^(["'`])([^"'`$\\]*)\1$/.exec(source)?.[2];
}
