import { ModelDamagedError } from "../../registry/errors.js";
import type { ModelRegistry, ModelSummary, VersionSummary } from "../../registry/model-registry.js";
import { aliasesOf, stageOf } from "../../registry/ref-changes.js";
import type { RefState } from "../../registry/ref-state.js";
import { createdAtOf, newestFirst, withVersion } from "./find-version.js";
import type { Stores } from "./stores.js";
import { type StoredRecord, VersionGone } from "./version-store.js";

/** The part of a registry that only reads. */
export function readingPart(stores: Stores): Pick<ModelRegistry, "load" | "info" | "list" | "versions"> {
  const { versions, refs, models, visible, someVisible } = stores;
  return {
    load: (name, ref) =>
      withVersion(stores, name, ref, (version, state) => {
        const record = versions.record(name, version);
        const files = versions.files(name, version, record);
        const { manifest } = record;
        return { name, version, manifest, files, aliases: aliasesOf(state, version), stage: stageOf(state, version) };
      }),
    info: (name, ref) =>
      withVersion(stores, name, ref, (version, state) => {
        const record = versions.record(name, version);
        const { manifest, files } = record;
        return { name, ...summaryOf(version, state, record), manifest, files };
      }),
    versions(name) {
      const state = refs.read(name);
      return summaries(stores, name, someVisible(name, state), state);
    },
    list: () =>
      models().flatMap((name): ModelSummary[] => {
        const known = stateOrDamage(stores, name);
        const state = typeof known === "string" ? undefined : known;
        const there = state === undefined ? versions.list(name) : visible(name, state);
        if (there.length === 0) return []; // deleted
        const [first] = summaries(stores, name, there, state);
        const newest = first?.damage === null ? first : null;
        const damage = typeof known === "string" ? known : null;
        return [{ name, versions: there.length, aliases: { ...state?.aliases }, newest, damage }];
      }),
  };
}

function stateOrDamage({ refs }: Stores, name: string): RefState | string {
  try {
    return refs.read(name);
  } catch (error) {
    if (error instanceof ModelDamagedError) return `${error.file} ${error.flaw}`;
    throw error;
  }
}

/** Newest first, damaged ones last; those deleted meanwhile are left out. */
function summaries(
  { versions }: Stores,
  name: string,
  there: readonly string[],
  state: RefState | undefined,
): VersionSummary[] {
  const found = there.flatMap((version): VersionSummary[] => {
    try {
      return [summaryOf(version, state, versions.record(name, version))];
    } catch (error) {
      if (error instanceof VersionGone && !versions.has(name, version)) return [];
      const damage = error instanceof VersionGone ? error.damage : error;
      const savedAt = versions.savedAt(name, version);
      if (damage instanceof ModelDamagedError)
        return [summaryOf(version, state, { savedAt, damage: `${damage.file} ${damage.flaw}` })];
      throw error;
    }
  });
  return found.sort((a, b) => Number(a.damage !== null) - Number(b.damage !== null) || newestFirst(a, b));
}

interface Unreadable {
  readonly savedAt: number;
  readonly damage: string;
}

function summaryOf(version: string, state: RefState | undefined, record: StoredRecord | Unreadable): VersionSummary {
  const isDamaged = "damage" in record;
  return {
    version,
    createdAt: isDamaged ? null : createdAtOf(record.manifest),
    savedAt: record.savedAt,
    aliases: state === undefined ? [] : aliasesOf(state, version),
    stage: state === undefined ? "none" : stageOf(state, version),
    note: state?.notes[version] ?? null,
    bytes: isDamaged ? null : Object.values(record.files).reduce((sum, { size }) => sum + size, 0),
    damage: isDamaged ? record.damage : null,
  };
}
