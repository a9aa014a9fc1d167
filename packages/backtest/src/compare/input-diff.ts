import type { ReportJson } from "../report/report-schema.js";
import { fieldOf, fieldsOf, sameValue } from "./same-value.js";
import { diffValues, type ValueDifference } from "./value-diff.js";

/** Something with a name that only one run has, or that has other contents. */
export interface NamedDifference {
  readonly name: string;
  readonly kind: "changed" | "added" | "removed";
}

/** What went into one run that did not go into the first. */
export interface InputDifference {
  /** Bars, by `symbol timeframe`. */
  readonly data: readonly NamedDifference[];
  readonly config: readonly ValueDifference[];
  /** The configs' hashes differ, but nothing that reports show: a secret does. */
  readonly configHidden: boolean;
  readonly version: { readonly from: string; readonly to: string } | null;
  /** Files of plugins, by name. */
  readonly code: readonly NamedDifference[];
  readonly seed: { readonly from: number; readonly to: number } | null;
  /** The fingerprints contradict the rest of the reports: one of the files was changed after its run. */
  readonly contradicts: boolean;
}

/** What `other` was made of that `first` was not. */
export function diffInputs(first: ReportJson, other: ReportJson): InputDifference {
  const [a, b] = [first.origin, other.origin];
  const seed = a.seed === b.seed ? null : { from: a.seed, to: b.seed };
  const config = diffValues(first.config, other.config).filter(({ path }) => seed === null || path !== "seed");
  const found = {
    data: diffNames(a.data, b.data),
    config,
    configHidden: config.length === 0 && seed === null && a.config !== b.config,
    version: a.version === b.version ? null : { from: a.version, to: b.version },
    code: diffNames(a.code, b.code),
    seed,
  };
  const same = noInputDiffers({ ...found, contradicts: false });
  const edited = config.length > 0 && a.config === b.config;
  return { ...found, contradicts: edited || (first.fingerprint === other.fingerprint) !== same };
}

/** Whether two runs were made of the same things. */
export function noInputDiffers({ contradicts: _contradicts, ...found }: InputDifference): boolean {
  return Object.values(found).every(
    (part) => part === null || part === false || (Array.isArray(part) && part.length === 0),
  );
}

function diffNames(from: Readonly<Record<string, string>>, to: Readonly<Record<string, string>>): NamedDifference[] {
  const names = new Set([...fieldsOf(from), ...fieldsOf(to)]);
  return [...names].flatMap((name): NamedDifference[] => {
    const [before, after] = [fieldOf(from, name), fieldOf(to, name)];
    if (sameValue(before, after)) return [];
    return [{ name, kind: before === undefined ? "added" : after === undefined ? "removed" : "changed" }];
  });
}
