import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createRng } from "@bellwether/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compiled } from "../../../test/helpers/compiled.js";
import { sampleEntries } from "../../../test/helpers/sample-entries.js";
import type { Entry } from "../../journal/entry.js";
import { type Journal, JournalLockedError, JournalWriteError } from "../../journal/journal.js";
import { lockJournal } from "../lock.js";
import { openJournal } from "./open-journal.js";
import { readJournal } from "./read-journal.js";

const ENTRIES = sampleEntries(40);
const base = mkdtempSync(join(tmpdir(), "journal-"));
afterAll(() => rmSync(base, { recursive: true }));
let folders = 0;
const newFolder = () => join(base, `runs/${folders++}`);

async function all(pieces: AsyncIterable<readonly Entry[]>): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const piece of pieces) entries.push(...piece);
  return entries;
}
async function write(journal: Journal, entries: readonly Entry[]): Promise<void> {
  for (const entry of entries) {
    journal.append(entry);
    await journal.commit();
  }
}

describe("a journal in a folder", () => {
  it("reads back what was written, through packed segments", async () => {
    const folder = newFolder();
    const journal = await openJournal(folder, { segmentBytes: 4_000 });
    await write(journal, ENTRIES);
    await journal.close();
    expect(readdirSync(folder).filter((name) => name.endsWith(".gz")).length).toBeGreaterThan(2);
    expect(await all(readJournal(folder))).toEqual(ENTRIES);
    const again = await openJournal(folder);
    expect(await all(again.entries())).toEqual(ENTRIES);
    await again.close();
  });

  it.skipIf(process.platform === "win32")("is for its owner's eyes only", async () => {
    const folder = newFolder();
    const journal = await openJournal(folder, { segmentBytes: 4_000 });
    await write(journal, ENTRIES);
    await journal.close();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
  });

  it("is read as empty where there is none, and nothing is made", async () => {
    const folder = newFolder();
    expect(await all(readJournal(folder))).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  it("has one writer, until it is closed or could not be opened", async () => {
    const folder = newFolder();
    const journal = await openJournal(folder);
    await expect(openJournal(folder)).rejects.toThrow(JournalLockedError);
    await journal.close();
    writeFileSync(join(folder, "journal-000002.jsonl"), "x");
    await expect(openJournal(folder)).rejects.toThrow("journal-000001.jsonl, byte 0: is missing");
    rmSync(join(folder, "journal-000002.jsonl"));
    const lock = await lockJournal(folder);
    const under = await openJournal(folder, { lock });
    await under.close();
    await expect(openJournal(folder), "the lock stays with whoever took it").rejects.toThrow(JournalLockedError);
    await lock.release();
  });

  it("is refused where nothing can be written, or the disk is almost full", async () => {
    const file = join(base, "file");
    writeFileSync(file, "");
    await expect(openJournal(join(file, "journal"))).rejects.toThrow(JournalWriteError);
    await expect(openJournal(newFolder(), { minFreeBytes: Number.MAX_SAFE_INTEGER })).rejects.toThrow(
      "make room first",
    );
    await expect(openJournal("/proc/none")).rejects.toThrow(JournalWriteError);
  });

  it.skipIf(process.platform === "win32")("notices that its folder was removed under it", async () => {
    const folder = newFolder();
    const journal = await openJournal(folder);
    await write(journal, ENTRIES.slice(0, 2));
    rmSync(folder, { recursive: true });
    await expect(write(journal, ENTRIES.slice(2, 3))).rejects.toThrow("its folder is gone");
    await expect(journal.close()).rejects.toThrow(JournalWriteError);
  });
});

const mounts = process.getuid?.() === 0 && process.platform === "linux";
it.skipIf(!mounts)(
  "on a real disk that fills up ends with the last commit, and goes on when there is room",
  async (context) => {
    const disk = join(base, "disk");
    mkdirSync(disk);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], { stdio: "ignore" });
    } catch {
      return context.skip("this machine mounts no tmpfs");
    }
    try {
      const folder = join(disk, "journal");
      const filler = join(disk, "filler");
      writeFileSync(filler, new Uint8Array(32 * 1_024));
      const journal = await openJournal(folder, { minFreeBytes: 0 });
      let committed = 0;
      const filling = async () => {
        for (const entry of sampleEntries(200)) {
          journal.append(entry);
          await journal.commit();
          committed++;
        }
      };
      await expect(filling()).rejects.toThrow("the disk is full; the journal ends with the last commit");
      await journal.close().catch(() => {});
      expect(await all(readJournal(folder))).toEqual(sampleEntries(committed));
      rmSync(filler);
      const again = await openJournal(folder, { minFreeBytes: 0 });
      expect(await all(again.entries())).toEqual(sampleEntries(committed));
      await write(again, sampleEntries(committed + 3).slice(committed));
      await again.close();
    } finally {
      execFileSync("umount", [disk]);
    }
  },
);

