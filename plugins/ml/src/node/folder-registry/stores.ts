import { ModelDamagedError, ModelNotFoundError } from "../../registry/errors.js";
import { assertModelName } from "../../registry/names.js";
import type { NextState } from "../../registry/ref-changes.js";
import type { RefState } from "../../registry/ref-state.js";
import type { Disk } from "./disk.js";
import { type RefStore, refStore } from "./ref-store.js";
import { type TrialStore, trialStore } from "./trial-store.js";
import { type VersionStore, versionStore } from "./version-store.js";

/** The parts of a registry, and what needs more than one of them. */
export interface Stores {
  readonly root: string;
  readonly disk: Disk;
  readonly now: () => number;
  readonly versions: VersionStore;
  readonly refs: RefStore;
  readonly trials: TrialStore;
  /** Names of models that have a version, sorted. */
  models(): readonly string[];
  /** Versions that are there for readers: those with a folder that no deletion has marked. */
  visible(name: string, state: RefState): readonly string[];
  /** As `visible`. @throws {ModelNotFoundError} if there is none. */
  someVisible(name: string, state: RefState): readonly string[];
  /** Changes aliases and stages; marks of deletion whose folder is gone are dropped on the way. */
  update(name: string, change: (state: RefState) => NextState | null): RefState;
}

export interface StoresOptions {
  readonly now: () => number;
  readonly keep: number;
}

export function openStores(root: string, disk: Disk, { now, keep }: StoresOptions): Stores {
  const versions = versionStore(root, disk);
  const refs = refStore(root, disk, { now, keep });
  const stores: Stores = {
    root,
    disk,
    now,
    versions,
    refs,
    trials: trialStore(root, disk),
    models: () => (disk.names(root) ?? []).filter((name) => isModel(stores, name)).sort(),
    visible: (name, { deleted }) => versions.list(name).filter((version) => !Object.hasOwn(deleted, version)),
    someVisible(name, state) {
      const found = stores.visible(name, state);
      if (found.length === 0) throw new ModelNotFoundError(name, stores.models());
      return found;
    },
    update: (name, change) =>
      refs.update(name, (state) => {
        const next = change(state);
        if (next === null) return null;
        const pending = ([version]: [string, number]) =>
          !Object.hasOwn(state.deleted, version) || versions.has(name, version);
        return { ...next, deleted: Object.fromEntries(Object.entries(next.deleted).filter(pending)) };
      }),
  };
  return stores;
}

/** Things that lie about in the folder are no models, nor are links; one that is damaged is one all the same. */
function isModel({ versions, visible, refs }: Stores, name: string): boolean {
  try {
    assertModelName(name);
    return versions.list(name).length > 0 && visible(name, refs.read(name)).length > 0;
  } catch (error) {
    return error instanceof ModelDamagedError && error.file.startsWith(`${name}/refs/`);
  }
}
