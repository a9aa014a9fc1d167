import { execFileSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { DataError, sliceBars } from "@bellwether/backtest";
import { readBarFiles } from "@bellwether/backtest/node";
import { type BarColumns, type CommandDefinition, TradingError } from "@bellwether/core";
import type { Override } from "@bellwether/core/config";
import { cannotWrite, makeFolder, readConfigFile, writeWhole } from "@bellwether/core/node";
import type { FeatureCatalogue } from "../../features/feature-column.js";
import type { FeatureSet } from "../../features/feature-set.js";
import type { FamilyCatalogue } from "../../models/model.js";
import { CHAMPION, type ModelRegistry, type Saved, shortVersion } from "../../registry/index.js";
import { fromBundle, toBundle } from "../../trained/bundle.js";
import type { Training } from "../../training/train.js";
import type { TrainingFile } from "../../training/training-file.js";
import type { TrainingReport } from "../../training/training-report.js";
import { throwWithFeatures } from "../feature-bars.js";
import { resolveFeatures } from "../feature-texts.js";
import { readingFindings, readingOptions } from "../reading.js";
import { assertUsableFolder } from "../usable-folder.js";
import { checkRecipes } from "./check-recipes.js";

/** What commands of models are made with. */
export interface Surroundings {
  readonly features: FeatureCatalogue;
  readonly families: FamilyCatalogue;
  /** Opens the registry in a folder. */
  readonly open: (folder: string) => ModelRegistry;
  /** Wall clock, epoch ms. */
  readonly now: () => number;
}

/** Flags that contradict each other. */
class TrainFlagError extends TradingError {
  override readonly code = "USAGE";
}

/** `bellwether train <file>`: from a training file to a registered version and its report. */
export function trainCommand({ features, families, open, now }: Surroundings): CommandDefinition {
  return {
    about: "train a model as a file says, judge it on its newest bars, and put it into the registry",
    args: ["<file>"],
    flags: [
      { flag: "--set <path=value>", about: "set a value of the file; may be repeated", repeatable: true },
      { flag: "--registry <dir>", about: "folder of models, in place of the file's" },
      { flag: "--report <dir>", about: "write report.html and report.json there" },
      { flag: "--promote", about: "let the alias champion name the new version" },
      { flag: "--no-save", about: "train and judge, keep no version; the trial counts all the same" },
      { flag: "--json", about: "print the outcome as JSON and nothing else" },
    ],
    async run({ args: [file], flags, output, progress, use }) {
      if (flags.promote === true && flags.save === false)
        throw new TrainFlagError("--promote has nothing to promote with --no-save; leave one of them out");
      const path = resolve(file!);
      const folder = dirname(path);
      const { report: as, TrainingFile, train } = await trainingParts();
      const resolved = await readConfigFile(path, TrainingFile, { overrides: overridesOf(flags.set) });
      const settings = resolved.value;
      await use(settings.plugins, folder);
      checkRecipes(resolved, families);
      const { timeframe } = settings.data;
      const set = await resolveFeatures(settings.features, settings.dropFeatures, folder, timeframe, features);
      const home = typeof flags.registry === "string" ? resolve(flags.registry) : registryOf(settings, folder);
      assertUsableFolder(home); // before the work, as the report's
      const registry = open(home);
      const { bars, found } = await barsOf(settings, folder, set);
      const reportFolder = typeof flags.report === "string" ? flags.report : undefined;
      if (reportFolder !== undefined) await folderFor(reportFolder); // before the work, not after it
      const bar = progress("train");
      let report: TrainingReport;
      let saved: Saved | null = null;
      try {
        const past = registry.trials(settings.name);
        const training = await train({
          settings,
          bars,
          found,
          timeframe,
          set,
          families,
          past: { trials: past.trials, unreadable: past.unreadable },
          now,
          onProgress: bar.update,
        });
        const bundle = toBundle(training.trained);
        fromBundle(bundle, families); // what could not be loaded again is not registered
        saved = flags.save === false ? null : registry.save(settings.name, bundle);
        report = { ...training.report, version: saved?.version ?? null };
        noteTrial(registry, training, settings, { folder, at: now(), version: saved?.version });
        if (flags.promote === true && saved !== null) registry.setAlias(settings.name, CHAMPION, saved.version);
      } finally {
        bar.stop();
      }
      if (reportFolder !== undefined) {
        await writeWhole(join(reportFolder, "report.html"), as.trainingReportToHtml(report));
        await writeWhole(join(reportFolder, "report.json"), `${as.trainingReportToJson(report)}\n`);
      }
      if (flags.json === true) {
        output.stdout(`${JSON.stringify(outcomeOf(report), null, 2)}\n`);
        return;
      }
      output.stdout(`${as.trainingReportToTerminal(report, { width: output.width, colour: output.colour })}\n`);
      if (saved !== null)
        output.stdout(
          `registered: ${saved.name} ${shortVersion(saved.version)}${saved.created ? "" : ", which was there before"}\n`,
        );
      if (reportFolder !== undefined) output.stdout(`report: ${join(reportFolder, "report.html")}\n`);
    },
  };
}

/** What only training needs: a run that trades a model starts without it. */
async function trainingParts() {
  const [report, { TrainingFile }, { train }] = await Promise.all([
    import("../../report/index.js"),
    import("../../training/training-file.js"),
    import("../../training/train.js"),
  ]);
  return { report, TrainingFile, train };
}

/** Every training run is a trial of its name, also one that is not kept. */
function noteTrial(
  registry: ModelRegistry,
  { trial }: Training,
  { name, seed }: TrainingFile,
  { folder, at, version }: { readonly folder: string; readonly at: number; readonly version: string | undefined },
): void {
  const [parent, commit] = [championOf(registry, name), gitCommit(folder)];
  registry.recordTrial(name, {
    ...trial,
    at,
    seed,
    openedHoldout: true,
    ...(version === undefined ? {} : { version }),
    ...(parent === undefined ? {} : { parent }),
    ...(commit === undefined ? {} : { gitCommit: commit }),
  });
}

/** What `--json` prints: of a single model its figures, of an ensemble those of each role. */
function outcomeOf({ modelName, version, features, members, trading, luck, warnings }: TrainingReport) {
  const [first] = members;
  const byRole = <T>(pick: (member: TrainingReport["members"][number]) => T) =>
    members.length === 1 ? pick(first!) : Object.fromEntries(members.map((member) => [member.role, pick(member)]));
  return {
    modelName,
    version,
    metrics: byRole(({ metrics }) => metrics),
    baselines: byRole(({ baselines }) => baselines),
    features,
    ranges: byRole(({ train: from, calibration, test }) => ({ train: from, calibration, test })),
    trading,
    luck,
    warnings,
  };
}

/** `models` in the current folder, unless the file names another, relative to itself. */
function registryOf({ registry }: TrainingFile, folder: string): string {
  return registry === undefined ? resolve("models") : resolve(folder, registry);
}

function overridesOf(sets: unknown): Override[] {
  const texts = Array.isArray(sets) ? (sets as readonly string[]) : [];
  return texts.map((text) => {
    const at = text.indexOf("=");
    return at <= 0 ? { path: text, value: "" } : { path: text.slice(0, at), value: text.slice(at + 1) };
  });
}

interface ReadBars {
  readonly bars: BarColumns;
  /** What reading them left out, as sentences. */
  readonly found: readonly string[];
}

/** As the file says, with the columns that the features need; what is flawed in them is for the cleaning to find. */
async function barsOf({ data }: TrainingFile, folder: string, set: FeatureSet): Promise<ReadBars> {
  const { symbol, timeframe, from, to, columns = [] } = data;
  const files = [data.files].flat().map((file) => resolve(folder, file));
  const found: string[] = [];
  const bars = await readBarFiles(
    symbol,
    { source: "data.files", files },
    { timeframe, extra: [...new Set([...set.needs, ...columns])], ...readingOptions(data.cleaning) },
    (file, report) => found.push(...readingFindings(file, report, data.cleaning.duplicates)),
  ).catch((error) => throwWithFeatures(error, set.columns));
  const cut = sliceBars(bars, from, to);
  if (cut.openTime.length > 0) return { bars: cut, found };
  throw new DataError({
    source: "data.files",
    file: files[0]!,
    message: `holds no bar of ${symbol} inside data.from and data.to`,
    hint: "see its range with: bellwether data inspect",
  });
}

/** @throws {OutputError} where no folder can be made. */
async function folderFor(path: string): Promise<void> {
  await makeFolder(resolve(path)).catch((error) => {
    throw cannotWrite(path, error);
  });
}

function championOf(registry: ModelRegistry, name: string): string | undefined {
  return registry.list().find((model) => model.name === name)?.aliases[CHAMPION];
}

/** Of the folder that the training file lies in, or undefined where there is no repository or no git. */
function gitCommit(folder: string): string | undefined {
  try {
    const commit = execFileSync("git", ["rev-parse", "HEAD"], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 5_000,
    });
    return commit.trim() || undefined;
  } catch {
    return undefined;
  }
}
