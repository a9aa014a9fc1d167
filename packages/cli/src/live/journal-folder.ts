import { existsSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { readConfigFile } from "@bellwether/core/node";
import type { LiveConfig } from "@bellwether/live";
import * as z from "zod";
import { UsageError } from "../output.js";

/** All that has to be read: a run can be told to leave its positions while its file is being edited, and is wrong elsewhere. */
const Where = z.looseObject({ live: z.looseObject({ journal: z.string().min(1).optional() }).default({}) });

/** Where the journal of a run file lies. */
export function journalFolderOf(file: string, { journal }: Pick<LiveConfig, "journal">): string {
  const folder = dirname(resolve(file));
  return journal === undefined ? join(folder, "journals", basename(file, extname(file))) : resolve(folder, journal);
}

/**
 * The folder of a journal that is named by itself, or by the run file that writes it.
 * @throws {UsageError} for what is neither; {ConfigError} for a run file that cannot be read.
 */
export async function findJournal(named: string): Promise<string> {
  if (!existsSync(named))
    throw new UsageError(
      `${named} does not exist; name a run file, such as config/live.yaml, or the folder of a journal`,
    );
  if (statSync(named).isDirectory()) return resolve(named);
  const { value } = await readConfigFile(named, Where, {});
  return journalFolderOf(named, value.live);
}
