import { AmbiguousVersionError, VersionNotFoundError } from "../../registry/errors.js";
import type { VersionRef } from "../../registry/model-registry.js";
import { assertAlias, assertVersionPrefix } from "../../registry/names.js";
import { aliasOf, CHAMPION } from "../../registry/ref-changes.js";
import type { RefState } from "../../registry/ref-state.js";
import type { Stores } from "./stores.js";
import { VersionGone } from "./version-store.js";

const MAX_ATTEMPTS = 20;

/** The one version that starts with these digits. @throws {VersionNotFoundError} {AmbiguousVersionError} */
export function matching(name: string, prefix: string, versions: readonly string[]): string {
  assertVersionPrefix(prefix);
  const matches = versions.filter((version) => version.startsWith(prefix));
  if (matches.length > 1) throw new AmbiguousVersionError(name, prefix, matches);
  if (matches.length === 0) throw new VersionNotFoundError(name, prefix, versions);
  return matches[0]!;
}

/** Version that an alias names. @throws {VersionNotFoundError} if it is not set. */
export function aliased(name: string, alias: string, state: RefState): string {
  assertAlias(alias);
  const version = aliasOf(state, alias);
  if (version === null) throw new VersionNotFoundError(name, alias, Object.keys(state.aliases).sort(), "alias");
  return version;
}

/** When a version was made, by its own word; null where the manifest has no such number. */
export const createdAtOf = ({ createdAt }: Readonly<Record<string, unknown>>): number | null =>
  typeof createdAt === "number" && Number.isFinite(createdAt) ? createdAt : null;

/** A version and its time. */
export interface Dated {
  readonly version: string;
  readonly createdAt: number | null;
  readonly savedAt: number;
}

/** Newest first; by hash where the time does not decide. */
export function newestFirst(a: Dated, b: Dated): number {
  const time = (b.createdAt ?? b.savedAt) - (a.createdAt ?? a.savedAt);
  return time || (a.version < b.version ? -1 : 1);
}

/**
 * Reads the version that is meant: by alias, by digits, or champion and else the newest. Where it is deleted meanwhile, looks
 * again: the alias may name another by now.
 */
export function withVersion<T>(
  { refs, versions, someVisible }: Stores,
  name: string,
  ref: VersionRef | undefined,
  use: (version: string, state: RefState) => T,
): T {
  for (let attempt = 1; ; attempt++) {
    const state = refs.read(name);
    const there = someVisible(name, state);
    try {
      return use(found(there, state), state);
    } catch (error) {
      if (!(error instanceof VersionGone)) throw error;
      if (attempt === MAX_ATTEMPTS || versions.list(name).includes(error.damage.version ?? "")) throw error.damage;
    }
  }

  function found(there: readonly string[], state: RefState): string {
    if (ref !== undefined) return "alias" in ref ? aliased(name, ref.alias, state) : matching(name, ref.version, there);
    const champion = aliasOf(state, CHAMPION);
    if (champion !== null) return champion;
    // a manifest that cannot be read leaves open which is the newest: its error is the answer
    const dated = there.map((version): Dated => {
      const { manifest, savedAt } = versions.record(name, version);
      return { version, createdAt: createdAtOf(manifest), savedAt };
    });
    return dated.sort(newestFirst)[0]!.version;
  }
}
