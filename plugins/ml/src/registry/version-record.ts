import { canonicalJson, NotCanonicalError } from "@bellwether/core";
import * as z from "zod";
import { BadBundleError } from "./errors.js";
import { isDeeperThan, jsonIn } from "./json-in.js";
import type { Bundle, FileEntry } from "./model-registry.js";
import { assertFileName } from "./names.js";
import type { Sha256 } from "./sha256.js";

/** Bytes of a manifest, and of a file, at most. */
export const MAX_MANIFEST_BYTES = 4 * 2 ** 20;
const MAX_FILE_BYTES = 2 ** 30;
const MAX_FILES = 1_000;
/** What canonical JSON nests at most, with room for a change. */
const MAX_LEVELS = 1_000;

/** What `manifest.json` of a version holds. */
export interface VersionRecord {
  readonly files: Readonly<Record<string, FileEntry>>;
  readonly manifest: Readonly<Record<string, unknown>>;
}

export interface EncodedRecord extends VersionRecord {
  /** sha256 of `bytes`: the name of the version. */
  readonly version: string;
  /** Content of `manifest.json`: canonical JSON, UTF-8. */
  readonly bytes: Uint8Array;
}

/**
 * The manifest that a bundle is kept under, with every file's size and hash. Equal bundles give equal bytes, hence the same
 * version.
 * @throws {BadBundleError} for a manifest that is no plain data, and for sizes above the limits.
 * @throws {BadModelNameError} for the name of a file.
 */
export function encodeRecord(bundle: Bundle, sha256: Sha256): EncodedRecord {
  const names = Object.keys(bundle.files).sort();
  if (names.length > MAX_FILES) throw new BadBundleError(`a version of ${names.length} files; ${MAX_FILES} at most`);
  const files: Record<string, FileEntry> = {};
  for (const name of names) {
    assertFileName(name);
    const bytes: unknown = bundle.files[name];
    if (!(bytes instanceof Uint8Array)) throw new BadBundleError(`file ${name} of the bundle is no Uint8Array`);
    if (bytes.length > MAX_FILE_BYTES)
      throw new BadBundleError(`file ${name} of the bundle has ${bytes.length} bytes; ${MAX_FILE_BYTES} at most`);
    files[name] = { size: bytes.length, sha256: sha256(bytes) };
  }
  const { manifest } = bundle;
  if (typeof manifest !== "object" || manifest === null || Array.isArray(manifest))
    throw new BadBundleError("the manifest of a bundle is an object of plain data");
  const bytes = new TextEncoder().encode(jsonOf({ format: 1, files, manifest }));
  if (bytes.length > MAX_MANIFEST_BYTES)
    throw new BadBundleError(
      `the manifest has ${bytes.length} bytes; ${MAX_MANIFEST_BYTES} at most, put large things into a file`,
    );
  return { files, manifest, bytes, version: sha256(bytes) };
}

function jsonOf(record: object): string {
  try {
    return canonicalJson(record);
  } catch (cause) {
    if (cause instanceof NotCanonicalError) throw new BadBundleError(cause.message, { cause });
    throw cause;
  }
}

const RecordFile = z.strictObject({
  format: z.literal(1),
  files: z.record(
    z.string(),
    z.strictObject({
      size: z.int().min(0).max(MAX_FILE_BYTES),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  manifest: z.custom<Readonly<Record<string, unknown>>>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  ),
});

/**
 * Reads `manifest.json`, whose hash has been compared before.
 * @returns what it says, or in words what is wrong with it.
 */
export function decodeRecord(bytes: Uint8Array): VersionRecord | string {
  const json = jsonIn(bytes);
  if (json === undefined) return "is no JSON";
  if (typeof json === "object" && json !== null && "format" in json && Number(json.format) > 1)
    return `has format ${Number(json.format)}, this Bellwether reads format 1; upgrade it`;
  const found = RecordFile.safeParse(json);
  if (!found.success) return "is no manifest of a version";
  if (isDeeperThan(json, MAX_LEVELS)) return `nests deeper than ${MAX_LEVELS} levels`;
  const { files, manifest } = found.data;
  try {
    Object.keys(files).forEach(assertFileName);
  } catch (error) {
    return `lists a file it may not: ${(error as Error).message}`;
  }
  return { files, manifest };
}
