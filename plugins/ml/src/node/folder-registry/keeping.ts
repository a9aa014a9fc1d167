import { ModelReferencedError, RegistryBusyError, shortVersion } from "../../registry/errors.js";
import type { ModelRegistry } from "../../registry/model-registry.js";
import { namedBy, withDeleted, withNote, withRestored } from "../../registry/ref-changes.js";
import { encodeRecord } from "../../registry/version-record.js";
import { assertLine } from "./assert-line.js";
import { matching } from "./find-version.js";
import { layoutOf } from "./layout.js";
import { sha256 } from "./sha256.js";
import type { Stores } from "./stores.js";

/** A deletion takes milliseconds; one that is older than this died on the way. */
const DELETION_MS = 60_000;

/** The part of a registry that keeps versions and deletes them. */
export function keepingPart(stores: Stores): Pick<ModelRegistry, "save" | "delete"> {
  const { root, disk, now, versions, refs, update, someVisible } = stores;

  const isStale = (deletedAt: number) => now() - deletedAt > DELETION_MS;

  /** Finishes what a process that died has left of deletions. */
  function finishDeletions(name: string): void {
    // folders before the state: a version that is saved again loses its mark before it gets its folder
    const there = versions.list(name);
    const { deleted } = refs.read(name);
    for (const version of there)
      if (Object.hasOwn(deleted, version) && isStale(deleted[version]!)) versions.discard(name, version);
  }

  /** Makes way for a version that was deleted before. */
  function restore(name: string, version: string): void {
    const isThere = versions.has(name, version); // before the state, as above
    const deletedAt = refs.read(name).deleted[version];
    if (deletedAt === undefined) return;
    if (isThere && !isStale(deletedAt))
      throw new RegistryBusyError(
        `model ${name}: version ${shortVersion(version)} is being deleted; save it in a minute`,
      );
    if (isThere) versions.discard(name, version);
    update(name, (state) => withRestored(state, version));
  }

  return {
    save(name, bundle, { note } = {}) {
      assertLine("note", note);
      const { versions: folder } = layoutOf(root, name);
      const record = encodeRecord(bundle, sha256);
      const { version } = record;
      versions.list(name); // refuses links before anything is written
      disk.makeFolder(folder);
      versions.sweep(name, now());
      finishDeletions(name);
      restore(name, version);
      const created = versions.place(name, record, bundle.files);
      if (!created) versions.files(name, version, versions.record(name, version)); // the same is said only of what is whole
      if (note !== undefined) update(name, (state) => withNote(state, version, note));
      return { name, version, created };
    },
    delete(name, which, { force = false } = {}) {
      let doomed: readonly string[] = [];
      finishDeletions(name);
      update(name, (state) => {
        if (which === "all") {
          doomed = someVisible(name, state);
          if (!force) throw new ModelReferencedError(name, null, everyName(state.aliases));
          return { ...withDeleted(state, doomed, "all", now()), aliases: {}, stages: {}, notes: {} };
        }
        const version = matching(name, which.version, someVisible(name, state));
        const names = namedBy(state, version);
        if (names.length > 0) throw new ModelReferencedError(name, version, names);
        doomed = [version];
        return withDeleted(state, doomed, version, now());
      });
      for (const version of doomed) versions.discard(name, version);
    },
  };
}

const everyName = (aliases: object) =>
  Object.keys(aliases)
    .sort()
    .map((alias) => `alias ${alias}`);
