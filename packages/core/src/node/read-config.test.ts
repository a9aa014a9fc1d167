import { execFileSync } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import type { ConfigError } from "../config/config-error.js";
import { RunConfig } from "../config/run-config.js";
import { secret } from "../config/secret.js";
import { readConfigFile, readConfigText } from "./read-config.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "config-"));
});
afterAll(() => rm(folder, { recursive: true }));

const schema = z.strictObject({ a: z.string(), key: secret().optional() });
const file = async (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

async function complaint(path: string): Promise<string> {
  try {
    await readConfigFile(path, schema);
  } catch (error) {
    expect((error as ConfigError).code).toBe("CONFIG");
    return (error as ConfigError).message.replaceAll(folder, "dir");
  }
  return "accepted";
}

describe("readConfigFile", () => {
  it("reads and checks a file, with or without a byte order mark", async () => {
    expect((await readConfigFile(await file("a.yaml", "a: é"), schema)).value).toEqual({ a: "é" });
    expect((await readConfigFile(await file("bom.yaml", "\uFEFFa: é"), schema)).value).toEqual({ a: "é" });
  });

  it("names the file in violations of its content", async () => {
    expect(await complaint(await file("bad.yaml", "\uFEFFb: 1"))).toContain("dir/bad.yaml:1:1  b: unknown key");
  });

  it("takes secrets from the environment of the process, unless it is given another", async () => {
    const path = await file("secret.yaml", `{ a: x, key: "\${BELLWETHER_TEST_KEY}" }`);
    expect(await complaint(path)).toContain("the environment variable BELLWETHER_TEST_KEY is not set");
    const env = { BELLWETHER_TEST_KEY: "hidden" };
    expect((await readConfigFile(path, schema, { env })).value.key).toBe("hidden");
  });

  it("says what is wrong with a path, and what to do", async () => {
    await symlink(join(folder, "loop.yaml"), join(folder, "loop.yaml"));
    const plain = await file("plain", "a: x");
    expect(await complaint(join(folder, "none.yaml"))).toBe(
      "dir/none.yaml  no such file; check the path; it counts from the current folder",
    );
    expect(await complaint(folder)).toBe("dir  this is a folder; name the file in it");
    expect(await complaint(join(plain, "x.yaml"))).toMatch(/no such file; a part of the path is a file/);
    expect(await complaint(join(folder, "loop.yaml"))).toMatch(/circle of links/);
    expect(await complaint(join(folder, "x".repeat(5_000)))).toMatch(/the path is too long/);
  });

  it("refuses what is no UTF-8 text, without showing its bytes", async () => {
    expect(await complaint(await file("latin1.yaml", Uint8Array.of(0x61, 0x3a, 0x20, 0xe9)))).toBe(
      "dir/latin1.yaml  the text is not UTF-8; save it as UTF-8",
    );
    expect(await complaint(await file("utf16.yaml", Uint8Array.of(0xff, 0xfe, 0x61, 0)))).toBe(
      "dir/utf16.yaml  the text is UTF-16; save it as UTF-8",
    );
  });

  it("reads no more than the limit", async () => {
    const path = await file("large.yaml", "a".repeat(11));
    await expect(readConfigText(path, 10)).rejects.toThrow(/the file has 11 bytes; the limit is 10 bytes/);
    expect(await readConfigText(path, 11)).toHaveLength(11);
  });

  it.skipIf(process.platform === "win32")("waits for no writer of a named pipe", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    expect(await complaint(pipe)).toBe("dir/pipe  this is no regular file; save the config in a file");
  });
});

describe("the config files of the repository", () => {
  it.each(["backtest", "live"])("config/%s.yaml keeps the schema and names it for editors", async (name) => {
    const path = fileURLToPath(new URL(`../../../../config/${name}.yaml`, import.meta.url));
    expect((await readConfigFile(path, RunConfig)).value.strategy?.type).toBe("ema-rsi-scalping");
    expect(await readConfigText(path)).toMatch(/^# yaml-language-server: \$schema=\.\/schemas\/run\.schema\.json\n/);
  });
});
