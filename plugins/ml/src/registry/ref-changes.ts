import type { RefChange, RefState, Stage } from "./ref-state.js";

/** A change of aliases and stages without its number and time. */
export type NextState = Omit<RefState, "number" | "at" | "change"> & { readonly change: RefChange };

/** The alias that serves, and the one that a rollback goes back to. */
export const CHAMPION = "champion";
export const PREVIOUS = "previous";

const without = <T>(record: Readonly<Record<string, T>>, ...keys: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

/** Version that an alias names, or null. */
export const aliasOf = ({ aliases }: RefState, alias: string): string | null =>
  Object.hasOwn(aliases, alias) ? aliases[alias]! : null;

/** Aliases of a version, sorted. */
export const aliasesOf = ({ aliases }: RefState, version: string): readonly string[] =>
  Object.keys(aliases)
    .filter((alias) => aliases[alias] === version)
    .sort();

export const stageOf = ({ stages }: RefState, version: string): Stage => stages[version] ?? "none";

/** Everything that keeps a version from being deleted: `"alias champion"`, `"stage production"`. */
export function namedBy(state: RefState, version: string): readonly string[] {
  const stage = stageOf(state, version);
  return [
    ...aliasesOf(state, version).map((alias) => `alias ${alias}`),
    ...(stage === "none" ? [] : [`stage ${stage}`]),
  ];
}

/** Lets an alias name a version; a champion that gives way becomes `previous`. @returns null where it does so already. */
export function withAlias(state: RefState, alias: string, version: string, reason?: string): NextState | null {
  const from = aliasOf(state, alias);
  if (from === version) return null;
  const moved = alias === CHAMPION && from !== null ? { [PREVIOUS]: from } : {};
  const change: RefChange = { action: "set-alias", subject: alias, from, to: version, reason };
  return { ...state, change, aliases: { ...state.aliases, ...moved, [alias]: version } };
}

/** Takes an alias away that is set. */
export function withoutAlias(state: RefState, alias: string, reason?: string): NextState {
  const change: RefChange = { action: "remove-alias", subject: alias, from: aliasOf(state, alias), to: null, reason };
  return { ...state, change, aliases: without(state.aliases, alias) };
}

/** Champion and previous change places. @returns null where there is no previous. */
export function rolledBack(state: RefState, reason?: string): NextState | null {
  const from = aliasOf(state, CHAMPION);
  const to = aliasOf(state, PREVIOUS);
  if (to === null) return null;
  const change: RefChange = { action: "rollback", subject: CHAMPION, from, to, reason };
  const aliases = { ...without(state.aliases, PREVIOUS), [CHAMPION]: to };
  return { ...state, change, aliases: from === null ? aliases : { ...aliases, [PREVIOUS]: from } };
}

/** @returns null where the version is at that stage already. */
export function withStage(state: RefState, version: string, stage: Stage, reason?: string): NextState | null {
  const from = stageOf(state, version);
  if (from === stage) return null;
  const change: RefChange = { action: "set-stage", subject: version, from, to: stage, reason };
  const rest = without(state.stages, version);
  return { ...state, change, stages: stage === "none" ? rest : { ...rest, [version]: stage } };
}

/** Gives a version a note. @returns null where it has one. */
export function withNote(state: RefState, version: string, note: string): NextState | null {
  if (state.notes[version] !== undefined) return null;
  const change: RefChange = { action: "note", subject: version, from: null, to: note };
  return { ...state, change, notes: { ...state.notes, [version]: note } };
}

/** Marks versions as deleted, and forgets what named them. @param subject - the one version, or `"all"`. */
export function withDeleted(state: RefState, versions: readonly string[], subject: string, at: number): NextState {
  const kept = Object.entries(state.aliases).filter(([, version]) => !versions.includes(version));
  return {
    ...state,
    change: { action: "delete", subject, from: null, to: null },
    aliases: Object.fromEntries(kept),
    stages: without(state.stages, ...versions),
    notes: without(state.notes, ...versions),
    deleted: { ...state.deleted, ...Object.fromEntries(versions.map((version) => [version, at])) },
  };
}

/** A deleted version may be saved again. @returns null where it is not marked. */
export function withRestored(state: RefState, version: string): NextState | null {
  if (state.deleted[version] === undefined) return null;
  const change: RefChange = { action: "restore", subject: version, from: null, to: null };
  return { ...state, change, deleted: without(state.deleted, version) };
}
