/**
 * A folder of files that grow at their ends: all that a journal asks of a machine. Names are plain file names.
 * Calls reject with whatever the machine says; what a failed call leaves behind is unknown until the folder is read again.
 */
export interface Storage {
  /** Names of the files, in no order. */
  list(): Promise<readonly string[]>;
  /** Bytes from an offset on: at most that many, fewer only at the end. Null where there is no such file. */
  read(name: string, from: number, length: number): Promise<Uint8Array | null>;
  /** Bytes of a file; null where there is no such file. */
  size(name: string): Promise<number | null>;
  /** Writes at the end of a file, which is made if it is not there. Safe only after {@link sync}. */
  append(name: string, bytes: Uint8Array): Promise<void>;
  /** Resolves when the content of the file is on the disk; its name is only after {@link syncNames}. */
  sync(name: string): Promise<void>;
  /** Resolves when the names of all files are on the disk. */
  syncNames(): Promise<void>;
  truncate(name: string, length: number): Promise<void>;
  /** Puts a file in the place of another. */
  rename(from: string, to: string): Promise<void>;
  /** Does nothing if it is not there. */
  remove(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Compression of whole pieces; pieces that follow each other unpack to what was packed, in order. */
export interface Packing {
  pack(bytes: Uint8Array): Promise<Uint8Array>;
  /** @throws whatever, for bytes that are damaged or end too early. */
  unpack(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

/** SHA-256 of the UTF-8 of a text, as lower-case hex digits. */
export type Hash = (text: string) => string;

/** What a journal needs to be read. */
export interface JournalSource {
  readonly storage: Storage;
  readonly packing: Packing;
  readonly hash: Hash;
}
