export {
  AliasConflictError,
  AmbiguousVersionError,
  BadBundleError,
  BadModelNameError,
  ModelDamagedError,
  ModelNotFoundError,
  ModelReferencedError,
  RegistryBusyError,
  RegistryIoError,
  shortVersion,
  VersionNotFoundError,
} from "./errors.js";
export { type ModelId, parseModelId } from "./model-id.js";
export type {
  Bundle,
  ChangeOptions,
  FileEntry,
  LoadedVersion,
  ModelManifest,
  ModelRegistry,
  ModelSummary,
  RefRecord,
  Saved,
  SaveOptions,
  SetAliasOptions,
  VersionInfo,
  VersionRef,
  VersionSummary,
} from "./model-registry.js";
export { assertAlias, assertModelName, modelNameFlaw } from "./names.js";
export { CHAMPION, PREVIOUS } from "./ref-changes.js";
export { type RefChange, STAGES, type Stage } from "./ref-state.js";
export type { Sha256 } from "./sha256.js";
export { distinctTrials, type Trial, type TrialLog, type TrialOutcome } from "./trials.js";
export { type EncodedRecord, encodeRecord } from "./version-record.js";
