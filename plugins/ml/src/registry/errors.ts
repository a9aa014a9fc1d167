import { clip, didYouMean, TradingError } from "@bellwether/core";

const SHOWN = 12;

/** As versions are shown to people: the first 12 digits. */
export const shortVersion = (version: string): string => version.slice(0, SHOWN);

function some(names: readonly string[]): string {
  return names.length <= 10 ? names.join(", ") : `${names.slice(0, 10).join(", ")} and ${names.length - 10} more`;
}

/** A name that the registry does not take: of a model, an alias, a file, a version or a stage. */
export class BadModelNameError extends TradingError {
  override readonly code = "BAD_MODEL_NAME";
  constructor(
    readonly kind: "model" | "alias" | "file" | "version" | "stage",
    readonly found: string,
    rule: string,
  ) {
    super(`${clip(found)} is no name of ${kind === "alias" ? "an" : "a"} ${kind}: ${rule}`);
  }
}

/** The registry holds no model of this name. */
export class ModelNotFoundError extends TradingError {
  override readonly code = "MODEL_NOT_FOUND";
  constructor(
    readonly id: string,
    readonly available: readonly string[],
    options?: ErrorOptions,
  ) {
    const there =
      available.length === 0
        ? "the registry is empty; train and save one first"
        : `the registry has ${some(available)}.${didYouMean(id, available)}`;
    super(`no model ${clip(id)}; ${there}`, options);
  }
}

/** The model is there, but no version or alias of this name. */
export class VersionNotFoundError extends TradingError {
  override readonly code = "VERSION_NOT_FOUND";
  constructor(
    readonly model: string,
    /** What was asked for: an alias, or digits of a version. */
    readonly asked: string,
    readonly available: readonly string[],
    kind: "alias" | "version" = "version",
  ) {
    const shown = kind === "version" ? available.map(shortVersion) : available;
    const has = shown.length === 0 ? "it has none" : `it has ${some(shown)}.${didYouMean(asked, shown)}`;
    super(`model ${model}: no ${kind} ${clip(asked)}; ${has}`);
  }
}

/** Several versions start with these digits. */
export class AmbiguousVersionError extends TradingError {
  override readonly code = "AMBIGUOUS_VERSION";
  constructor(
    readonly model: string,
    readonly asked: string,
    readonly matches: readonly string[],
  ) {
    super(`model ${model}: version ${asked} is the start of ${some(matches)}; give more digits`);
  }
}

/** What is stored is not what was saved; none of it was used. */
export class ModelDamagedError extends TradingError {
  override readonly code = "MODEL_DAMAGED";
  constructor(
    readonly model: string,
    /** Null where the damage is not in a version. */
    readonly version: string | null,
    /** Path below the registry's folder. */
    readonly file: string,
    readonly flaw: string,
  ) {
    const orElse = version === null ? "move it away" : "delete the folder of the version and train again";
    super(`model ${model}: ${file} ${flaw}; nothing of it was used. Restore it from a copy, or ${orElse}`);
  }
}

/** An alias does not name the version that it was thought to name: someone else was faster. */
export class AliasConflictError extends TradingError {
  override readonly code = "ALIAS_CONFLICT";
  constructor(
    readonly model: string,
    readonly alias: string,
    readonly expected: string | null,
    readonly found: string | null,
  ) {
    const text = (version: string | null) => (version === null ? "not set" : shortVersion(version));
    super(
      `model ${model}: ${alias} is ${text(found)}, expected ${text(expected)}; nothing was changed. Look at it again, then decide`,
    );
  }
}

/** A version that aliases or stages name is not deleted, nor a whole model unless forced. */
export class ModelReferencedError extends TradingError {
  override readonly code = "MODEL_REFERENCED";
  constructor(
    readonly model: string,
    /** Null for the whole model. */
    readonly version: string | null,
    /** Aliases and stages: `"alias champion"`, `"stage production"`. */
    readonly namedBy: readonly string[],
  ) {
    super(
      version === null
        ? `model ${model}: all of it is deleted only by force${namedBy.length === 0 ? "" : `; it still has ${some(namedBy)}`}`
        : `model ${model}: version ${shortVersion(version)} is named by ${some(namedBy)}; remove that first`,
    );
  }
}

/** A bundle that cannot be kept. */
export class BadBundleError extends TradingError {
  override readonly code = "BAD_BUNDLE";
}

/** The machine refuses: no permission, a full disk, a disk without hard links. */
export class RegistryIoError extends TradingError {
  override readonly code = "REGISTRY_IO";
}

/** Another process is in the way; the same call succeeds a little later. */
export class RegistryBusyError extends TradingError {
  override readonly code = "REGISTRY_BUSY";
}
