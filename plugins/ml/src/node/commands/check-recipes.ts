import { didYouMean } from "@bellwether/core";
import { type ConfigPath, parseAt, type ResolvedConfig } from "@bellwether/core/config";
import * as z from "zod";
import type { FamilyCatalogue } from "../../models/model.js";
import { membersOf } from "../../training/recipe.js";
import type { TrainingFile } from "../../training/training-file.js";

/**
 * What the training file's own schema cannot know: which families there are, and which hyper-parameters they take.
 * @throws {ConfigError} with place and hint, for a family that is not there and for hyper-parameters that it refuses.
 */
export function checkRecipes(resolved: ResolvedConfig<TrainingFile>, families: FamilyCatalogue): void {
  const { model } = resolved.value;
  for (const { role, recipe } of membersOf(resolved.value)) {
    const at: ConfigPath = model === undefined ? ["ensemble", role] : ["model"];
    const family = families.get(recipe.family);
    if (family === undefined) parseAt(resolved, [...at, "family"], unknownFamily(recipe.family, families.names));
    else parseAt(resolved, [...at, "params"], family.params);
  }
}

const unknownFamily = (name: string, names: readonly string[]) =>
  z
    .unknown()
    .refine(
      () => false,
      `no model family is called "${name}".${didYouMean(name, names) || ` There are ${names.join(", ")}.`} All: bellwether models families; a plugin that brings another is named under plugins`,
    );
