// @ts-check
import { visitorKeys } from "oxc-parser";

/**
 * @typedef {object} Reference
 * @property {string} name - a name that the file does not declare: a global
 * @property {string} [member] - `now` of `Date.now`, of `Date["now"]` and of `const { now } = Date`
 * @property {"new" | "call" | "other"} use
 * @property {number} args - of a `new` or a call
 * @property {number} offset
 */

/** Type syntax that holds expressions; every other TS node is types only, and types name no globals at run time. */
const WITH_VALUES = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
  "TSEnumDeclaration",
  "TSEnumBody",
  "TSEnumMember",
  "TSParameterProperty",
  "TSExportAssignment",
  "TSModuleDeclaration",
  "TSModuleBlock",
]);
const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);
/** Parents whose named child is a label or a key, not a use of the name. */
const KEY_OF = /** @type {Record<string, string>} */ ({
  MemberExpression: "property",
  Property: "key",
  MethodDefinition: "key",
  PropertyDefinition: "key",
  AccessorProperty: "key",
  LabeledStatement: "label",
  BreakStatement: "label",
  ContinueStatement: "label",
  TSEnumMember: "id",
});
const GLOBAL_OBJECTS = new Set(["globalThis", "window", "self", "global"]);

/**
 * Uses of names that no scope around them declares, and modules named by `import("x").Type`.
 * @param {any} program - an ESTree program with TypeScript nodes
 * @returns {{ references: Reference[], typeImports: import("./module.mjs").Import[] }}
 */
export function freeReferences(program) {
  /** @type {Reference[]} */
  const references = [];
  /** @type {import("./module.mjs").Import[]} */
  const typeImports = [];

  /** @param {any} node @param {any[]} path - the ancestors, nearest last @param {Set<string>[]} scopes */
  const visit = (node, path, scopes) => {
    if (node.type === "TSImportType" && typeof node.source?.value === "string")
      typeImports.push({ specifier: node.source.value, names: [], offset: node.source.start });
    if (node.type.startsWith("TS") && !WITH_VALUES.has(node.type)) {
      visitTypes(node, path, scopes);
      return;
    }
    if (node.type === "Identifier") {
      visitTypes(node, path, scopes); // `x: Type`
      const parent = path.at(-1);
      const isKey = KEY_OF[parent.type] !== undefined && parent[KEY_OF[parent.type] ?? ""] === node;
      if (isKey && !parent.computed && !parent.shorthand) return;
      if (scopes.some((names) => names.has(node.name))) return;
      references.push(referenceOf(node, path));
      return;
    }
    const names = declaredBy(node);
    const inner = names.size > 0 ? [...scopes, names] : scopes;
    for (const child of children(node)) visit(child, [...path, node], inner);
  };
  /** Types hold no uses of globals, but may name modules. @param {any} node @param {any[]} path @param {Set<string>[]} scopes */
  const visitTypes = (node, path, scopes) => {
    for (const child of children(node)) {
      if (child.type.startsWith("TS") && !WITH_VALUES.has(child.type)) visit(child, [...path, node], scopes);
    }
  };

  visit(program, [], []);
  return { references, typeImports };
}

/** @param {any} node @param {any[]} path @returns {Reference} */
function referenceOf(node, path) {
  let at = node;
  let up = path.length - 1;
  let name = node.name;
  if (GLOBAL_OBJECTS.has(name) && memberName(path[up], at) !== undefined) {
    name = memberName(path[up], at);
    at = path[up--];
  }
  while (path[up]?.type === "ChainExpression") at = path[up--];
  const pattern = path[up]?.type === "VariableDeclarator" && path[up].init === at ? path[up].id : undefined;
  const member = memberName(path[up], at);
  const offset = node.start;
  if (member !== undefined) return { name, member, use: "other", args: 0, offset };
  if (pattern?.type === "ObjectPattern") {
    const keys = pattern.properties.map((/** @type {any} */ it) => it.key?.name ?? it.key?.value);
    return { name, member: keys.join(" "), use: "other", args: 0, offset };
  }
  const parent = path[up];
  const called = parent?.callee === at;
  const use = called && parent.type === "NewExpression" ? "new" : called ? "call" : "other";
  return { name, use, args: called ? parent.arguments.length : 0, offset };
}

/** `now` where `parent` is `object.now` or `object["now"]`. @param {any} parent @param {any} object */
function memberName(parent, object) {
  if (parent?.type !== "MemberExpression" || parent.object !== object) return undefined;
  return parent.computed ? parent.property.value : parent.property.name;
}

/** The names that come into being with a node, for everything inside it. @param {any} node @returns {Set<string>} */
function declaredBy(node) {
  /** @type {Set<string>} */
  const names = new Set();
  if (FUNCTIONS.has(node.type)) {
    if (node.type === "FunctionExpression" && node.id) names.add(node.id.name);
    names.add("arguments");
    for (const param of node.params) bind(param, names);
    if (node.body) hoisted(node.body, names);
  } else if (node.type === "Program") {
    for (const child of node.body) hoisted(child, names);
    for (const child of node.body) lexical(child, names);
  } else if (node.type === "BlockStatement" || node.type === "StaticBlock" || node.type === "TSModuleBlock") {
    for (const child of node.body) lexical(child, names);
  } else if (node.type === "ForStatement") {
    if (node.init) lexical(node.init, names);
  } else if (node.type === "ForOfStatement" || node.type === "ForInStatement") {
    lexical(node.left, names);
  } else if (node.type === "SwitchStatement") {
    for (const { consequent } of node.cases) for (const child of consequent) lexical(child, names);
  } else if (node.type === "CatchClause") {
    if (node.param) bind(node.param, names);
  } else if (node.type === "ClassExpression" && node.id) names.add(node.id.name);
  return names;
}

/** What a statement adds to the block around it. @param {any} node @param {Set<string>} names */
function lexical(node, names) {
  const statement = node.declaration ?? node; // `export const x`
  if (statement.type === "VariableDeclaration") for (const { id } of statement.declarations) bind(id, names);
  else if (statement.type === "ImportDeclaration") for (const { local } of statement.specifiers) names.add(local.name);
  else if (statement.id?.type === "Identifier") names.add(statement.id.name);
}

/** `var` reaches the function around it. @param {any} node @param {Set<string>} names */
function hoisted(node, names) {
  if (FUNCTIONS.has(node.type)) return;
  if (node.type === "VariableDeclaration" && node.kind === "var")
    for (const { id } of node.declarations) bind(id, names);
  for (const child of children(node)) hoisted(child, names);
}

/** Adds the names of a binding pattern. @param {any} pattern @param {Set<string>} names */
function bind(pattern, names) {
  if (!pattern) return;
  if (pattern.type === "Identifier") names.add(pattern.name);
  else if (pattern.type === "ObjectPattern") for (const it of pattern.properties) bind(it.value ?? it.argument, names);
  else if (pattern.type === "ArrayPattern") for (const it of pattern.elements) bind(it, names);
  else bind(pattern.left ?? pattern.argument ?? pattern.parameter, names); // default value, rest, `private x`
}

/** @param {any} node @returns {any[]} */
function children(node) {
  return (visitorKeys[node.type] ?? []).flatMap((key) => {
    const value = node[key];
    return Array.isArray(value) ? value.filter(Boolean) : value ? [value] : [];
  });
}
