import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { OutputError, writeWhole } from "./write-whole.js";

const folder = mkdtempSync(join(tmpdir(), "write-whole-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("writeWhole", () => {
  it("writes a text, bytes or a stream of texts", async () => {
    async function* lines() {
      yield "a\n";
      yield "b\n";
    }
    await writeWhole(join(folder, "lines.txt"), lines());
    expect(readFileSync(join(folder, "lines.txt"), "utf8")).toBe("a\nb\n");
    await writeWhole(join(folder, "lines.txt"), "c\n");
    expect(readFileSync(join(folder, "lines.txt"), "utf8")).toBe("c\n");
  });

  it("leaves the old file and no draft where the stream fails", async () => {
    async function* broken() {
      yield "half of it";
      throw Object.assign(new Error("gone"), { code: "ENOSPC" });
    }
    writeFileSync(join(folder, "kept.txt"), "old");
    await expect(writeWhole(join(folder, "kept.txt"), broken())).rejects.toThrow(/cannot be written: the disk is full/);
    expect(readFileSync(join(folder, "kept.txt"), "utf8")).toBe("old");
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("says why in one typed error", async () => {
    mkdirSync(join(folder, "in-the-way"));
    await expect(writeWhole(join(folder, "in-the-way"), "x")).rejects.toThrow(OutputError);
    await expect(writeWhole(join(folder, "none/x.txt"), "x")).rejects.toThrow(/its folder is not there/);
  });
});
