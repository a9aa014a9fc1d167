import { clip, isTimeframe, type Timeframe, TradingError } from "@bellwether/core";
import * as z from "zod";
import { calibratorFromJson } from "../calibration/index.js";
import type { ColumnIdentity } from "../features/feature-set.js";
import {
  type AnyModelFamily,
  type ArtifactArray,
  BadArtifactError,
  type FamilyCatalogue,
  type Model,
  type ModelArtifact,
} from "../models/model.js";
import type { Bundle } from "../registry/index.js";
import { membersOf, Recipe } from "../training/recipe.js";
import type { MemberReport } from "../training/training-report.js";
import { transformFromJson } from "../transforms/index.js";
import { assertEndToEnd, packArrays, unpackArrays } from "./array-file.js";
import { assertGolden } from "./golden.js";
import type { Member, TrainedModel } from "./trained-model.js";

/** Format of the manifest. */
const FORMAT = 1;
const ARRAYS = "arrays.bin";
/** Characters of a file's words in an error. */
const LONGEST = 200;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const finite = z.number();
/** What a `Date` can hold, epoch ms. */
const time = z.number().min(-8.64e15).max(8.64e15);
const range = z.strictObject({ from: time, to: time, samples: z.int().min(1) });
const plain = z.record(z.string(), z.unknown());

const Manifest = z.object({
  format: z.literal(FORMAT),
  name: z.string().min(1),
  symbol: z.string().min(1),
  timeframe: z.string().refine(isTimeframe, "is no timeframe"),
  columns: z
    .array(z.strictObject({ name: z.string().min(1), version: z.int().min(1), needs: z.array(z.string()) }))
    .min(1)
    .max(10_000)
    .refine((columns) => new Set(columns.map(({ name }) => name)).size === columns.length, "a column stands twice"),
  featureHash: hash,
  members: z
    .array(
      z.strictObject({
        role: z.string().min(1),
        weight: finite.min(0),
        family: z.string().min(1),
        format: z.int().min(1),
        meta: plain,
        arrays: z
          .array(
            z.strictObject({
              name: z.string().min(1),
              type: z.string(),
              offset: z.int().min(0),
              length: z.int().min(0),
            }),
          )
          .max(1_000),
        transforms: z.array(z.unknown()).max(64),
        calibrator: z.unknown().nullable(),
        figures: plain,
      }),
    )
    .min(1)
    .max(64),
  trainedUntil: time,
  expiresAt: time.nullable(),
  ranges: z.strictObject({ train: range, calibration: range.nullable(), test: range }),
  seed: z.int().min(0),
  dataHash: hash,
  recipe: Recipe.refine(
    ({ model, ensemble }) => (model === undefined) !== (ensemble === undefined),
    "names either model or ensemble",
  ),
  codeVersion: z.string(),
  golden: z.strictObject({ rows: z.array(finite), answers: z.array(z.array(finite)) }),
});

/** The files of a version: a manifest of plain data, and the arrays of its models end to end. No code. */
export function toBundle(trained: TrainedModel): Bundle {
  const packed = packArrays(trained.members.map(({ model }) => model.toArtifact()));
  const { members, ...rest } = trained;
  const manifest = {
    format: FORMAT,
    ...rest,
    members: members.map(({ role, weight, transforms, calibrator, figures }, m) => {
      const { artifact, arrays } = packed.members[m]!;
      return {
        role,
        weight,
        family: artifact.family,
        format: artifact.format,
        meta: artifact.meta,
        arrays,
        transforms: transforms.map((transform) => transform.toJson()),
        calibrator: calibrator?.toJson() ?? null,
        figures,
      };
    }),
  };
  // what is registered is what would be read again: no undefined, no typed array
  return { manifest: JSON.parse(JSON.stringify(manifest)) as Bundle["manifest"], files: { [ARRAYS]: packed.bytes } };
}

