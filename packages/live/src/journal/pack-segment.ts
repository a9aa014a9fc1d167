import { draftName, packedName, plainName } from "./segments.js";
import type { JournalSource } from "./storage.js";

/** Bytes packed at once. */
const PIECE = 4 * 1_024 * 1_024;

/**
 * Puts the packed form of a closed segment in the place of the plain one. At no moment is the segment not there whole: the
 * plain file goes only once the packed one is on the disk under its name.
 * @returns bytes that this has saved.
 */
export async function packSegment({ storage, packing }: JournalSource, number: number): Promise<number> {
  const plain = plainName(number);
  const draft = draftName(number);
  await storage.remove(draft);
  let size = 0;
  let packed = 0;
  for (;;) {
    const bytes = await storage.read(plain, size, PIECE);
    if (bytes === null || bytes.length === 0) break;
    const piece = await packing.pack(bytes);
    await storage.append(draft, piece);
    size += bytes.length;
    packed += piece.length;
  }
  await storage.sync(draft);
  await storage.rename(draft, packedName(number));
  await storage.syncNames();
  await storage.remove(plain);
  return size - packed;
}
