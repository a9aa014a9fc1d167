import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compiled } from "../../test/helpers/compiled.js";
import { JournalLockedError } from "../journal/journal.js";
import { lockJournal } from "./lock.js";
import { thisProcess } from "./process-identity.js";

let code: ReturnType<typeof compiled>;
beforeAll(() => {
  code = compiled(["node/lock.ts"]);
  writeFileSync(
    join(code.folder, "holder.mjs"),
    `import { lockJournal } from ${JSON.stringify(code.urlOf("node/lock.ts"))};
     process.send("ready");
     process.on("message", async (folder) => {
       try {
         await lockJournal(folder);
         process.send("won");
       } catch (error) {
         process.send(error.code);
       }
     });`,
  );
});

const folders: string[] = [];
const newFolder = () => {
  const folder = join(mkdtempSync(join(tmpdir(), "lock-")), "journal");
  folders.push(folder);
  return folder;
};
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) rmSync(join(folder, ".."), { recursive: true });
  rmSync(code.folder, { recursive: true });
});

/** A process that takes the lock when it is told to. */
async function starter(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(code.folder, "holder.mjs")], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  children.push(child);
  await once(child, "message");
  return child;
}
async function ask(child: ChildProcess, folder: string): Promise<unknown> {
  const answer = once(child, "message");
  child.send(folder);
  return (await answer)[0];
}
async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

describe("the lock of a journal", () => {
  it("is refused while it is held, naming the owner, and free once released", async () => {
    const folder = newFolder();
    const lock = await lockJournal(folder);
    const error = await lockJournal(folder).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(JournalLockedError);
    expect(String(error)).toMatch(
      new RegExp(`${folder} is in use by process ${process.pid} on "${hostname()}" since "\\d{4}-.*": stop it first$`),
    );
    await lock.release();
    await lock.release();
    await (await lockJournal(folder)).release();
  });

  it("leaves one small file behind, however often it is taken", async () => {
    const folder = newFolder();
    for (let i = 0; i < 5; i++) await (await lockJournal(folder)).release();
    expect(readdirSync(folder)).toEqual(["lock-000005-free"]);
  });

  it("outlives kill -9 of its owner: the next one takes it over", async () => {
    const folder = newFolder();
    const child = await starter();
    expect(await ask(child, folder)).toBe("won");
    await expect(lockJournal(folder)).rejects.toThrow(`process ${child.pid} on`);
    await kill(child);
    await (await lockJournal(folder)).release();
  });

  it("goes to exactly one of those who want it at once, 20 times, over a lock whose owner was killed", async () => {
    const children = await Promise.all([starter(), starter(), starter()]);
    for (let round = 0; round < 20; round++) {
      const folder = newFolder();
      if (round % 4 !== 0) await plant(folder, { pid: 2 ** 22 + 1 });
      const answers = await Promise.all(children.map((child) => ask(child, folder)));
      expect(answers.sort()).toEqual(["JOURNAL_LOCKED", "JOURNAL_LOCKED", "won"]);
    }
    await Promise.all(children.map(kill));
  });

  it("goes to exactly one of many in one process, again and again", async () => {
    const folder = newFolder();
    for (let round = 0; round < 50; round++) {
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockJournal(folder)));
      const won = tries.flatMap((it) => (it.status === "fulfilled" ? [it.value] : []));
      expect(won).toHaveLength(1);
      await won[0]!.release();
    }
  });
});

/** A lock file, as an owner of the past has left it. */
async function plant(folder: string, owner: object): Promise<void> {
  await lockJournal(folder);
  const path = join(folder, "lock-000001");
  const written = JSON.parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, JSON.stringify({ ...written, ...owner }));
}

describe("an owner that is gone is known", () => {
  const cases: readonly [string, object][] = [
    ["by its number", { pid: 2 ** 22 + 1 }],
    ["by the start of the process that has its number now", { began: "1" }],
    ["by the start of the machine", { boot: "00000000-0000-0000-0000-000000000000" }],
  ];
  it.skipIf(process.platform !== "linux").each(cases)("%s", async (_name, owner) => {
    const folder = newFolder();
    await plant(folder, owner);
    await (await lockJournal(folder)).release();
  });

  it("not from another machine or container: a person decides", async () => {
    for (const owner of [{ host: "elsewhere" }, { namespace: "pid:[1]" }]) {
      const folder = newFolder();
      await plant(folder, owner);
      await expect(lockJournal(folder)).rejects.toThrow(`if that is gone, remove ${join(folder, "lock-000001")}`);
    }
  });

  it("not from a file that says nothing", async () => {
    const folder = newFolder();
    await plant(folder, { pid: -1 });
    await expect(lockJournal(folder)).rejects.toThrow("names no owner; remove it if no run writes this journal");
  });

  it("and this process is at work", () => {
    expect(thisProcess()).toMatchObject({ pid: process.pid, host: hostname() });
  });
});
