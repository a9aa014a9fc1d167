import type { Rng } from "@bellwether/core";
import type { Storage } from "../journal/storage.js";

const SECTOR = 512;

interface File {
  /** What readers see. */
  bytes: Uint8Array;
  /** What is on the disk. */
  durable: Uint8Array;
  /** Shortest since the last sync. */
  shortest: number;
}

/** Files by their new names, null for a name that goes; it happens as a whole. */
type Change = readonly (readonly [name: string, file: File | null])[];

export type StorageFault = "EIO" | "ENOSPC" | "EMFILE" | "power";

/** A call of a {@link SimulatedStorage} that was made to fail. */
export class SimulatedFault extends Error {
  constructor(
    readonly code: StorageFault | "EROFS",
    call: string,
  ) {
    super(`${code}: ${call}`);
  }
}

/**
 * A folder in memory that can lose its power. Until it is synced, what was written may be lost, written in part, or reach
 * the disk sector by sector in any order; of changes to names that were not synced, any may be lost.
 */
export class SimulatedStorage implements Storage {
  /** Calls made so far, reads included. */
  calls = 0;
  readOnly = false;
  #files = new Map<string, File>();
  /** Names on the disk, and what has changed in them since. */
  #durable = new Map<string, File>();
  #changes: Change[] = [];
  #failAt = Number.POSITIVE_INFINITY;
  #fault: StorageFault = "EIO";
  #capacity = Number.POSITIVE_INFINITY;

  /** Makes one call fail, counted from 1 from now on; after `power` all that follow fail, too. */
  failAt(call: number, fault: StorageFault): void {
    this.#failAt = this.calls + call;
    this.#fault = fault;
  }

  /** Bytes that fit in all; beyond, appends fail with ENOSPC after writing what fits. */
  set capacity(bytes: number) {
    this.#capacity = bytes;
  }

  /** What power leaves of it: a new folder. */
  crash(rng: Rng): SimulatedStorage {
    const after = new SimulatedStorage();
    const names = new Map(this.#durable);
    const inOrder = rng.int(2) === 0;
    const until = inOrder ? rng.int(this.#changes.length + 1) : this.#changes.length;
    for (const change of this.#changes.slice(0, until)) if (inOrder || rng.int(2) === 0) apply(names, change);
    for (const [name, file] of names) {
      const bytes = surviving(file, rng);
      const survivor = { bytes, durable: bytes, shortest: bytes.length };
      after.#files.set(name, survivor);
      after.#durable.set(name, survivor);
    }
    return after;
  }

  /** The same folder before another process: what was written is there, synced or not. No call fails any more. */
  reopened(): SimulatedStorage {
    const after = new SimulatedStorage();
    after.#files = this.#files;
    after.#durable = this.#durable;
    after.#changes = this.#changes;
    return after;
  }

  /** Content of a file, as a reader sees it. */
  content(name: string): Uint8Array | undefined {
    return this.#files.get(name)?.bytes;
  }

  /** Puts a file in place, as if it had always been there. */
  put(name: string, bytes: Uint8Array): void {
    const file = { bytes, durable: bytes, shortest: bytes.length };
    this.#files.set(name, file);
    this.#durable.set(name, file);
  }

  async list(): Promise<readonly string[]> {
    this.#call("list");
    return [...this.#files.keys()];
  }

  async read(name: string, from: number, length: number): Promise<Uint8Array | null> {
    this.#call(`read ${name}`);
    return this.#files.get(name)?.bytes.slice(from, from + length) ?? null;
  }

  async size(name: string): Promise<number | null> {
    this.#call(`size ${name}`);
    return this.#files.get(name)?.bytes.length ?? null;
  }

  async append(name: string, bytes: Uint8Array): Promise<void> {
    const file = this.#files.get(name) ?? { bytes: new Uint8Array(0), durable: new Uint8Array(0), shortest: 0 };
    const used = [...this.#files.values()].reduce((sum, it) => sum + it.bytes.length, 0);
    const room = this.#capacity - used;
    const write = (part: Uint8Array) => {
      if (!this.#files.has(name)) this.#rename([[name, file]]);
      file.bytes = joined(file.bytes, part);
    };
    this.#change(`append ${name}`, () => write(bytes.subarray(0, bytes.length >> 1)));
    if (bytes.length <= room) return write(bytes);
    write(bytes.subarray(0, Math.max(0, room)));
    throw new SimulatedFault("ENOSPC", `append ${name}`);
  }

  async sync(name: string): Promise<void> {
    this.#change(`sync ${name}`);
    const file = this.#files.get(name);
    if (file === undefined) return;
    file.durable = file.bytes;
    file.shortest = file.bytes.length;
  }

  async syncNames(): Promise<void> {
    this.#change("syncNames");
    this.#durable = new Map(this.#files);
    this.#changes = [];
  }

  async truncate(name: string, length: number): Promise<void> {
    this.#change(`truncate ${name}`);
    const file = this.#files.get(name);
    if (file === undefined) return;
    file.bytes = file.bytes.slice(0, length);
    file.shortest = Math.min(file.shortest, length);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#change(`rename ${from} ${to}`);
    const file = this.#files.get(from);
    if (file === undefined) throw new SimulatedFault("EIO", `rename ${from}: not there`);
    this.#rename([
      [to, file],
      [from, null],
    ]);
  }

  async remove(name: string): Promise<void> {
    this.#change(`remove ${name}`);
    if (this.#files.has(name)) this.#rename([[name, null]]);
  }

  async close(): Promise<void> {}

  #rename(change: Change): void {
    apply(this.#files, change);
    this.#changes.push(change);
  }

  #change(call: string, partly: () => void = () => {}): void {
    if (this.readOnly) throw new SimulatedFault("EROFS", call);
    this.#call(call, partly);
  }

  #call(call: string, partly: () => void = () => {}): void {
    this.calls++;
    const gone = this.#fault === "power" && this.calls > this.#failAt;
    if (this.calls !== this.#failAt && !gone) return;
    if (!gone) partly();
    throw new SimulatedFault(this.#fault, call);
  }
}

function surviving({ bytes, durable, shortest }: File, rng: Rng): Uint8Array {
  // a truncation that was not synced may not have happened, and then nothing after it has
  if (shortest < durable.length && rng.int(2) === 0) return durable;
  const safe = Math.min(shortest, durable.length);
  const length = safe + rng.int(bytes.length - safe + 1);
  const left = bytes.slice(0, length);
  if (rng.int(3) === 0) return left; // written in order
  for (let from = safe; from < length; ) {
    const to = Math.min(length, (Math.floor(from / SECTOR) + 1) * SECTOR);
    const fate = rng.int(4);
    if (fate === 0) left.fill(0, from, to);
    if (fate === 1) left.fill(0, from + rng.int(to - from + 1), to);
    from = to;
  }
  return left;
}

function apply(names: Map<string, File>, change: Change): void {
  for (const [name, file] of change) {
    if (file === null) names.delete(name);
    else names.set(name, file);
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}