describe("real processes", () => {
  let code: ReturnType<typeof compiled>;
  beforeAll(() => {
    code = compiled(["node/journal/open-journal.ts", "node/journal/read-journal.ts"]);
    const modules = [code.urlOf("node/journal/open-journal.ts"), code.urlOf("node/journal/read-journal.ts")];
    writeFileSync(
      join(code.folder, "process.mjs"),
      `import { openJournal } from ${JSON.stringify(modules[0])};
       import { readJournal } from ${JSON.stringify(modules[1])};
       const [, , task, folder, limit] = process.argv;
       const note = (seq) => ({ seq, at: seq, type: "note", note: { kind: "gap", message: "x".repeat(seq % 700) } });
       if (task === "write") {
         await new Promise((resolve) => process.stdin.once("data", resolve));
         process.stdin.destroy();
         const journal = await openJournal(folder, { segmentBytes: 20000 });
         let seq = 0;
         for await (const piece of journal.entries()) for (const entry of piece) if (entry.seq !== seq++) process.exit(3);
         process.stdout.write(\`open \${seq}\\n\`);
         while (seq < Number(limit)) {
           const group = 1 + (seq % 3);
           for (let i = 0; i < group; i++) journal.append(note(seq++));
           await journal.commit();
           process.stdout.write(\`\${seq}\\n\`);
         }
         await journal.close();
       } else {
         let most = 0;
         while (most < Number(limit)) {
           let seq = 0;
           for await (const piece of readJournal(folder))
             for (const entry of piece)
               if (entry.seq !== seq++ || entry.note.message.length !== entry.seq % 700) process.exit(3);
           if (seq < most) process.exit(4);
           most = seq;
         }
         process.stdout.write("saw it all\\n");
       }`,
    );
  });
  afterAll(() => {
    for (const child of children) child.kill("SIGKILL");
    rmSync(code.folder, { recursive: true });
  });

  const children: ChildProcess[] = [];
  const run = (task: "write" | "read", folder: string, limit: number): ChildProcess => {
    const child = spawn(process.execPath, [join(code.folder, "process.mjs"), task, folder, String(limit)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    children.push(child);
    return child;
  };

  it("killed 50 times while they write lose nothing that was committed", async () => {
    const folder = newFolder();
    const rng = createRng(5);
    let committed = 0;
    // each waits for its word, so that the next ones start meanwhile
    const waiting = Array.from({ length: 50 }, () => () => run("write", folder, 1e9));
    const started = waiting.splice(0, 3).map((start) => start());
    for (let life = 0; life < 50; life++) {
      const child = started.shift()!;
      const next = waiting.shift();
      if (next !== undefined) started.push(next());
      child.stdin!.write("go\n");
      const exit = once(child, "exit");
      let commits = rng.int(25);
      let open = -1;
      for await (const line of createInterface({ input: child.stdout! })) {
        if (open === -1) {
          open = Number(/^open (\d+)$/.exec(line)?.[1]);
          expect(open).toBeGreaterThanOrEqual(committed);
        } else committed = Number(line);
        if (commits-- <= 0) child.kill("SIGKILL");
      }
      expect((await exit)[1]).toBe("SIGKILL");
    }
    const left = await all(readJournal(folder));
    expect(left.length).toBeGreaterThanOrEqual(committed);
    expect(committed).toBeGreaterThan(300);
  });

  it("read a journal over and over while another writes, closes and packs its segments", async () => {
    const folder = newFolder();
    const readers = [run("read", folder, 1_500), run("read", folder, 1_500)];
    const writer = run("write", folder, 1_500);
    writer.stdin!.write("go\n");
    writer.stdout!.resume();
    const exits = await Promise.all([...readers, writer].map(async (child) => (await once(child, "exit"))[0]));
    expect(exits).toEqual([0, 0, 0]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".gz")).length).toBeGreaterThan(10);
  });
});
