import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildIsFresh } from "./build.mjs";
import { installIsFresh } from "./install.mjs";
import { withLock } from "./lock.mjs";

const MAIN = fileURLToPath(new URL("main.mjs", import.meta.url));
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "bootstrap-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const lockfile = (version: string) =>
  JSON.stringify({
    packages: {
      "": {},
      "node_modules/zod": { version },
      "node_modules/other-os": { version: "1.0.0", optional: true },
      "node_modules/@bellwether/core": { link: true },
      "packages/core": { version: "0.1.0" },
    },
  });
/** What npm leaves behind once it is done. */
const installedByHand = (version: string) => {
  put("node_modules/@bellwether/core/package.json", "{}");
  put("node_modules/.package-lock.json", JSON.stringify({ packages: { "node_modules/zod": { version } } }));
};
/** A repository of one package whose build appends a line to builds.log. */
function repository() {
  put("package-lock.json", lockfile("4.0.0"));
  put("package.json", "{}");
  installedByHand("4.0.0");
  put(
    "packages/core/package.json",
    JSON.stringify({ scripts: { build: "tsc" }, exports: { ".": { default: "./dist/index.js" } } }),
  );
  put("packages/core/src/index.ts", "export const a = 1;");
  put(
    "node_modules/turbo/bin/turbo",
    `const fs = require("node:fs");
    fs.appendFileSync("builds.log", "built\\n");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    fs.mkdirSync("packages/core/dist", { recursive: true });
    fs.writeFileSync("packages/core/dist/index.js", "");`,
  );
  put("tools/start.mjs", `console.log("started", ...process.argv.slice(2)); process.exit(7);`);
}
const builds = () => (existsSync(join(root, "builds.log")) ? readFileSync(join(root, "builds.log"), "utf8") : "");

function bootstrap(...args: string[]): ChildProcess {
  const code = `import(${JSON.stringify(MAIN)}).then(({ main }) => main(${JSON.stringify(root)}, ${JSON.stringify(args)})).then((c) => { process.exitCode = c; })`;
  const env = { ...process.env, npm_execpath: join(root, "npm-cli.js") }; // the npm that a test puts there
  return spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "pipe"], env });
}
async function result(child: ChildProcess) {
  let out = "";
  let err = "";
  child.stdout!.on("data", (text) => {
    out += text;
  });
  child.stderr!.on("data", (text) => {
    err += text;
  });
  const [code] = await once(child, "close");
  return { code, out, err };
}

describe("installing", () => {
  it("is due on a fresh clone, and after the lockfile changed", () => {
    put("package-lock.json", lockfile("4.0.0"));
    expect(installIsFresh(root), "no node_modules").toBe(false);
    installedByHand("3.9.0");
    expect(installIsFresh(root), "another version").toBe(false);
    installedByHand("4.0.0");
    expect(installIsFresh(root), "npm install by hand counts").toBe(true);
    put("package-lock.json", lockfile("4.1.0"));
    expect(installIsFresh(root), "the lockfile moved on").toBe(false);
  });

  it("is due after an install that was killed: npm's own lockfile comes last", () => {
    put("package-lock.json", lockfile("4.0.0"));
    put("node_modules/zod/package.json", `{"version":"4.0.0"}`);
    expect(installIsFresh(root)).toBe(false);
  });

  it("does not accept an install without the links to the workspaces", () => {
    put("package-lock.json", lockfile("4.0.0"));
    installedByHand("4.0.0");
    rmSync(join(root, "node_modules/@bellwether"), { recursive: true });
    expect(installIsFresh(root)).toBe(false);
  });
});

describe("an install that fails", () => {
  it.each([
    ["npm error code ECONNREFUSED", "npm could not reach its registry (code ECONNREFUSED).\nThe first run installs"],
    [
      "npm error code EINTEGRITY",
      "npm could not install the dependencies; nothing was started. It said:\nnpm error code",
    ],
  ])("says so (%s), starts nothing, and is tried again", async (said, expected) => {
    repository();
    rmSync(join(root, "node_modules/.package-lock.json"));
    put("npm-cli.js", `console.error(${JSON.stringify(said)}); process.exit(1);`);
    const { code, out, err } = await result(bootstrap("start"));
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(expected);
    expect(installIsFresh(root)).toBe(false);
  });
});

describe("running", () => {
  it("builds once, hands arguments and the exit code through, and keeps stdout for the command", async () => {
    repository();
    const first = await result(bootstrap("start", "--fast"));
    expect(first).toMatchObject({ code: 7, out: "started --fast\n" });
    expect(first.err).toContain("building 1 packages");
    const second = await result(bootstrap("start"));
    expect(second, "nothing to do, nothing to say").toEqual({ code: 7, out: "started\n", err: "" });
    expect(builds()).toBe("built\n");
  });

  it("builds again for a changed source or a missing dist, not for a changed test", async () => {
    repository();
    await result(bootstrap("start"));
    expect(buildIsFresh(root)).toBe(true);
    put("packages/core/src/a.test.ts", "");
    expect(buildIsFresh(root), "tests are not built").toBe(true);
    utimesSync(join(root, "packages/core/src/index.ts"), 1, 1);
    expect(buildIsFresh(root), "a source changed").toBe(false);
    await result(bootstrap("start"));
    rmSync(join(root, "packages/core/dist"), { recursive: true });
    expect(buildIsFresh(root), "dist is gone").toBe(false);
  });

  it("shows what the compiler said when the build fails, starts nothing, and tries again next time", async () => {
    repository();
    put("node_modules/turbo/bin/turbo", `console.log("src/index.ts(1,1): error TS1"); process.exit(2);`);
    const { code, out, err } = await result(bootstrap("start"));
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("error TS1");
    expect(buildIsFresh(root)).toBe(false);
  });

  it("builds once when two commands start together", async () => {
    repository();
    const [a, b] = await Promise.all([result(bootstrap("start")), result(bootstrap("start"))]);
    expect([a.code, b.code]).toEqual([7, 7]);
    expect(builds()).toBe("built\n");
    expect(existsSync(join(root, ".bellwether/bootstrap.lock"))).toBe(false);
  });

  it("passes a signal on to the command, and reports it", async () => {
    repository();
    put("tools/start.mjs", `console.log("up"); setInterval(() => {}, 1000);`);
    const child = bootstrap("start");
    await once(child.stdout!, "data");
    child.kill("SIGTERM");
    expect((await result(child)).code).toBe(128 + 15);
  });

  it("names the words it knows", async () => {
    const { code, err } = await result(bootstrap("toString"));
    expect(code).toBe(2);
    expect(err).toContain('no command "toString"; there are start, test, bench');
  });
});

describe("the lock", () => {
  it("is taken over from a process that died", async () => {
    const dead = spawn(process.execPath, ["-e", ""]);
    await once(dead, "close");
    put("lock", String(dead.pid));
    expect(await withLock(join(root, "lock"), async () => readFileSync(join(root, "lock"), "utf8"))).toBe(
      String(process.pid),
    );
    expect(existsSync(join(root, "lock"))).toBe(false);
  });

  it("is taken over when its heartbeat stopped, whoever has the process id now", async () => {
    put("lock", String(process.pid));
    const long = new Date(Date.now() - 60_000);
    utimesSync(join(root, "lock"), long, long);
    expect(await withLock(join(root, "lock"), async () => "mine")).toBe("mine");
  });

  it("is given back when the work fails", async () => {
    const failing = withLock(join(root, "lock"), () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(existsSync(join(root, "lock"))).toBe(false);
  });
});
