import promises, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";
import type { Killer } from "./points.js";

type Call = (this: unknown, ...args: never[]) => Promise<unknown>;

/** What a file is to a journal: `segment`, `packed`, `lock`, or nothing that counts. */
function roleOf(path: unknown): string | null {
  const name = basename(String(path));
  if (name.endsWith(".jsonl")) return "segment";
  if (name.includes(".jsonl.gz")) return "packed";
  return name.startsWith("lock-") ? "lock" : null;
}

/**
 * Puts points around what this process does to the files of its journal: `before write segment`, `during write segment`
 * (half of the bytes are there), `after write segment`, and the same for `sync`, `rename`, `remove` and `link`.
 */
export async function watchFiles({ at, isDue }: Killer): Promise<void> {
  const roles = new WeakMap<object, string>();
  const { open } = promises;
  const around = (what: string, roleIn: (self: unknown, args: readonly unknown[]) => string | null | undefined) => {
    return (call: Call): Call =>
      async function (this: unknown, ...args) {
        const role = roleIn(this, args);
        if (role == null) return call.apply(this, args);
        at(`before ${what} ${role}`);
        const answer = await call.apply(this, args);
        at(`after ${what} ${role}`);
        return answer;
      };
  };
  const patch = (target: object, name: string, wrap: (call: Call) => Call) => {
    const calls = target as Record<string, Call>;
    calls[name] = wrap(calls[name]!);
  };

  const handle = await open(process.execPath, "r");
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const ofHandle = (self: unknown) => roles.get(self as object);
  const { appendFile } = prototype;
  patch(prototype, "appendFile", around("write", ofHandle));
  patch(
    prototype,
    "appendFile",
    (call) =>
      async function (this: unknown, ...args) {
        const role = ofHandle(this);
        const bytes = args[0] as unknown as Uint8Array;
        if (role != null && isDue(`during write ${role}`))
          await appendFile.call(this as FileHandle, bytes.subarray(0, bytes.length >> 1));
        if (role != null) at(`during write ${role}`);
        return call.apply(this, args);
      },
  );
  patch(prototype, "datasync", around("sync", ofHandle));
  const target = (_: unknown, args: readonly unknown[]) => roleOf(args[1]);
  patch(promises, "rename", around("rename", target));
  patch(promises, "link", around("link", target));
  patch(
    promises,
    "rm",
    around("remove", (_, args) => roleOf(args[0])),
  );
  patch(
    promises,
    "open",
    (call) =>
      async function (this: unknown, ...args) {
        const opened = (await call.apply(this, args)) as object;
        const role = roleOf(args[0]);
        if (role !== null && args[1] !== ("r" as never)) roles.set(opened, role);
        return opened;
      },
  );
  syncBuiltinESMExports();
}
