import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const { bin } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "bin-"));
afterAll(() => rmSync(folder, { recursive: true }));
cpSync(join(PACKAGE, "bin"), join(folder, "bin"), { recursive: true });
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');

const started = () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, bin.bellwether), "list", "x"]);
  return { status, stdout: String(stdout), stderr: String(stderr) };
};

describe("the file that npm links, in a package that is", () => {
  it("not built: says what to run", () => {
    const { status, stdout, stderr } = started();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^bellwether: .*npm start.*\n$/);
  });

  it("built: hands over, arguments and exit code included", () => {
    mkdirSync(join(folder, "dist"));
    writeFileSync(join(folder, "dist/bin.js"), "console.log(process.argv.slice(2).join());\nprocess.exitCode = 4;\n");
    expect(started()).toEqual({ status: 4, stdout: "list,x\n", stderr: "" });
  });
});
