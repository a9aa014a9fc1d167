import type { ConfigRow } from "@bellwether/core/config";
import type { Output } from "../output.js";
import { flagOverrides, type RunFlags } from "../run/flags.js";
import { openRun } from "../run/run-file.js";

/** `bellwether config <file>`: every value of the run and where it came from. */
export async function configCommand(
  file: string,
  { json, ...flags }: RunFlags & { readonly json?: boolean },
  output: Output,
): Promise<void> {
  const flagged = await flagOverrides(file, flags);
  const rows = flagged.rows(
    await rowsOf(file, flagged.overrides).catch((error) => Promise.reject(flagged.error(error))),
  );
  if (json === true) {
    output.stdout(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  const width = Math.max(...rows.map(({ path }) => path.length));
  const values = Math.min(40, Math.max(...rows.map(({ value }) => value.length)));
  for (const { path, value, from } of rows) output.stdout(`${path.padEnd(width)}  ${value.padEnd(values)}  ${from}\n`);
}

async function rowsOf(...run: Parameters<typeof openRun>): Promise<readonly ConfigRow[]> {
  const { rows, close } = await openRun(...run);
  await close();
  return rows;
}
