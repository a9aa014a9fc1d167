import { hash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Rng } from "@bellwether/core";
import type { Timers } from "@bellwether/live";
import type { Storage } from "@bellwether/live/testing";
import { type Life, never } from "./life.js";

export interface DiskWatch {
  /** Called before every call, counted from 1 in the life of a process. */
  readonly called: (call: number) => void;
  /** Hears what has reached the disk for good. */
  readonly synced: (name: string) => void;
  readonly appended: (name: string, bytes: Uint8Array) => void;
}

/** A disk whose calls take time, so that a crash can come between any two of them, and in the middle of one. */
export function slowDisk(
  storage: Storage,
  timers: Timers,
  life: Life,
  rng: Rng,
  mostMs: () => number,
  watch: DiskWatch,
): Storage {
  let calls = 0;
  const wait = async () => {
    if (!life.alive) await never();
    const most = mostMs();
    if (most > 0 && rng.int(2) === 0) await timers.sleep(Math.floor(most * rng.next() ** 3));
    if (!life.alive) await never();
  };
  const call = async <T>(act: () => Promise<T>, heard: () => void = () => {}): Promise<T> => {
    watch.called(++calls);
    await wait();
    const result = await act();
    heard();
    await wait();
    return result;
  };
  return {
    list: () => call(() => storage.list()),
    size: (name) => storage.size(name),
    read: (name, from, length) => storage.read(name, from, length),
    append: (name, bytes) =>
      call(
        () => storage.append(name, bytes),
        () => watch.appended(name, bytes),
      ),
    sync: (name) =>
      call(
        () => storage.sync(name),
        () => watch.synced(name),
      ),
    syncNames: () => call(() => storage.syncNames()),
    truncate: (name, length) => call(() => storage.truncate(name, length)),
    rename: (from, to) => call(() => storage.rename(from, to)),
    remove: (name) => call(() => storage.remove(name)),
    close: () => storage.close(),
  };
}

/** gzip and SHA-256 as in production, without leaving the thread: virtual time waits for no other. */
export const packing = {
  pack: async (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)),
  async *unpack(chunks: AsyncIterable<Uint8Array>) {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    yield new Uint8Array(gunzipSync(Buffer.concat(parts)));
  },
};

export const sha256 = (text: string): string => hash("sha256", text);
