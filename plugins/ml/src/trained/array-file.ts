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

/** @throws {BadArtifactError} for a place outside the file, off its grid or of an unknown type, or a name given twice. */
export function unpackArrays(bytes: Uint8Array, places: readonly ArrayPlace[]): Record<string, ArtifactArray> {
  const arrays: Record<string, ArtifactArray> = Object.create(null);
  for (const { name, type, offset, length } of places) {
    if (!Object.hasOwn(TYPES, type)) throw new BadArtifactError(`array ${name}: no type is called ${type}`);
    const Type = TYPES[type as keyof typeof TYPES];
    const end = offset + length * Type.BYTES_PER_ELEMENT;
    if (offset % 8 !== 0 || !(end <= bytes.byteLength))
      throw new BadArtifactError(`array ${name} lies outside of its file of ${bytes.byteLength} bytes`);
    if (name in arrays) throw new BadArtifactError(`array ${name} stands twice`);
    const copy = bytes.slice(offset, end); // a buffer of its own: aligned, and nobody else writes to it
    arrays[name] = new Type(copy.buffer, copy.byteOffset, length);
  }
  return arrays;
}
