import type { Output } from "../output.js";
import { openRun } from "../run/run-file.js";
import { type BacktestFlags, overridesOf } from "./backtest.js";

/** `bellwether config <file>`: every value of the run and where it came from. */
export async function configCommand(file: string, flags: BacktestFlags, output: Output): Promise<void> {
  const run = await openRun(file, overridesOf(flags));
  await run.close();
  if (flags.json === true) {
    output.stdout(`${JSON.stringify(run.rows, null, 2)}\n`);
    return;
  }
  const width = Math.max(...run.rows.map(({ path }) => path.length));
  const values = Math.min(40, Math.max(...run.rows.map(({ value }) => value.length)));
  for (const { path, value, from } of run.rows)
    output.stdout(`${path.padEnd(width)}  ${value.padEnd(values)}  ${from}\n`);
}
