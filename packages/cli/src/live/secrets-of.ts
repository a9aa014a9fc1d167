import { isSecretName } from "@bellwether/live";
import { type Credentials, secretsOf } from "@bellwether/live/node";
import type { Run } from "../run/run.js";

/** Texts of a run that no log, notice or answer may hold: keys, and what notifiers are reached by. */
export function secretTexts({ live }: Run, keys: Credentials | undefined): string[] {
  const texts = keys === undefined ? [] : [...secretsOf(keys)];
  const walk = (value: unknown, name: string): void => {
    if (typeof value === "string") {
      if (isSecretName(name) || name === "url") texts.push(value);
    } else if (typeof value === "object" && value !== null)
      for (const [key, part] of Object.entries(value)) walk(part, name === "headers" ? "secret" : key);
  };
  for (const { options = {} } of live.notifications) walk(options, "");
  return texts;
}
