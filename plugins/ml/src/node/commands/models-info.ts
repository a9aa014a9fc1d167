import type { CommandDefinition, CommandOutput } from "@bellwether/core";
import { CHAMPION, distinctTrials, parseModelId, type VersionInfo, type VersionSummary } from "../../registry/index.js";
import { manifestFacts, manifestScores, type ScoreTable } from "./models-manifest.js";
import {
  bytesText,
  COMMON_FLAGS,
  folderOf,
  harmless,
  type OpenRegistry,
  printJson,
  shown,
  table,
  utc,
} from "./models-shared.js";

const LABEL = 12;

/** `bellwether models info <model>`: what a version is made of, how it did, and its siblings. */
export function modelsInfoCommand(open: OpenRegistry): CommandDefinition {
  return {
    about: "what a version is made of and how it did; <model> is a name, name@alias or name:version",
    args: ["<model>"],
    flags: COMMON_FLAGS,
    run(context) {
      const { args, flags, output } = context;
      const { folder, hint } = folderOf(context);
      const registry = open(folder);
      const { name, ref } = parseModelId(args[0]!);
      const info = registry.info(name, ref);
      registry.load(name, { version: info.version }); // every byte: what is shown must be what would be loaded
      const versions = registry.versions(name);
      const { trials, unreadable } = registry.trials(name);
      const tried = {
        trials: distinctTrials(trials).length + unreadable,
        holdoutOpenings: registry.countHoldoutOpenings(name),
      };
      if (flags.json === true) return printJson({ ...info, ...tried, versions }, output);
      about(info, output);
      const made = trials.findLast(({ version }) => version === info.version);
      if (made?.gitCommit !== undefined) line("git commit", shown(made.gitCommit), output);
      if (made?.parent !== undefined) line("parent", `${shown(made.parent)}, champion when it was trained`, output);
      if (tried.trials > 0)
        line(
          "tried",
          `${times(tried.trials)} under this name, the hold-out looked at ${times(tried.holdoutOpenings)}`,
          output,
        );
      for (const scores of manifestScores(info.manifest)) printScores(scores, output);
      if (versions.length > 1) siblings(versions, info.version, output);
      if (!info.aliases.includes(CHAMPION))
        output.stdout(
          `\nMake it champion: bellwether models alias ${name} ${CHAMPION} ${shown(info.version)}${hint}\n`,
        );
    },
  };
}

const times = (count: number) => (count === 0 ? "never" : count === 1 ? "once" : `${count} times`);

const line = (label: string, value: string, output: CommandOutput) =>
  output.stdout(`${label.padEnd(LABEL)}${harmless(value)}\n`);

function about(info: VersionInfo, output: CommandOutput): void {
  const { name, version, createdAt, savedAt, aliases, stage, note, files, manifest } = info;
  line("model", name, output);
  line("version", version, output);
  line("made", `${utc(createdAt ?? savedAt)} UTC`, output);
  line("aliases", aliases.length === 0 ? "none" : aliases.join(", "), output);
  line("stage", stage, output);
  if (note !== null) line("note", note, output);
  for (const [label, value] of manifestFacts(manifest)) line(label, value, output);
  for (const [i, [file, { size }]] of Object.entries(files).entries())
    line(i === 0 ? "files" : "", `${file}, ${bytesText(size)}`, output);
}

function printScores({ title, columns, rows }: ScoreTable, output: CommandOutput): void {
  output.stdout("\n");
  const cells = rows.map(({ metric, values }) => [metric, ...values].map(harmless));
  table(
    [title, ...columns].map(harmless),
    cells,
    output,
    columns.map((_, j) => j + 1),
  );
}

function siblings(versions: readonly VersionSummary[], current: string, output: CommandOutput): void {
  output.stdout("\n");
  const rows = versions.map(({ version, createdAt, savedAt, aliases, stage, note, bytes, damage }) => [
    `${version === current ? "*" : " "} ${shown(version)}`,
    utc(createdAt ?? savedAt),
    bytesText(bytes),
    stage,
    aliases.join(", "),
    harmless(damage === null ? (note ?? "") : `damaged: ${damage}`),
  ]);
  table(["  version", "made (UTC)", "size", "stage", "aliases", "note"], rows, output, [2]);
}
