import { type FSWatcher, watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";

const SETTLE_MS = 150;

/**
 * Calls `changed` some time after a file was saved, once for a burst of writes; also where an editor replaces the file.
 * @returns what stops it.
 */
export function watchFile(file: string, changed: () => void): () => void {
  const name = basename(file);
  let timer: NodeJS.Timeout | undefined;
  const watcher: FSWatcher = watch(dirname(resolve(file)), (_event, touched) => {
    if (touched !== null && touched !== name) return;
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLE_MS);
  });
  watcher.on("error", () => {}); // the folder is gone: nothing is saved any more
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
