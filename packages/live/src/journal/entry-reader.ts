import type { Entry } from "./entry.js";
import { chained, MAX_LINE, NO_DIGITS, splitLine } from "./entry-line.js";
import { hasPlainHead, shapeFlaw } from "./entry-shape.js";
import type { Hash } from "./storage.js";

/** How far a chain of lines has come. */
export interface ChainState {
  /** Number of the next entry. */
  readonly seq: number;
  /** Digits of the last line. */
  readonly digits: string;
  /** Place of the last line in its commit. */
  readonly place: number;
}

export const CHAIN_START: ChainState = { seq: 0, digits: NO_DIGITS, place: -1 };

/** The first line that is not what was written. */
export interface Damage {
  /** Byte of the segment at which the line begins. */
  readonly offset: number;
  readonly problem: string;
  /** The line is whole, as its hash says, but not to be understood: it can be no torn tail. */
  readonly whole: boolean;
}

const NEWLINE = 10;
const NOTHING: readonly Entry[] = [];

/** `check` looks at lines without making entries of them, which is faster. */
export type ReadMode = "entries" | "check";

/** Reads the lines of one segment, from chunks of bytes. */
export class EntryReader {
  #state: ChainState;
  #tail: Uint8Array = new Uint8Array(0);
  /** Bytes of complete lines. */
  #offset = 0;
  #damage: Damage | null = null;
  readonly #hash: Hash;
  readonly #mode: ReadMode;
  // a byte order mark is a byte that nobody wrote
  readonly #utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  constructor(state: ChainState, hash: Hash, mode: ReadMode = "entries") {
    this.#state = state;
    this.#hash = hash;
    this.#mode = mode;
  }

  get state(): ChainState {
    return this.#state;
  }

  /** Where the good lines end, bytes. */
  get offset(): number {
    return this.#offset;
  }

  /** What was read after that: a line that has begun, or damage and all behind it. */
  get tail(): Uint8Array {
    return this.#tail;
  }

  get damage(): Damage | null {
    return this.#damage;
  }

  /** @returns the entries of the good lines that are complete now. */
  push(chunk: Uint8Array): readonly Entry[] {
    const bytes = this.#tail.length === 0 ? chunk : joined(this.#tail, chunk);
    const start = this.#offset;
    const entries = this.#damage === null ? this.#lines(bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1)) : NOTHING;
    this.#tail = bytes.slice(this.#offset - start); // a copy: the chunk is the storage's
    if (this.#tail.length > MAX_LINE) this.#spoil("has no end", false);
    return entries;
  }

  #lines(bytes: Uint8Array): readonly Entry[] {
    if (bytes.length === 0) return NOTHING;
    const text = this.#decode(bytes);
    return text === null ? this.#singly(bytes) : this.#entries(text, bytes.length);
  }

  #entries(text: string, bytes: number): readonly Entry[] {
    const entries: Entry[] = [];
    const ascii = text.length === bytes;
    for (let from = 0; from < text.length; ) {
      const end = text.indexOf("\n", from);
      const line = text.slice(from, end);
      if (!this.#take(line, entries)) break;
      this.#offset += (ascii ? line.length : byteLength(line)) + 1;
      from = end + 1;
    }
    return entries;
  }

  /** The way to the first line that is not UTF-8. */
  #singly(bytes: Uint8Array): readonly Entry[] {
    const entries: Entry[] = [];
    for (let from = 0; from < bytes.length && this.#damage === null; ) {
      const end = bytes.indexOf(NEWLINE, from) + 1;
      const line = bytes.subarray(from, end);
      const text = this.#decode(line);
      if (text === null) this.#spoil("is not UTF-8", false);
      else entries.push(...this.#entries(text, line.length));
      from = end;
    }
    return entries;
  }

  #take(text: string, entries: Entry[]): boolean {
    const { seq, digits: previous, place } = this.#state;
    const line = splitLine(text);
    if (line === null) return this.#spoil("has not the form of a line", false);
    if (line.digits !== chained(previous, line.json, this.#hash))
      return this.#spoil(`entry ${seq} is not what was written after the entry before it`, false);
    if (line.place !== 0 && line.place !== place + 1)
      return this.#spoil(`has place ${line.place} in its commit, after ${place}`, false);
    if (this.#mode === "entries" || !hasPlainHead(line.json, seq)) {
      const value = parsed(line.json);
      const flaw = shapeFlaw(value, seq);
      if (flaw !== null) return this.#spoil(flaw, true);
      entries.push(value as Entry);
    }
    this.#state = { seq: seq + 1, digits: line.digits, place: line.place };
    return true;
  }

  #spoil(problem: string, whole: boolean): false {
    this.#damage ??= { offset: this.#offset, problem, whole };
    return false;
  }

  #decode(bytes: Uint8Array): string | null {
    try {
      return this.#utf8.decode(bytes);
    } catch {
      return null;
    }
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}

const utf8 = new TextEncoder();
const byteLength = (text: string) => utf8.encode(text).length;
