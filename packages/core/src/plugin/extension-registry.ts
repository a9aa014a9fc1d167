import { clip, TradingError } from "../errors.js";
import { didYouMean } from "../nearest.js";
import type { Extensions } from "./extensions.js";

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

/** Nobody takes things of this kind. */
export class UnknownKindError extends TradingError {
  override readonly code = "UNKNOWN_KIND";
  constructor(
    readonly kind: string,
    readonly available: readonly string[],
  ) {
    super(`nobody takes a ${clip(kind)}; there are kinds ${available.join(", ")}.${didYouMean(kind, available)}`);
  }
}

interface Entry {
  readonly thing: unknown;
  readonly owner: string;
}

const OWN_KINDS: readonly string[] = ["strategy", "indicator", "command"];

/** What plugins may look up. */
export type ExtensionReader = Pick<ExtensionRegistry, "get" | "has" | "names" | "ownerOf">;

/** What can be named in a run file: strategies, indicators and whatever else plugins add, by kind and name. */
export class ExtensionRegistry {
  readonly #kinds = new Map<string, Map<string, Entry>>();
  /** By kind: names that ship outside of the registry, and who ships them. */
  readonly #declared = new Map<string, { readonly names: readonly string[]; readonly owner: string }>();

  /**
   * Says that `owner` takes things of a kind, and which names of it ship. From the first declaration on, only kinds that
   * are declared, strategies, indicators and commands are let in.
   */
  declare(kind: keyof Extensions & string, names: readonly string[], owner: string): void {
    this.#declared.set(kind, { names, owner });
  }

  /** Whether somebody has declared the kind. */
  takes(kind: string): boolean {
    return this.#declared.has(kind) || OWN_KINDS.includes(kind);
  }

  /** @throws {DuplicateExtensionError} naming both owners; {UnknownKindError} for a kind that nobody has declared. */
  add<K extends keyof Extensions & string>(kind: K, name: string, thing: Extensions[K], owner: string): void {
    const declared = this.#declared.get(kind);
    if (declared === undefined && this.#declared.size > 0 && !OWN_KINDS.includes(kind))
      throw new UnknownKindError(kind, [...OWN_KINDS, ...this.#declared.keys()]);
    if (declared?.names.includes(name) === true)
      throw new DuplicateExtensionError(`${kind} "${name}" of ${owner} is registered already by ${declared.owner}`);
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

  /** Kinds of which something is registered, sorted. */
  get kinds(): string[] {
    return [...this.#kinds].flatMap(([kind, { size }]) => (size > 0 ? [kind] : [])).sort();
  }

  ownerOf(kind: string, name: string): string | undefined {
    return this.#kinds.get(kind)?.get(name)?.owner;
  }
}