/**
 * Reads a version. Nothing in it is believed: every part is checked, and the model must answer its golden rows as it did
 * when it was registered.
 * @throws {BadArtifactError} naming the promise that is broken; {UnknownFamilyError} for a family that no plugin brings.
 */
export function fromBundle({ manifest, files }: Bundle, families: FamilyCatalogue): TrainedModel {
  const parsed = Manifest.safeParse(manifest);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new BadArtifactError(`the manifest of a model: ${shown(path.join(".")) || "it"}: ${shown(message)}`);
  }
  const { format: _, members, ...rest } = parsed.data;
  const bytes = files[ARRAYS];
  if (bytes === undefined) throw new BadArtifactError(`a model without ${ARRAYS}`);
  assertEndToEnd(
    bytes,
    members.flatMap(({ arrays }) => arrays),
  );
  const columns: readonly ColumnIdentity[] = rest.columns;
  const trained: TrainedModel = {
    ...rest,
    timeframe: rest.timeframe as Timeframe,
    members: members.map((member): Member => {
      const family = families.get(member.family);
      if (family === undefined) throw new UnknownFamilyError(member.family, families.names);
      const arrays: Record<string, ArtifactArray> = unpackArrays(bytes, member.arrays);
      const { role, weight, meta, format } = member;
      const model = readModel(family, { family: member.family, format, meta, arrays });
      return {
        role,
        weight,
        model,
        transforms: member.transforms.map(transformFromJson),
        calibrator: member.calibrator === null ? null : calibratorFromJson(member.calibrator),
        figures: member.figures as unknown as Pick<MemberReport, "metrics" | "baselines">,
      };
    }),
  };
  assertMadeBy(trained);
  assertFits(trained, columns);
  assertGolden(trained);
  return trained;
}

/** Words of a file that stay on one line: cut, and quoted, where they would not. */
function shown(text: string): string {
  return text.length > LONGEST || /\p{Cc}/u.test(text) ? clip(text, LONGEST) : text;
}

/** A family that a model needs, or a recipe names, is not there. */
export class UnknownFamilyError extends TradingError {
  override readonly code = "UNKNOWN_FAMILY";
  constructor(
    readonly asked: string,
    readonly available: readonly string[],
  ) {
    super(
      `no model family is called ${clip(asked)}; there are ${available.join(", ")}. A plugin that brings it must be loaded`,
    );
  }
}

/** @throws {BadArtifactError} also where a plugin's family stumbles over what it reads. */
function readModel(family: AnyModelFamily, artifact: ModelArtifact): Model {
  try {
    return family.fromArtifact(artifact);
  } catch (cause) {
    if (cause instanceof TradingError) throw cause;
    throw new BadArtifactError(`model family "${family.name}" cannot read its part: ${clip(cause, 200)}`, { cause });
  }
}

/** The members play the roles that the recipe makes, in its order. */
function assertMadeBy({ members, recipe }: TrainedModel): void {
  const wanted = membersOf(recipe).map(({ role }) => role);
  if (wanted.length !== members.length || members.some(({ role }, i) => role !== wanted[i]))
    throw new BadArtifactError(
      `the recipe of a model makes ${wanted.join(", ")}, and it holds ${clip(members.map(({ role }) => role).join(", "), LONGEST)}`,
    );
}

/** The columns of each member must flow from the feature set through its transforms into its model. */
function assertFits({ members }: TrainedModel, columns: readonly ColumnIdentity[]): void {
  for (const { role, transforms, model, calibrator } of members) {
    let names: readonly string[] = columns.map(({ name }) => name);
    for (const { type, from, to } of transforms) {
      if (from.length !== names.length || from.some((name, i) => name !== names[i]))
        throw new BadArtifactError(`the ${type} step of ${role} takes other columns than it is given`);
      names = to;
    }
    if (model.columns !== names.length)
      throw new BadArtifactError(`the model of ${role} takes ${model.columns} columns, it is given ${names.length}`);
    if (calibrator !== null && model.task !== "classification")
      throw new BadArtifactError(`the model of ${role} is a regression, which cannot be calibrated`);
  }
}
