// @ts-check
// `node tools/schemas.mjs` writes config/schemas/*.schema.json from the built packages, for editors;
// `--check` writes nothing and fails if a file is stale.
import { mkdir, readFile, writeFile } from "node:fs/promises";

const root = new URL("../", import.meta.url);

/** @param {string} name @param {"packages" | "plugins"} [group] */
async function built(name, group = "packages") {
  const path = `${group}/${name}/dist/`;
  try {
    return await import(new URL(name === "core" ? `${path}config/index.js` : `${path}index.js`, root).href);
  } catch (error) {
    console.error(`${path} does not load (${/** @type {Error} */ (error).message}); run npm run build`);
    process.exit(2);
  }
}

const { jsonSchemaOf } = await built("core");
const { RiskConfig } = await built("risk");
const { RunFile } = await built("cli");
const { TrainingFile } = await built("ml", "plugins");
const schemas = {
  run: ["Bellwether run file", RunFile],
  risk: ["Bellwether risk settings", RiskConfig],
  ml: ["Bellwether training file", TrainingFile],
};

const folder = new URL("config/schemas/", root);
const stale = [];
for (const [name, [title, schema]] of Object.entries(schemas)) {
  const file = new URL(`${name}.schema.json`, folder);
  const text = `${JSON.stringify(jsonSchemaOf(schema, { title, id: `${name}.schema.json` }), null, 2)}\n`;
  const old = await readFile(file, "utf8").catch(() => "");
  if (old === text) continue;
  stale.push(`config/schemas/${name}.schema.json`);
  if (process.argv.includes("--check")) continue;
  await mkdir(folder, { recursive: true });
  await writeFile(file, text);
}
if (stale.length === 0) console.log("config/schemas is up to date");
else if (process.argv.includes("--check")) {
  console.error(`stale: ${stale.join(", ")}; run node tools/schemas.mjs`);
  process.exitCode = 1;
} else console.log(`wrote ${stale.join(", ")}`);
