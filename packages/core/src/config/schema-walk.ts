import type * as z from "zod";

type Schema = z.core.$ZodType;

/** A schema and all that it wraps or chooses between, as seen from the input; the schemas a value here may meet. */
export function layersOf(schema: Schema): readonly Schema[] {
  const layers = new Set<Schema>();
  const visit = (next: Schema) => {
    if (layers.has(next)) return;
    layers.add(next);
    const { def } = (next as z.core.$ZodTypes)._zod;
    switch (def.type) {
      case "union":
        for (const option of def.options) visit(option as Schema);
        break;
      case "intersection":
        visit(def.left as Schema);
        visit(def.right as Schema);
        break;
      case "pipe":
        // what z.preprocess makes starts with a transform and has its schema behind it
        visit((def.in as z.core.$ZodTypes)._zod.def.type === "transform" ? (def.out as Schema) : (def.in as Schema));
        break;
      case "lazy":
        // not def.getter(), which may build a new schema at each call
        visit((next as z.core.$ZodLazy)._zod.innerType as Schema);
        break;
      default:
        if ("innerType" in def) visit(def.innerType as Schema);
    }
  };
  visit(schema);
  return [...layers];
}

function childrenOf(layer: Schema, key?: string | number): readonly Schema[] {
  const { def } = (layer as z.core.$ZodTypes)._zod;
  const found =
    def.type === "object"
      ? key === undefined
        ? [...Object.values(def.shape), def.catchall]
        : [Object.hasOwn(def.shape, key) ? def.shape[key] : def.catchall]
      : def.type === "record"
        ? [def.valueType]
        : def.type === "array"
          ? [def.element]
          : def.type === "tuple"
            ? key === undefined
              ? [...def.items, def.rest]
              : [def.items[Number(key)] ?? def.rest]
            : [];
  return found.filter((child) => child !== null && child !== undefined) as Schema[];
}

/** The schemas that the value under `key` may meet, given those of the value around it. */
export function schemasUnder(layers: readonly Schema[], key: string | number): readonly Schema[] {
  return layers.flatMap((layer) => childrenOf(layer, key)).flatMap(layersOf);
}

/** The schemas that the value at a path may meet; none where the schema ends. */
export function schemasAt(schema: Schema, path: readonly (string | number)[]): readonly Schema[] {
  return path.reduce(schemasUnder, layersOf(schema));
}

/** Keys that the objects among `layers` name. */
export function knownKeys(layers: readonly Schema[]): readonly string[] {
  return [
    ...new Set(
      layers.flatMap((layer) => {
        const { def } = (layer as z.core.$ZodTypes)._zod;
        return def.type === "object" ? Object.keys(def.shape) : [];
      }),
    ),
  ];
}

/** `layers` and every schema inside them. */
export function schemasWithin(layers: readonly Schema[]): ReadonlySet<Schema> {
  const all = new Set<Schema>();
  const visit = (layer: Schema) => {
    if (all.has(layer)) return;
    all.add(layer);
    for (const child of childrenOf(layer)) layersOf(child).forEach(visit);
  };
  layers.forEach(visit);
  return all;
}

/** Whether a value may be of an object, going by the literals (`type: "fixed"`) that tell the objects of a union apart. */
export function isMeant(layer: Schema, value: unknown): boolean {
  const { def } = (layer as z.core.$ZodTypes)._zod;
  if (def.type !== "object" || typeof value !== "object" || value === null) return true;
  return Object.entries(def.shape).every(([key, child]) => {
    const { def: inner } = (child as z.core.$ZodTypes)._zod;
    return inner.type !== "literal" || !Object.hasOwn(value, key) || inner.values.includes((value as never)[key]);
  });
}
