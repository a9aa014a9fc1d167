import { clip } from "@bellwether/core";
import { type ArtifactArray, BadArtifactError, type ModelArtifact } from "../models/model.js";

/** Where an array lies in the file of arrays. */
export interface ArrayPlace {
  readonly name: string;
  readonly type: string;
  /** Bytes from the start; a multiple of 8. */
  readonly offset: number;
  /** Values. */
  readonly length: number;
}

const TYPES = { Float32Array, Float64Array, Int32Array, Uint32Array, Uint16Array, Uint8Array } as const;

export interface PackedArrays {
  readonly bytes: Uint8Array;
  readonly members: readonly { readonly artifact: ModelArtifact; readonly arrays: readonly ArrayPlace[] }[];
}

/** Lays the arrays of several artifacts end to end, each on a multiple of 8 bytes, little-endian. */
export function packArrays(artifacts: readonly ModelArtifact[]): PackedArrays {
  let size = 0;
  const members = artifacts.map((artifact) => ({
    artifact,
    arrays: Object.keys(artifact.arrays)
      .sort()
      .map((name): ArrayPlace => {
        const array = artifact.arrays[name]!;
        const offset = size;
        size += Math.ceil(array.byteLength / 8) * 8;
        return { name, type: array.constructor.name, offset, length: array.length };
      }),
  }));
  const bytes = new Uint8Array(size);
  for (const { artifact, arrays } of members) {
    for (const { name, offset } of arrays) {
      const { buffer, byteOffset, byteLength } = artifact.arrays[name]!;
      bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    }
  }
  return { bytes, members };
}

/**
 * Arrays must lie as {@link packArrays} lays them: in order, end to end, and fill the file. So they take no more memory than
 * the file, however many there are, and no byte is nobody's.
 * @throws {BadArtifactError} naming the first array that lies elsewhere.
 */
export function assertEndToEnd(bytes: Uint8Array, places: readonly ArrayPlace[]): void {
  let end = 0;
  for (const { name, type, offset, length } of places) {
    if (offset !== end)
      throw new BadArtifactError(`array ${clip(name)} starts at byte ${offset}, the one before it ends at ${end}`);
    end += Math.ceil((length * typeNamed(name, type).BYTES_PER_ELEMENT) / 8) * 8;
  }
  if (end !== bytes.byteLength)
    throw new BadArtifactError(`the arrays take ${end} bytes, their file has ${bytes.byteLength}`);
}

function typeNamed(name: string, type: string): (typeof TYPES)[keyof typeof TYPES] {
  if (!Object.hasOwn(TYPES, type)) throw new BadArtifactError(`array ${clip(name)}: no type is called ${clip(type)}`);
  return TYPES[type as keyof typeof TYPES];
}

/** @throws {BadArtifactError} for a place outside the file, off its grid or of an unknown type, or a name given twice. */
export function unpackArrays(bytes: Uint8Array, places: readonly ArrayPlace[]): Record<string, ArtifactArray> {
  const arrays: Record<string, ArtifactArray> = Object.create(null);
  for (const { name, type, offset, length } of places) {
    const Type = typeNamed(name, type);
    const end = offset + length * Type.BYTES_PER_ELEMENT;
    if (offset % 8 !== 0 || !(end <= bytes.byteLength))
      throw new BadArtifactError(`array ${clip(name)} lies outside of its file of ${bytes.byteLength} bytes`);
    if (name in arrays) throw new BadArtifactError(`array ${clip(name)} stands twice`);
    const copy = bytes.slice(offset, end); // a buffer of its own: aligned, and nobody else writes to it
    arrays[name] = new Type(copy.buffer, copy.byteOffset, length);
  }
  return arrays;
}
