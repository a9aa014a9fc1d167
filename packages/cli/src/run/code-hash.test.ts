import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeHash } from "./code-hash.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "code-hash-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
const hash = (entry = "a.ts") => codeHash(join(folder, entry), dirname(join(folder, entry)));

describe("codeHash", () => {
  it.each([
    ["from", 'import { b } from "./b.ts";'],
    ["export from", 'export * from "./b.ts";'],
    ["for its effects", 'import "./b.ts";'],
    ["later", 'const b = await import("./b.ts");'],
    ["with require", "const b = require('./b.ts');"],
    ["without ending", 'import { b } from "./b";'],
    ["by the name that it is built to", 'import { b } from "./b.js";'],
    ["over several lines", 'import {\n  b,\n} from\n  "./b.ts";'],
  ])("changes with a file that is imported %s", async (_how, text) => {
    put("a.ts", text);
    put("b.ts", "export const b = 1;");
    const before = await hash();
    put("b.ts", "export const b = 2;");
    expect(await hash()).not.toBe(before);
  });

  it("follows imports of imports, across folders, round in circles", async () => {
    put("a.ts", 'import "./sub/b.ts";');
    put("sub/b.ts", 'import "../c.ts"; import "../a.ts";');
    put("c.ts", "1");
    const before = await hash();
    put("c.ts", "2");
    expect(await hash()).not.toBe(before);
  });

  it("takes index.ts for a folder", async () => {
    put("a.ts", 'import "./sub";');
    put("sub/index.ts", "1");
    const before = await hash();
    put("sub/index.ts", "2");
    expect(await hash()).not.toBe(before);
  });

  it("does not change with files that nobody imports, nor with where the folder lies", async () => {
    put("a.ts", 'import "./b.ts";\nimport * as z from "zod";');
    put("b.ts", "1");
    const before = await hash();
    put("a.test.ts", "1");
    expect(await hash()).toBe(before);
    put("elsewhere/a.ts", 'import "./b.ts";\nimport * as z from "zod";');
    put("elsewhere/b.ts", "1");
    expect(await hash("elsewhere/a.ts")).toBe(before);
  });

  it("tells two files apart that swap their contents", async () => {
    put("a.ts", 'import "./b.ts"; import "./c.ts";');
    put("b.ts", "1");
    put("c.ts", "2");
    const before = await hash();
    put("b.ts", "2");
    put("c.ts", "1");
    expect(await hash()).not.toBe(before);
  });

  it("leaves an import that leads nowhere to whoever loads the module", async () => {
    put("a.ts", 'import "./gone.ts";');
    expect(await hash()).toMatch(/^[0-9a-f]{64}$/);
  });
});
