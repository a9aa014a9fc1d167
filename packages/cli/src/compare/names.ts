import { basename, dirname, resolve } from "node:path";

/**
 * What to call reports in print: the file without its ending, or the folder of a `report.json`, as all of those have the same
 * name; the whole path where that would name two alike.
 */
export function namesOf(paths: readonly string[]): string[] {
  const short = paths.map((path) => {
    const name = basename(path).replace(/\.json$/i, "");
    return name === "report" ? basename(dirname(resolve(path))) || path : name;
  });
  return paths.map((path, i) =>
    short[i] === "" || short.indexOf(short[i]!) !== short.lastIndexOf(short[i]!) ? path : short[i]!,
  );
}
