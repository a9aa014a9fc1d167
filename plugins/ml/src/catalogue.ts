import { type ExtensionReader, UnknownExtensionError } from "@bellwether/core";
import type { Feature } from "./features/feature.js";
import type { FeatureCatalogue } from "./features/feature-column.js";
import type { AnyModelFamily, FamilyCatalogue } from "./models/model.js";

/** Things of one kind, by name. */
interface Named<T> {
  get(name: string): T | undefined;
  readonly names: readonly string[];
}

function listed<T extends { readonly name: string }>(things: readonly T[]): Named<T> {
  const byName = new Map(things.map((thing) => [thing.name, thing]));
  return { get: (name) => byName.get(name), names: [...byName.keys()].sort() };
}

/** A catalogue of these features: for runs without a plugin host, such as tests and services. */
export const featureCatalogue = (features: readonly Feature[]): FeatureCatalogue => listed(features);
/** A catalogue of these families. */
export const familyCatalogue = (families: readonly AnyModelFamily[]): FamilyCatalogue => listed(families);

/** What plugins of the run have registered, as of each look. */
export function registered<K extends "feature" | "model-family">(
  extensions: ExtensionReader,
  kind: K,
): K extends "feature" ? FeatureCatalogue : FamilyCatalogue {
  const catalogue: Named<unknown> = {
    get(name) {
      try {
        return extensions.get(kind, name);
      } catch (error) {
        if (error instanceof UnknownExtensionError) return undefined;
        throw error;
      }
    },
    get names() {
      return extensions.names(kind);
    },
  };
  return catalogue as never;
}
