// @ts-check

const TIMERS = ["setTimeout", "setInterval", "setImmediate", "requestAnimationFrame"];
const CHANCE = ["randomUUID", "getRandomValues", "randomBytes", "randomInt", "randomFillSync", "webcrypto"];
/** Modules of Node that are a clock, chance or timers under another name. */
const MODULES = /** @type {Record<string, (name: string) => boolean>} */ ({
  timers: () => true,
  "timers/promises": () => true,
  perf_hooks: (name) => name === "performance" || name === "default" || name === "*",
  crypto: (name) => CHANCE.includes(name),
});

/**
 * The clock, chance, timers, the environment and the network, outside the places that hand them in as ports.
 * @param {import("./workspace.mjs").SourceFile} file
 * @param {import("./module.mjs").Module} module
 * @returns {import("./check.mjs").Finding[]}
 */
export function rawViolations({ owner, inside, isTest }, module) {
  const concerned = (owner.group === "packages" && owner.short !== "cli") || owner.group === "plugins";
  if (!concerned || isTest || !inside.startsWith("src/") || inside.startsWith("src/node/")) return [];
  const hint = "take it as a port, or put the file under src/node/";
  const uses = module.references.flatMap((reference) => {
    const what = rawUse(reference);
    return what ? [{ offset: reference.offset, rule: "no-raw-api", message: `${what}; ${hint}` }] : [];
  });
  const imports = module.imports.flatMap(({ specifier, names, offset }) => {
    const isRaw = MODULES[specifier.replace(/^node:/, "")];
    const raw = isRaw ? names.filter(isRaw) : [];
    return raw.map((name) => ({ offset, rule: "no-raw-api", message: `${name} of ${specifier}; ${hint}` }));
  });
  return [...uses, ...imports];
}

/**
 * What a reference does that it should not, or undefined.
 * @param {import("./free-references.mjs").Reference} reference
 */
function rawUse({ name, member = "", use, args }) {
  const members = member.split(" "); // several where destructured
  if (name === "Date") {
    if (members.includes("now")) return "Date.now is the wall clock";
    if (use === "call" || (use === "new" && args === 0)) return "a Date without an argument is the wall clock";
  }
  if (name === "Math" && members.includes("random")) return "Math.random cannot be repeated";
  if (name === "performance") return "performance is a clock";
  if (name === "crypto" && members.some((it) => CHANCE.includes(it))) return `crypto.${member} cannot be repeated`;
  if (name === "process" && members.includes("env")) return "process.env is the environment";
  if (TIMERS.includes(name)) return `${name} is a timer`;
  if (name === "fetch") return "fetch is the network";
  return undefined;
}
