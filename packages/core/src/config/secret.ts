import * as z from "zod";
import { schemasWithin } from "./schema-walk.js";

const deferredSchemas = z.registry<{ readonly deferred: true }>();

/**
 * A text that no message, journal or report may show: an API key, a password. Written as `${NAME}`, in whole or in part,
 * it comes from the environment; nowhere else in a config is `${NAME}` read. Never empty.
 */
export function secret(): z.ZodString {
  return z
    .string()
    .min(1)
    .meta({ writeOnly: true, description: `Secret: write \${NAME} to take it from the environment.` });
}

/** A mapping whose values another schema checks later, through `parseAt`: strategy params, plugin options. */
export function deferred(): z.ZodRecord<z.ZodString, z.ZodUnknown> {
  return z.record(z.string(), z.unknown()).register(deferredSchemas, { deferred: true });
}

export function isSecret(layers: readonly z.core.$ZodType[]): boolean {
  return layers.some((layer) => z.globalRegistry.get(layer)?.writeOnly === true);
}

export function isDeferred(layers: readonly z.core.$ZodType[]): boolean {
  return layers.some((layer) => deferredSchemas.get(layer) !== undefined);
}

/** Whether one of the schemas, or a part of one, is a secret. */
export function holdsSecret(layers: readonly z.core.$ZodType[]): boolean {
  return isSecret([...schemasWithin(layers)]);
}
