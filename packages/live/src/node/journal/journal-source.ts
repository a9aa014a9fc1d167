import { hash } from "node:crypto";
import type { JournalSource } from "../../journal/storage.js";
import { fileStorage } from "./file-storage.js";
import { gzipPacking } from "./gzip-packing.js";

/** The journal in a folder of this machine. */
export function journalSource(folder: string): JournalSource {
  return { storage: fileStorage(folder), packing: gzipPacking, hash: (text) => hash("sha256", text) };
}
