import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DataError, sliceBars } from "@bellwether/backtest";
import { readBarFiles } from "@bellwether/backtest/node";
import type { BarColumns, CommandDefinition } from "@bellwether/core";
import type { Override } from "@bellwether/core/config";
import { readConfigFile } from "@bellwether/core/node";
import type { FeatureCatalogue } from "../../features/feature-column.js";
import type { FamilyCatalogue } from "../../models/model.js";
import { CHAMPION, type ModelRegistry, shortVersion } from "../../registry/index.js";
import { trainingReportToHtml, trainingReportToJson, trainingReportToTerminal } from "../../report/index.js";
import { toBundle } from "../../trained/bundle.js";
import { train } from "../../training/train.js";
import { TrainingFile } from "../../training/training-file.js";
import type { TrainingReport } from "../../training/training-report.js";
import { resolveFeatures } from "../feature-texts.js";

/** What commands of models are made with. */
export interface Surroundings {
  readonly features: FeatureCatalogue;
  readonly families: FamilyCatalogue;
  /** Opens the registry in a folder. */
  readonly open: (folder: string) => ModelRegistry;
  /** Wall clock, epoch ms. */
  readonly now: () => number;
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
      { flag: "--no-save", about: "train and judge, register nothing" },
      { flag: "--json", about: "print the outcome as JSON and nothing else" },
    ],
    async run({ args: [file], flags, output, progress, use }) {
      const path = resolve(file!);
      const folder = dirname(path);
      const { value: settings } = await readConfigFile(path, TrainingFile, { overrides: overridesOf(flags.set) });
      await use(settings.plugins, folder);
      const { timeframe } = settings.data;
      const set = await resolveFeatures(settings.features, settings.dropFeatures, folder, timeframe, features);
      const registry = open(
        typeof flags.registry === "string" ? resolve(flags.registry) : registryOf(settings, folder),
      );
      const bars = await barsOf(settings, folder);
      const reportFolder = typeof flags.report === "string" ? flags.report : undefined;
      if (reportFolder !== undefined) mkdirSync(reportFolder, { recursive: true }); // before the work, not after it
      const bar = progress("train");
      let report: TrainingReport;
      try {
        const past = registry.trials(settings.name);
        const training = await train({
          settings,
          bars,
          timeframe,
          set,
          families,
          past: { trials: past.trials, unreadable: past.unreadable },
          now,
          onProgress: bar.update,
        });
        report = training.report;
        const [parent, commit] = [championOf(registry, settings.name), gitCommit(folder)];
        if (flags.save !== false) {
          const { version } = registry.save(settings.name, toBundle(training.trained));
          report = { ...report, version };
        }
        registry.recordTrial(settings.name, {
          ...training.trial,
          at: now(),
          seed: settings.seed,
          openedHoldout: true,
          ...(report.version === null ? {} : { version: report.version }),
          ...(parent === undefined ? {} : { parent }),
          ...(commit === undefined ? {} : { gitCommit: commit }),
        });
        if (flags.promote === true && report.version !== null)
          registry.setAlias(settings.name, CHAMPION, report.version);
      } finally {
        bar.stop();
      }
      if (reportFolder !== undefined) {
        writeFileSync(join(reportFolder, "report.html"), trainingReportToHtml(report));
        writeFileSync(join(reportFolder, "report.json"), `${trainingReportToJson(report)}\n`);
      }
      if (flags.json === true) {
        output.stdout(`${JSON.stringify(outcomeOf(report), null, 2)}\n`);
        return;
      }
      output.stdout(`${trainingReportToTerminal(report, { width: output.width, colour: output.colour })}\n`);
      if (report.version !== null) output.stdout(`\nregistered: ${report.modelName} ${shortVersion(report.version)}\n`);
      if (reportFolder !== undefined) output.stdout(`report: ${join(reportFolder, "report.html")}\n`);
    },
  };
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

/** As the file says; what is flawed in them is for the cleaning to find. */
async function barsOf({ data }: TrainingFile, folder: string): Promise<BarColumns> {
  const { symbol, timeframe, from, to } = data;
  const files = [data.files].flat().map((file) => resolve(folder, file));
  const bars = await readBarFiles(
    symbol,
    { source: "data.files", files },
    { timeframe, badRows: "skip", duplicates: "last" },
  );
  const cut = sliceBars(bars, from, to);
  if (cut.openTime.length > 0) return cut;
  throw new DataError({
    source: "data.files",
    file: files[0]!,
    message: `holds no bar of ${symbol} inside data.from and data.to`,
    hint: "see its range with: bellwether data inspect",
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
