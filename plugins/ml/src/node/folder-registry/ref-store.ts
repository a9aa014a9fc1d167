import { join } from "node:path";
import { ModelDamagedError, RegistryBusyError, RegistryIoError } from "../../registry/errors.js";
import type { NextState } from "../../registry/ref-changes.js";
import { decodeRefState, encodeRefState, NO_REFS, type RefState } from "../../registry/ref-state.js";
import type { Disk } from "./disk.js";
import { hasFolder, layoutOf, shown, sweep, temporary } from "./layout.js";
import { sha256 } from "./sha256.js";
import { tidy } from "./version-store.js";

const MAX_STATE_BYTES = 16 * 2 ** 20;
const MAX_ATTEMPTS = 1_000;

/** States of aliases and stages, a numbered file each; the highest number counts. */
export interface RefStore {
  /** @throws {ModelDamagedError} if the newest is damaged: an older one may name a model that was taken back. */
  read(name: string): RefState;
  /** Newest first. */
  history(name: string): readonly RefState[];
  /**
   * Compare-and-set without locks: the new state takes the next number, which only one process can.
   * @param change - what follows from a state, null for nothing; asked again with the newer state where another was faster.
   */
  update(name: string, change: (state: RefState) => NextState | null): RefState;
}

export interface RefStoreOptions {
  readonly now: () => number;
  /** States that are kept. */
  readonly keep: number;
}

const fileOf = (number: number) => `${String(number).padStart(12, "0")}.json`;

export function refStore(root: string, disk: Disk, { now, keep }: RefStoreOptions): RefStore {
  /** Numbers of states, lowest first. */
  function numbers(name: string): readonly number[] {
    const { model, refs } = layoutOf(root, name);
    if (!hasFolder(disk, root, name, model) || !hasFolder(disk, root, name, refs)) return [];
    return (disk.names(refs) ?? [])
      .filter((file) => /^[0-9]{12}\.json$/.test(file))
      .map((file) => Number(file.slice(0, 12)))
      .sort((a, b) => a - b);
  }

  /** Undefined where it was pruned meanwhile. */
  function stateOf(name: string, number: number): RefState | undefined {
    const path = join(layoutOf(root, name).refs, fileOf(number));
    const reading = disk.read(path, MAX_STATE_BYTES);
    if ("flaw" in reading && reading.missing) return undefined;
    const state = "flaw" in reading ? reading.flaw : decodeRefState(reading.bytes, number, sha256);
    if (typeof state !== "string") return state;
    throw new ModelDamagedError(name, null, shown(root, path), state);
  }

  function read(name: string): RefState {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const newest = numbers(name).at(-1);
      if (newest === undefined) return NO_REFS;
      const state = stateOf(name, newest);
      if (state !== undefined) return state;
    }
    throw busy(name);
  }

  /** @returns false where another process took the number. */
  function append(name: string, state: RefState): boolean {
    const { refs } = layoutOf(root, name);
    const draft = temporary(refs, "tmp");
    const place = join(refs, fileOf(state.number));
    const bytes = encodeRefState(state, sha256);
    if (bytes.length > MAX_STATE_BYTES)
      throw new RegistryIoError(`model ${name}: too many stages and notes to keep; delete old versions`);
    disk.makeFolder(refs);
    try {
      disk.write(draft, bytes);
      disk.link(draft, place);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") return false;
      if (["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code ?? ""))
        throw new RegistryIoError(`${root}: this disk has no hard links; put the registry on a local disk`, {
          cause: error,
        });
      throw error;
    } finally {
      tidy(disk, draft);
    }
    const there = numbers(name);
    if (there.at(-1)! - state.number >= keep) {
      // the number was free because its first holder is history already: this state follows from one long gone
      disk.remove(place);
      return false;
    }
    // lowest first: a gap in the numbers would look free to others
    for (const number of there.slice(0, -keep)) tidy(disk, join(refs, fileOf(number)));
    return true;
  }

  return {
    read,
    history: (name) => [...numbers(name)].reverse().flatMap((number) => stateOf(name, number) ?? []),
    update(name, change) {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const before = read(name);
        const next = change(before);
        if (next === null) return before;
        if (attempt === 0) sweep(disk, layoutOf(root, name).refs, now());
        const after: RefState = { ...next, number: before.number + 1, at: now() };
        if (append(name, after)) return after;
      }
      throw busy(name);
    },
  };
}

const busy = (name: string) =>
  new RegistryBusyError(`model ${name}: others change its aliases without a pause; try again`);
