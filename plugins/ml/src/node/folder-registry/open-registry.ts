import { resolve } from "node:path";
import type { ModelRegistry } from "../../registry/model-registry.js";
import { nodeDisk, type OnStep } from "./disk.js";
import { asRegistryError } from "./io-errors.js";
import { keepingPart } from "./keeping.js";
import { promotingPart } from "./promoting.js";
import { readingPart } from "./reading.js";
import { openStores } from "./stores.js";

export interface OpenRegistryOptions {
  /** Epoch ms. */
  readonly now?: () => number;
  /** States of aliases that are kept for the history. */
  readonly keepStates?: number;
  /** For tests: told of each step of the disk before it is taken. */
  readonly onStep?: OnStep;
}

/**
 * A registry in a folder on a local disk; the folder appears with the first version. Nothing is held open and nothing
 * remembered: every call reads what is on disk, so several processes may use it at once.
 * ```
 * <folder>/<name>/versions/<sha256>/manifest.json, files
 * <folder>/<name>/refs/000000000012.json    aliases and stages; the highest number counts
 * <folder>/<name>/trials.jsonl              every training run
 * ```
 */
export function openRegistry(folder: string, options: OpenRegistryOptions = {}): ModelRegistry {
  const { now = Date.now, keepStates = 1_000, onStep } = options;
  const root = resolve(folder);
  const stores = openStores(root, nodeDisk(onStep), { now, keep: keepStates });
  const { trials } = stores;
  const parts: ModelRegistry = {
    folder: root,
    ...readingPart(stores),
    ...keepingPart(stores),
    ...promotingPart(stores),
    recordTrial: (name, trial) => trials.record(name, trial),
    trials: (name) => trials.read(name),
    countHoldoutOpenings: (name) => trials.read(name).trials.filter(({ openedHoldout }) => openedHoldout).length,
  };
  const typed =
    <Args extends unknown[], Result>(run: (...args: Args) => Result) =>
    (...args: Args): Result => {
      try {
        return run(...args);
      } catch (error) {
        throw asRegistryError(error, root);
      }
    };
  return {
    folder: root,
    save: typed(parts.save),
    load: typed(parts.load),
    info: typed(parts.info),
    list: typed(parts.list),
    versions: typed(parts.versions),
    delete: typed(parts.delete),
    setAlias: typed(parts.setAlias),
    removeAlias: typed(parts.removeAlias),
    rollback: typed(parts.rollback),
    setStage: typed(parts.setStage),
    history: typed(parts.history),
    recordTrial: typed(parts.recordTrial),
    trials: typed(parts.trials),
    countHoldoutOpenings: typed(parts.countHoldoutOpenings),
  };
}
