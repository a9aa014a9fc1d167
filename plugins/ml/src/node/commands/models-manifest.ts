import { shown, utc } from "./models-shared.js";

type Plain = Readonly<Record<string, unknown>>;

/** Figures of a model beside those of what needs no learning. */
export interface ScoreTable {
  /** `"metrics"`, or the role of a member of an ensemble. */
  readonly title: string;
  /** `"model"`, then baselines. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly metric: string; readonly values: readonly string[] }[];
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Facts of a manifest as lines, those that are there; what has another form than expected is left out. */
export function manifestFacts(manifest: Plain): readonly (readonly [label: string, value: string])[] {
  const lines: (readonly [string, string])[] = [];
  const add = (label: string, value: string | undefined) => {
    if (value !== undefined && value !== "") lines.push([label, value]);
  };
  const { symbol, timeframe, featureHash, ranges, seed, dataHash } = manifest;
  const label = manifest.label ?? labelOf(manifest);
  add("symbol", [symbol, timeframe].filter(isText).join(" "));
  add("family", familiesOf(manifest));
  add("features", featuresOf(manifest));
  add("", isText(featureHash) ? `hash ${shown(featureHash)}` : undefined);
  add("label", isText(label) ? label : isPlain(label) ? wordsOf(label) : undefined);
  if (isPlain(ranges))
    for (const [name, range] of Object.entries(ranges).sort(([, a], [, b]) => startOf(a) - startOf(b)))
      add(name, rangeText(range));
  add("trained to", typeof manifest.trainedUntil === "number" ? `${utc(manifest.trainedUntil)} UTC` : undefined);
  add("expires", typeof manifest.expiresAt === "number" ? `${utc(manifest.expiresAt)} UTC` : undefined);
  add("data hash", isText(dataHash) ? shown(dataHash) : undefined);
  add("seed", typeof seed === "number" ? String(seed) : undefined);
  return lines;
}

/** Of a single model, as its recipe keeps it. */
function labelOf({ recipe }: Plain): unknown {
  return isPlain(recipe) && isPlain(recipe.model) ? recipe.model.label : undefined;
}

/** Figures of the model, or of each member of an ensemble; none where the manifest has none. */
export function manifestScores(manifest: Plain): readonly ScoreTable[] {
  const whole = scoresOf("metrics", manifest.metrics, manifest.baselines);
  const members = membersOf(manifest);
  const parts = members.map(({ role, figures }) => {
    const title = members.length === 1 || !isText(role) ? "metrics" : role;
    return isPlain(figures) ? scoresOf(title, figures.metrics, figures.baselines) : null;
  });
  return [whole, ...parts].filter((scores) => scores !== null);
}

const membersOf = ({ members }: Plain): readonly Plain[] => (Array.isArray(members) ? members.filter(isPlain) : []);

function familiesOf(manifest: Plain): string {
  if (isText(manifest.family)) return manifest.family;
  const members = membersOf(manifest).filter(({ family }) => isText(family));
  const only = members.length === 1;
  return members.map(({ role, family }) => (only || !isText(role) ? `${family}` : `${role}: ${family}`)).join(", ");
}

function featuresOf({ features, columns }: Plain): string {
  const list = Array.isArray(features) ? features : Array.isArray(columns) ? columns : [];
  const names = list.map((column: unknown) => (isPlain(column) ? column.name : column)).filter(isText);
  if (names.length === 0) return "";
  const more = names.length > 6 ? `, ${names.length - 6} more` : "";
  return `${names.length}: ${names.slice(0, 6).join(", ")}${more}`;
}

/** `"horizon 24, threshold 0.5"`. */
const wordsOf = (value: Plain): string =>
  Object.entries(value)
    .map(([key, inner]) => `${key} ${isText(inner) ? inner : JSON.stringify(inner)}`)
    .join(", ");

const startOf = (range: unknown): number => (isPlain(range) && typeof range.from === "number" ? range.from : 0);

function rangeText(range: unknown): string | undefined {
  if (Array.isArray(range)) return rangeText({ from: range[0], to: range[1] });
  if (!isPlain(range)) return undefined;
  const samples = typeof range.samples === "number" ? `, ${range.samples} samples` : "";
  return `${utc(range.from)} to ${utc(range.to)} UTC${samples}`;
}

function scoresOf(title: string, metrics: unknown, baselines: unknown): ScoreTable | null {
  if (!isPlain(metrics)) return null;
  const isFigure = (value: unknown) => value === null || typeof value === "number";
  const names = Object.keys(metrics).filter((name) => isFigure(metrics[name]));
  if (names.length === 0) return null;
  const besides = baselinesOf(baselines);
  const rows = names.map((metric) => ({
    metric,
    values: [metrics, ...besides.map(({ figures }) => figures)].map((figures) => figureText(figures[metric])),
  }));
  return { title, columns: ["model", ...besides.map(({ name }) => name)], rows };
}

/** As a list of `{ name, metrics }`, or by name. */
function baselinesOf(baselines: unknown): readonly { readonly name: string; readonly figures: Plain }[] {
  const list = Array.isArray(baselines)
    ? baselines.filter(isPlain).map(({ name, metrics }) => [name, metrics] as const)
    : isPlain(baselines)
      ? Object.entries(baselines)
      : [];
  return list.flatMap(([name, figures]) => (isText(name) && isPlain(figures) ? [{ name, figures }] : []));
}

/** Four digits; counts in full. */
const figureText = (value: unknown): string =>
  typeof value !== "number" ? "–" : Number.isInteger(value) ? String(value) : value.toPrecision(4);
