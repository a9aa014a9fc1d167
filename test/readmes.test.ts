import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { built, ROOT } from "./helpers/built.js";
import { execute } from "./helpers/process.js";

/** With BELLWETHER_UPDATE_READMES=1 the outputs are written into the readmes instead of compared. */
const update = process.env.BELLWETHER_UPDATE_READMES === "1";

/** A program, and the block under it with what it printed. */
const PAIR = /```ts\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g;

/** Inside the repository, so that the programs find the packages. */
const WORK = join(ROOT, "node_modules/.cache/bellwether-readmes", String(process.pid));

const readmes = ["packages", "plugins"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [`${folder}/${entry.name}/README.md`] : [],
  ),
);

beforeAll(async () => {
  await built();
  mkdirSync(WORK, { recursive: true });
});
afterAll(() => rmSync(WORK, { recursive: true, force: true }));

describe("the readme of a package", () => {
  it.each(readmes)("%s prints what it says it prints, run from the root of the repository", async (path) => {
    const file = join(ROOT, path);
    const text = readFileSync(file, "utf8");
    const pairs = [...text.matchAll(PAIR)];
    expect(pairs.length, "programs with their output").toBeGreaterThan(0);
    expect(text.match(/```ts/g), "no program without its output").toHaveLength(pairs.length);
    let fresh = text;
    for (const [i, [block, program, shown]] of pairs.entries()) {
      const source = join(WORK, `${path.replaceAll("/", "-")}-${i}.ts`);
      writeFileSync(source, program!);
      const { code, stdout, stderr } = await execute(process.execPath, ["--import", "jiti/register", source], {
        cwd: ROOT,
        env: { NO_COLOR: "1", FORCE_COLOR: undefined },
      });
      expect({ code, stderr }, block).toEqual({ code: 0, stderr: "" });
      const printed = `${stdout.trimEnd()}\n`;
      if (update) fresh = fresh.replace(block, () => `\`\`\`ts\n${program}\`\`\`\n\n\`\`\`text\n${printed}\`\`\``);
      else expect(shown).toBe(printed);
    }
    if (fresh !== text) writeFileSync(file, fresh);
  });

  it.each(readmes)("%s says in its first lines what the package is for, and its limits", (path) => {
    const text = readFileSync(join(ROOT, path), "utf8");
    const { name } = JSON.parse(readFileSync(join(ROOT, path, "../package.json"), "utf8"));
    expect(text).toMatch(new RegExp(`^# ${name}\n\n[A-Z].+\\.\n\n\`\`\`sh\nnpm install ${name}`));
    expect(text).toMatch(/^Limits: /m);
  });
});
