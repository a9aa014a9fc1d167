import { ModelDamagedError } from "../../registry/errors.js";
import { decodeTrials, encodeTrial, type Trial, type TrialLog } from "../../registry/trials.js";
import type { Disk } from "./disk.js";
import { hasFolder, layoutOf, shown } from "./layout.js";

const MAX_LOG_BYTES = 2 ** 30;

/** The log of training runs: lines that are only ever added. */
export interface TrialStore {
  record(name: string, trial: Trial): void;
  read(name: string): TrialLog;
}

export function trialStore(root: string, disk: Disk): TrialStore {
  return {
    record(name, trial) {
      const line = new TextEncoder().encode(encodeTrial(trial));
      const { model, trials } = layoutOf(root, name);
      if (!hasFolder(disk, root, name, model)) disk.makeFolder(model);
      disk.append(trials, line);
    },
    read(name) {
      const { model, trials } = layoutOf(root, name);
      const reading = hasFolder(disk, root, name, model) ? disk.read(trials, MAX_LOG_BYTES) : undefined;
      if (reading === undefined) return { trials: [], unreadable: 0 };
      if ("bytes" in reading) return decodeTrials(reading.bytes);
      if (reading.missing) return { trials: [], unreadable: 0 };
      throw new ModelDamagedError(name, null, shown(root, trials), reading.flaw);
    },
  };
}
