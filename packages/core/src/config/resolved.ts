import type { ConfigPath } from "./path.js";
import type { SourceNode } from "./source-map.js";
import type { Environment, Substituted } from "./substitute.js";

/** A config that kept its rules. */
export interface ResolvedConfig<T> {
  /** Frozen all the way down. Holds secrets in clear: journal `redactConfig(resolved)` instead. */
  readonly value: T;
  /** The name that messages print. */
  readonly file: string;
  /** Where `value` stands in the file; empty for the whole. */
  readonly path: ConfigPath;
}

/** What a resolved config remembers of its making. */
export interface Trace {
  /** What file and overrides said, before secrets and defaults; from the root of the file. */
  readonly input: unknown;
  readonly source: SourceNode;
  readonly env: Environment;
  /** Paths in it count from `value`. */
  readonly substituted: Substituted;
}

// kept aside, not in the object: a log line of a resolved config must not print the environment
const traces = new WeakMap<object, Trace>();

export function resolvedConfig<T>(config: ResolvedConfig<T>, trace: Trace): ResolvedConfig<T> {
  const resolved = Object.freeze(config);
  traces.set(resolved, trace);
  return resolved;
}

export function traceOf(resolved: ResolvedConfig<unknown>): Trace {
  const trace = traces.get(resolved);
  if (trace === undefined) throw new TypeError("not a config from parseConfig or parseAt");
  return trace;
}
