import { clip, TradingError } from "../errors.js";
import { didYouMean } from "../nearest.js";
import type { Extensions } from "./define-plugin.js";

/** Nothing of this kind has this name. */
export class UnknownExtensionError extends TradingError {
  override readonly code = "UNKNOWN_EXTENSION";
  constructor(
    readonly kind: string,
    readonly asked: string,
    readonly available: readonly string[],
  ) {
    super(
      `no ${kind} ${clip(asked)}; there ${available.length === 0 ? "is none" : `are ${available.join(", ")}`}.${didYouMean(asked, available)}`,
    );
  }
}

/** Two owners registered the same name. */
export class DuplicateExtensionError extends TradingError {
  override readonly code = "DUPLICATE_EXTENSION";
}

interface Entry {
  readonly thing: unknown;
  readonly owner: string;
}

/** What can be named in a run file: strategies, indicators and whatever else plugins add, by kind and name. */
export class ExtensionRegistry {
  readonly #kinds = new Map<string, Map<string, Entry>>();

  /** @throws {DuplicateExtensionError} naming both owners. */
  add<K extends keyof Extensions & string>(kind: K, name: string, thing: Extensions[K], owner: string): void {
    const entries = this.#kinds.get(kind) ?? new Map<string, Entry>();
    const found = entries.get(name);
    if (found !== undefined)
      throw new DuplicateExtensionError(`${kind} "${name}" of ${owner} is registered already by ${found.owner}`);
    entries.set(name, { thing, owner });
    this.#kinds.set(kind, entries);
  }

  remove(kind: string, name: string): void {
    this.#kinds.get(kind)?.delete(name);
  }

  /** @throws {UnknownExtensionError} with the nearest known name. */
  get<K extends keyof Extensions & string>(kind: K, name: string): Extensions[K] {
    const entry = this.#kinds.get(kind)?.get(name);
    if (entry === undefined) throw new UnknownExtensionError(kind, name, this.names(kind));
    return entry.thing as Extensions[K];
  }

  has(kind: string, name: string): boolean {
    return this.#kinds.get(kind)?.has(name) === true;
  }

  /** Sorted. */
  names(kind: string): string[] {
    return [...(this.#kinds.get(kind)?.keys() ?? [])].sort();
  }

  ownerOf(kind: string, name: string): string | undefined {
    return this.#kinds.get(kind)?.get(name)?.owner;
  }
}
