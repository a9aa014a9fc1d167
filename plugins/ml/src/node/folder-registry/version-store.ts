import { join } from "node:path";
import { ModelDamagedError } from "../../registry/errors.js";
import { isVersion } from "../../registry/names.js";
import {
  decodeRecord,
  type EncodedRecord,
  MAX_MANIFEST_BYTES,
  type VersionRecord,
} from "../../registry/version-record.js";
import type { Disk } from "./disk.js";
import { hasFolder, layoutOf, shown, sweep, temporary } from "./layout.js";
import { sha256 } from "./sha256.js";

const MANIFEST = "manifest.json";

/** A version of which something is gone: deleted meanwhile, or damaged; the caller knows which. */
export class VersionGone extends Error {
  constructor(readonly damage: ModelDamagedError) {
    super(damage.message);
  }
}

export interface StoredRecord extends VersionRecord {
  /** When its manifest was written here, epoch ms of the disk's clock. */
  readonly savedAt: number;
}

/** The folders of versions: complete ones, under the hash of their manifest. */
export interface VersionStore {
  /** Versions that have a folder, sorted. */
  list(name: string): readonly string[];
  has(name: string, version: string): boolean;
  /** When the folder of a version was last changed, epoch ms of the disk's clock; 0 where there is none. */
  savedAt(name: string, version: string): number;
  /** @returns false where it was there already. */
  place(name: string, record: EncodedRecord, files: Readonly<Record<string, Uint8Array>>): boolean;
  /** The manifest, after its hash was compared. @throws {ModelDamagedError} {VersionGone} */
  record(name: string, version: string): StoredRecord;
  /** Every file, each compared with the manifest in size and hash. @throws {ModelDamagedError} {VersionGone} */
  files(name: string, version: string, record: VersionRecord): Record<string, Uint8Array>;
  /** Takes the folder out of sight at once, then removes it. */
  discard(name: string, version: string): void;
  sweep(name: string, now: number): void;
}

export function versionStore(root: string, disk: Disk): VersionStore {
  const folderOf = (name: string, version: string) => join(layoutOf(root, name).versions, version);

  function checkedFolder(name: string, version: string): string {
    const { model, versions } = layoutOf(root, name);
    const folder = folderOf(name, version);
    for (const path of [model, versions, folder])
      if (!hasFolder(disk, root, name, path))
        throw new VersionGone(new ModelDamagedError(name, version, shown(root, path), "is missing"));
    return folder;
  }

  function content(name: string, version: string, path: string, maxBytes: number): Uint8Array {
    const reading = disk.read(path, maxBytes);
    if ("bytes" in reading) return reading.bytes;
    const damage = new ModelDamagedError(name, version, shown(root, path), reading.flaw);
    throw reading.missing ? new VersionGone(damage) : damage;
  }

  /** Of a file, or a folder whose file is damaged; 0 where it went away meanwhile. */
  const savedAt = (path: string) => Math.floor(disk.look(path)?.mtimeMs ?? 0);

  return {
    savedAt: (name, version) => savedAt(folderOf(name, version)),
    list(name) {
      const { model, versions } = layoutOf(root, name);
      if (!hasFolder(disk, root, name, model) || !hasFolder(disk, root, name, versions)) return [];
      return (disk.names(versions) ?? []).filter(isVersion).sort();
    },
    has: (name, version) => hasFolder(disk, root, name, folderOf(name, version)),
    place(name, { version, bytes, files: entries }, files) {
      const { versions } = layoutOf(root, name);
      if (hasFolder(disk, root, name, folderOf(name, version))) return false;
      const draft = temporary(versions, "tmp");
      try {
        disk.makeFolder(draft);
        for (const file of Object.keys(entries)) disk.write(join(draft, file), files[file]!);
        disk.write(join(draft, MANIFEST), bytes);
        disk.flushFolder(draft);
        disk.rename(draft, folderOf(name, version));
        return true;
      } catch (error) {
        tidy(disk, draft);
        // another process was faster with the same version: a folder that holds something is never replaced
        const wasThere = ["EEXIST", "ENOTEMPTY", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "");
        if (wasThere && disk.look(folderOf(name, version))?.isDirectory()) return false;
        throw error;
      }
    },
    record(name, version) {
      const path = join(checkedFolder(name, version), MANIFEST);
      const bytes = content(name, version, path, MAX_MANIFEST_BYTES);
      const damaged = (flaw: string) => new ModelDamagedError(name, version, shown(root, path), flaw);
      if (sha256(bytes) !== version) throw damaged("is not what its folder is named after");
      const record = decodeRecord(bytes);
      if (typeof record === "string") throw damaged(record);
      return { ...record, savedAt: savedAt(path) };
    },
    files(name, version, { files: entries }) {
      const folder = checkedFolder(name, version);
      const damaged = (file: string, flaw: string) =>
        new ModelDamagedError(name, version, shown(root, join(folder, file)), flaw);
      const files: Record<string, Uint8Array> = {};
      for (const [file, { size, sha256: digest }] of Object.entries(entries)) {
        const bytes = content(name, version, join(folder, file), size);
        if (bytes.length !== size) throw damaged(file, `has ${bytes.length} bytes, the manifest says ${size}`);
        if (sha256(bytes) !== digest) throw damaged(file, "has another sha256 than the manifest says");
        files[file] = bytes;
      }
      // what file managers hide in folders is none of ours; anything else was put there
      const strange = disk
        .names(folder)
        ?.find((file) => !file.startsWith(".") && file !== MANIFEST && !Object.hasOwn(entries, file));
      if (strange !== undefined) throw damaged(strange, "is not in the manifest");
      return files;
    },
    discard(name, version) {
      const { versions } = layoutOf(root, name);
      const trash = temporary(versions, "trash");
      try {
        disk.rename(folderOf(name, version), trash);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
        throw error;
      }
      tidy(disk, trash);
    },
    sweep: (name, now) => sweep(disk, layoutOf(root, name).versions, now),
  };
}

/** Removes what nobody reads; what cannot be removed now is swept later. */
export function tidy(disk: Disk, path: string): void {
  try {
    disk.remove(path);
  } catch {
    // the error that led here, or the success, is what counts
  }
}
