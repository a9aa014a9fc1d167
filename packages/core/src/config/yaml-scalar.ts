import type { Scalar } from "yaml";
import { clip } from "../errors.js";

/** Why a number must not be used as YAML reads it, or undefined when it may. */
function numberTrouble(value: number, source: string): string | undefined {
  if (!Number.isFinite(value)) return `${clip(source)} is no finite number`;
  if (/^[-+]?0\d/.test(source)) return `${clip(source)} has a leading zero, which YAML drops`;
  if (/^[-+]?(\d+|0x[\da-fA-F]+|0o[0-7]+)$/.test(source) && !Number.isSafeInteger(value))
    return `the whole number ${clip(source, 40)} is too large to be exact`;
  return undefined;
}

export type ScalarValue = string | number | boolean | null;

/** A scalar's value, with the reason if a config must refuse it. */
export function readScalar(node: Scalar): { value: ScalarValue; trouble?: string; hint?: string } {
  const value = node.value as ScalarValue | undefined;
  if (typeof value !== "number") return { value: value ?? null };
  const trouble = numberTrouble(value, node.source ?? String(value));
  return trouble === undefined ? { value } : { value, trouble, hint: "put it in quotes if you mean text" };
}
