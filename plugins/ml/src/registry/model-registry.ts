import type { RefChange, Stage } from "./ref-state.js";
import type { Trial, TrialLog } from "./trials.js";

/** What is kept as one version. The registry knows nothing of models: it keeps these bytes and gives back the same. */
export interface Bundle {
  /** Plain JSON data, at most 4 MiB of it; see {@link ModelManifest} for the fields that commands print. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Content by file name (`[a-z0-9][a-z0-9._-]*`, no folders), each at most 1 GiB. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** Which version of a model: what an alias names, or a hash, whole or its first 8 or more digits. */
export type VersionRef = { readonly alias: string } | { readonly version: string };

/** A file of a version, as its manifest lists it. */
export interface FileEntry {
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** A version in a list. */
export interface VersionSummary {
  /** sha256 of its manifest, 64 hex digits. */
  readonly version: string;
  /** Epoch ms, from the manifest; null where that says nothing. */
  readonly createdAt: number | null;
  /** When this copy was written, epoch ms of the disk's clock; what versions without `createdAt` are ordered by. */
  readonly savedAt: number;
  /** Sorted. */
  readonly aliases: readonly string[];
  readonly stage: Stage;
  readonly note: string | null;
  /** Of all files together; null where the manifest is damaged. */
  readonly bytes: number | null;
  /** What is wrong with its manifest, or null; files are looked at by `load` only. */
  readonly damage: string | null;
}

/** A version without the content of its files. */
export interface VersionInfo extends VersionSummary {
  readonly name: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, FileEntry>>;
}

/** A version, every byte of it checked. */
export interface LoadedVersion extends Bundle {
  readonly name: string;
  readonly version: string;
  readonly aliases: readonly string[];
  readonly stage: Stage;
}

export interface ModelSummary {
  readonly name: string;
  readonly versions: number;
  /** Version by alias. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Null where no manifest can be read. */
  readonly newest: VersionSummary | null;
  /** What is wrong with its aliases, which are missing then; or null. */
  readonly damage: string | null;
}

/** Aliases and stages as they stood after a change. */
export interface RefRecord {
  /** Counts from 1. */
  readonly number: number;
  /** Epoch ms. */
  readonly at: number;
  readonly change: RefChange;
  readonly aliases: Readonly<Record<string, string>>;
  readonly stages: Readonly<Record<string, Stage>>;
}

export interface SaveOptions {
  /** A line for people, kept beside the version; no part of its hash. */
  readonly note?: string | undefined;
}

export interface Saved {
  readonly name: string;
  readonly version: string;
  /** False where the very same version was there already. */
  readonly created: boolean;
}

export interface ChangeOptions {
  /** Why, for the history. */
  readonly reason?: string | undefined;
}

export interface SetAliasOptions extends ChangeOptions {
  /**
   * The version that the alias is thought to name, whole or its first 8 or more digits; null: none. The change is refused
   * where another was faster. Undefined takes whatever it names.
   */
  readonly expected?: string | null | undefined;
}

/**
 * Keeps versions of models: immutable, named by the hash of their manifest, found by aliases that move.
 *
 * Everything is synchronous on purpose: a strategy is created synchronously, and the store is local and small. Nothing that
 * is loaded is run; bytes are compared with their hashes before any is parsed.
 *
 * Several processes may share a registry. A write that is cut short at any instant leaves the old state or the new one.
 * Every method throws {@link BadModelNameError} for names that are no names, {@link ModelDamagedError} where what is stored
 * is not what was saved, and {@link RegistryIoError} where the machine refuses.
 */
export interface ModelRegistry {
  /** Where it lies, for messages. */
  readonly folder: string;
  /**
   * Keeps a bundle. The same bundle again changes nothing and says so.
   * @throws {BadBundleError} for a manifest that is no plain data, or sizes above the limits; nothing is written then.
   */
  save(name: string, bundle: Bundle, options?: SaveOptions): Saved;
  /**
   * @param ref - by default what the alias `champion` names or, where it is not set, the newest version.
   * @throws {ModelNotFoundError} {VersionNotFoundError} {AmbiguousVersionError}
   */
  load(name: string, ref?: VersionRef): LoadedVersion;
  /** As `load`, without reading files. */
  info(name: string, ref?: VersionRef): VersionInfo;
  /** Models that have a version, by name. */
  list(): readonly ModelSummary[];
  /**
   * Newest first, by `createdAt` of the manifest or else by when they were saved, then by hash; damaged ones last.
   * @throws {ModelNotFoundError}
   */
  versions(name: string): readonly VersionSummary[];
  /**
   * Deletes a version, or with `force` every version of a model and all its aliases. History and trials stay: what was
   * tried was tried, and the next model of this name is judged by it.
   * @throws {ModelReferencedError} if an alias or a stage names the version, or `"all"` comes without `force`.
   */
  delete(name: string, which: { readonly version: string } | "all", options?: { readonly force?: boolean }): void;
  /**
   * Lets an alias name a version whose every byte was checked; of racing callers that expect the same, exactly one wins.
   * Moving `champion` leaves its old version under `previous`.
   * @returns the version that it named before, or null.
   * @throws {AliasConflictError} if the alias does not name what `expected` says.
   */
  setAlias(name: string, alias: string, version: string, options?: SetAliasOptions): string | null;
  /**
   * @returns the version that it named.
   * @throws {VersionNotFoundError} if there is no such alias, {AliasConflictError} as `setAlias`.
   */
  removeAlias(name: string, alias: string, options?: SetAliasOptions): string;
  /**
   * `champion` and `previous` change places; no model is trained.
   * @returns the version that is champion now.
   * @throws {VersionNotFoundError} if there is no `previous`.
   */
  rollback(name: string, options?: ChangeOptions): string;
  /** Says where a version stands. `"none"` takes it back. */
  setStage(name: string, version: string, stage: Stage, options?: ChangeOptions): void;
  /** Who was champion when, newest first; the last 1,000 changes. Empty for a model that never had one. */
  history(name: string): readonly RefRecord[];
  /** Notes that a training run was made, whatever came of it. */
  recordTrial(name: string, trial: Trial): void;
  /** Every training run of this name, oldest first; none for a name that was never tried. */
  trials(name: string): TrialLog;
  /** How often a training run of this name has looked at the final hold-out. */
  countHoldoutOpenings(name: string): number;
}

/** Fields of a manifest that commands print where they are there; everything else in a manifest is left alone. */
export interface ModelManifest {
  /** Epoch ms; orders versions. */
  readonly createdAt?: number;
  readonly symbol?: string;
  readonly timeframe?: string;
  readonly family?: string;
  /** Names of the columns that the model reads. */
  readonly features?: readonly string[];
  readonly featureHash?: string;
  readonly label?: unknown;
  readonly ranges?: unknown;
  readonly metrics?: unknown;
  readonly baselines?: unknown;
  readonly seed?: number;
  readonly dataHash?: string;
}
