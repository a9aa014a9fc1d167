import { canonicalJson } from "@bellwether/core";
import * as z from "zod";
import { jsonIn } from "./json-in.js";
import type { Sha256 } from "./sha256.js";

/** Where a version stands, for people who think in stages; `"none"` is where every version begins. */
export const STAGES = ["none", "candidate", "staging", "production", "archived"] as const;
export type Stage = (typeof STAGES)[number];

/** What led to a state. */
export interface RefChange {
  readonly action: "set-alias" | "remove-alias" | "rollback" | "set-stage" | "delete" | "note" | "restore";
  /** Name of the alias, or the version; `"all"` where a whole model was deleted. */
  readonly subject: string;
  /** Version or stage before and after; null: none. */
  readonly from: string | null;
  readonly to: string | null;
  readonly reason?: string | undefined;
}

/** Everything about a model that changes. A state is never edited: each change is a new one, numbered one higher. */
export interface RefState {
  /** 0 before the first change. */
  readonly number: number;
  /** Epoch ms. */
  readonly at: number;
  readonly change: RefChange | null;
  /** Version by alias. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Stage by version; those at `"none"` are left out. */
  readonly stages: Readonly<Record<string, Stage>>;
  /** Note by version. */
  readonly notes: Readonly<Record<string, string>>;
  /** Versions that are deleted though their files may still be there, with the time of it. */
  readonly deleted: Readonly<Record<string, number>>;
}

export const NO_REFS: RefState = { number: 0, at: 0, change: null, aliases: {}, stages: {}, notes: {}, deleted: {} };

const version = z.string().regex(/^[0-9a-f]{64}$/);
const RefFile = z.strictObject({
  sha256: version,
  state: z.strictObject({
    format: z.literal(1),
    number: z.int().positive(),
    at: z.number(),
    change: z.strictObject({
      action: z.enum(["set-alias", "remove-alias", "rollback", "set-stage", "delete", "note", "restore"]),
      subject: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      reason: z.string().optional(),
    }),
    aliases: z.record(z.string(), version),
    stages: z.record(version, z.enum(STAGES)),
    notes: z.record(version, z.string()),
    deleted: z.record(version, z.number()),
  }),
});

/** Content of the file of a state: canonical JSON with a hash over itself. */
export function encodeRefState(state: RefState, sha256: Sha256): Uint8Array {
  const content = { format: 1, ...state };
  const digest = sha256(new TextEncoder().encode(canonicalJson(content)));
  return new TextEncoder().encode(canonicalJson({ sha256: digest, state: content }));
}

/**
 * @param number - as the file's name says.
 * @returns the state, or in words what is wrong: any other byte than was written is noticed.
 */
export function decodeRefState(bytes: Uint8Array, number: number, sha256: Sha256): RefState | string {
  const json = jsonIn(bytes) as { state?: { format?: unknown } } | null | undefined;
  if (Number(json?.state?.format) > 1) return "was written by a newer Bellwether; upgrade this one";
  const found = RefFile.safeParse(json);
  if (!found.success) return "is no state of aliases";
  const { format: _, ...state } = found.data.state;
  const again = encodeRefState(state, sha256);
  // one form for one content: comparing bytes compares the hash, and blanks or escapes that JSON would overlook
  if (again.length !== bytes.length || !again.every((byte, i) => byte === bytes[i])) return "is damaged";
  return state.number === number ? state : `holds state ${state.number}`;
}
