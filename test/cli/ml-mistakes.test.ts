import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bellwether, expectOneError } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { EURUSD, runText } from "../helpers/run-file.js";
import { filesNamed, MODELS, trainingText } from "../helpers/training-file.js";

const folder = temporaryFolder("ml-mistakes");
const run = (line: string) => bellwether(line.split(" "), { cwd: folder.path });

/** A plugin with a feature of a version. */
const plugin = (version: number) => `import { definePlugin } from "@bellwether/core";
import { rsi } from "@bellwether/indicators";
import { defineFeature } from "@bellwether/ml";
const mine = defineFeature({ name: "mine", group: "momentum", about: "rsi", version: ${version}, warmup: () => 300, series: (df) => rsi(df.close, 14) });
export default definePlugin({ name: "mine", apiVersion: 1, setup: ({ register }) => register.add("feature", mine.name, mine) });
`;

/** The first hour of every four: bars of another length. */
function fourHours(): string {
  const [header, ...rows] = readFileSync(EURUSD, "utf8").trimEnd().split("\n");
  const seen = new Map<number, string[]>();
  for (const row of rows) {
    const [time, ...prices] = row.split(",");
    const at = Math.floor(Number(time) / 14_400_000) * 14_400_000;
    if (!seen.has(at)) seen.set(at, prices);
  }
  return `${[header, ...[...seen].map(([at, prices]) => [at, ...prices].join(","))].join("\n")}\n`;
}

beforeAll(async () => {
  await built();
  const yaml = trainingText("tiny");
  folder.put("ml.yaml", yaml);
  folder.put("key.yaml", yaml.replace("maxDepth: 4", "maxDepht: 4"));
  folder.put("top.yaml", `${yaml}sed: 3\n`);
  folder.put("none.yaml", yaml.replace(/^model:\n( .*\n)+/m, ""));
  folder.put("mine.yaml", trainingText("mine", "plugins: [./mine.ts]").replace("rsi(14)", "mine"));
  folder.put("mine.ts", plugin(1));
  folder.put("run.yaml", runText("ml-strategy", MODELS));
  folder.put(
    "mine-run.yaml",
    runText("ml-strategy", MODELS.replace(" }]", " }, ./mine.ts]").replace("models", "mine-models")),
  );
  folder.put("empty-run.yaml", runText("ml-strategy", MODELS.replace("models }", "nothing }")));
  folder.put("plain-run.yaml", runText("ml-strategy"));
  folder.put("4h.csv", fourHours());
  folder.put("taken", "");
  mkdirSync(join(folder.path, "nothing"));
  const trained = await run("train ml.yaml --json");
  expect({ code: trained.code, stderr: trained.stderr }).toEqual({ code: 0, stderr: "" });
});

const TRAIN = "train ml.yaml --registry unused";

/** What was typed, the exit code, and what the one error must say. */
const MISTAKES: readonly (readonly [what: string, typed: string, code: number, says: string | RegExp])[] = [
  ["no training file", "train", 2, "missing required argument 'file'; see bellwether train --help"],
  ["a misspelt flag", "train ml.yaml --promot", 2, "unknown option '--promot'. Did you mean --promote?"],
  ["a misspelt command of models", "models lst", 2, "unknown command 'lst'. Did you mean list?"],
  [
    "a misspelt group of features",
    "features list --group momentm",
    2,
    /--group: no group is called "momentm"; groups: .*momentum/,
  ],
  [
    "a misspelt stage",
    "models stage tiny 01234567 live",
    2,
    'no stage is called "live"; stages: none, candidate, staging, production, archived',
  ],

  ["a training file that is not there", "train nope.yaml", 3, "nope.yaml  no such file; check the path"],
  ["a misspelt key", "train top.yaml", 3, 'top.yaml:12:1  sed: unknown key. Did you mean "seed"?'],
  [
    "a misspelt hyper-parameter",
    "train key.yaml",
    3,
    'key.yaml:6:23  model.params.maxDepht: unknown key. Did you mean "maxDepth"?',
  ],
  [
    "a hyper-parameter out of range",
    `${TRAIN} --set model.params.trees=0`,
    3,
    /--set model\.params\.trees {2}.*at least 1, found the number 0/,
  ],
  [
    "a misspelt family",
    `${TRAIN} --set model.family=random-forrest`,
    3,
    '--set model.family  no model family is called "random-forrest". Did you mean "random-forest"?',
  ],
  [
    "a family that resembles none",
    `${TRAIN} --set model.family=oracle`,
    3,
    /"oracle"\. There are gradient-boosting, .*bellwether models families/,
  ],
  ["neither model nor ensemble", "train none.yaml", 3, "name either model or ensemble"],
  [
    "a misspelt set",
    `${TRAIN} --set features=[baselin49]`,
    3,
    'called "baselin49". Did you mean "baseline49"? All: bellwether features list',
  ],
  [
    "a misspelt feature",
    `${TRAIN} --set features=[rsj(14)]`,
    3,
    'no feature is called "rsj". Did you mean "rsi"? All: bellwether features list',
  ],
  [
    "a feature's parameter out of range",
    `${TRAIN} --set features=[rsi(0)]`,
    3,
    '"rsi(0)": period is a whole number of at least 1',
  ],
  [
    "a set that is not there",
    `${TRAIN} --set features=[./my-set.yaml]`,
    3,
    /there is no file \S+my-set\.yaml; a file of a set/,
  ],
  ["a fee in percent", `${TRAIN} --set trading={"fee":10}`, 3, "trading.fee: must be less than 1, found the number 10"],
  ["fewer bars than the warm-up", `${TRAIN} --set features=[hurst(7000)]`, 3, "bars are left, and these features need"],
  ["a name that is no name", `${TRAIN} --set name=My/Model`, 3, /--set name {2}.*small letters, digits, dots, dashes/],
  ["a run file for a training file", "train run.yaml", 3, /run\.yaml:1:1 {2}name: is missing/],
  ["a label that reaches over all bars", `${TRAIN} --set model.label.horizon=6000`, 3, /samples|bars/],

  ["bars that are not there", `${TRAIN} --set data.files=nope.csv`, 4, /data\.files: .*nope\.csv: does not exist/],
  [
    "dates without bars",
    `${TRAIN} --set data.from=2030-01-01`,
    4,
    "holds no bar of EUR/USD inside data.from and data.to",
  ],
  ["bars of another length", `${TRAIN} --set data.timeframe=4h`, 4, "most bars are 1h apart, so they are no 4h bars"],
  ["bars to inspect that are not there", "features inspect nope.csv", 4, "nope.csv: does not exist"],

  ["a model that is not there", "models info tny", 3, 'no model "tny"; the registry has tiny. Did you mean "tiny"?'],
  ["an alias that is not there", "models info tiny@champion", 3, 'model tiny: no alias "champion"'],
  ["digits of no version", "models info tiny:00000000", 3, 'no version "00000000"'],
  ["a name that leads elsewhere", "models info ../tiny", 3, /no name of a model/],
  ["a rollback with nothing to go back to", "models rollback tiny", 3, 'no alias "previous"; it has none'],

  [
    "a model strategy without the plugin",
    "backtest plain-run.yaml",
    3,
    'ml-strategy comes with a plugin; add to the file: plugins: ["@bellwether/ml"]',
  ],
  [
    "a registry without models",
    "backtest empty-run.yaml",
    3,
    /the registry \S+ holds no model; train one first: bellwether train/,
  ],
  [
    "a misspelt model",
    "backtest run.yaml --set strategy.params.modelName=tny",
    3,
    'no model "tny"; the registry has tiny. Did you mean "tiny"?',
  ],
  [
    "a misspelt parameter",
    "backtest run.yaml --set strategy.params.minConfidense=0.6",
    3,
    'Did you mean "minConfidence"?',
  ],
  [
    "a single model for an ensemble",
    "backtest run.yaml --strategy ensemble-strategy",
    3,
    "ml-strategy trades a single model",
  ],
];

describe("a newcomer's mistake with models gets one clear error, with place and hint, and no stack:", () => {
  it.each(MISTAKES)("%s (%s)", async (_what, typed, code, says) => {
    const ended = await run(typed);
    expectOneError(ended);
    if (typeof says === "string") expect(ended.stderr).toContain(says);
    else expect(ended.stderr).toMatch(says);
    expect(ended.code).toBe(code);
    expect(ended.stderr).not.toContain("plugins/ml/dist");
  });

  it("with --json the error is one JSON document on stdout too", async () => {
    for (const [typed, code] of [
      ["train --json", "USAGE"],
      [`${TRAIN} --set model.family=oracle --json`, "CONFIG"],
      [`${TRAIN} --set features=[rsj] --json`, "BAD_FEATURE"],
      ["models info tny --json", "MODEL_NOT_FOUND"],
    ] as const) {
      const { stdout, stderr } = await run(typed);
      const { error } = JSON.parse(stdout);
      expect(error.code, typed).toBe(code);
      expect(stderr).toBe(`bellwether: ${error.message}\n`);
    }
  });

  it("none of them has registered anything, or counted a try", () => {
    expect(filesNamed(folder.path, "trials.jsonl")).toEqual([join(folder.path, "models/tiny/trials.jsonl")]);
    expect(filesNamed(folder.path, "manifest.json")).toHaveLength(1);
  });
});

it("a model meets bars of another timeframe: the strategy says so at its first bar", async () => {
  const ended = await run("backtest run.yaml --set exchange.timeframe=4h --data 4h.csv");
  expectOneError(ended);
  expect(ended.stderr).toContain("model tiny was trained on bars of 1h, and EUR/USD comes in bars of 4h");
  expect(ended.code).toBe(5);
});

describe("a model that is not what it was is refused:", () => {
  it("a feature of another version, by name, and what to do", async () => {
    expect((await run("train mine.yaml --registry mine-models")).code).toBe(0);
    expect((await run("backtest mine-run.yaml --no-band --no-statistics")).code, "as long as it is the same").toBe(0);
    folder.put("mine.ts", plugin(2));
    const ended = await run("backtest mine-run.yaml");
    expectOneError(ended);
    expect(ended.stderr).toContain(
      "model mine was trained on other features: column 2: trained on mine version 1, there is mine version 2. Train it again",
    );
    expect(ended.code).toBe(3);
  });

  it("a plugin that has gone", async () => {
    folder.put("gone-run.yaml", runText("ml-strategy", MODELS.replace("models }", "mine-models }")));
    const ended = await run("backtest gone-run.yaml");
    expectOneError(ended);
    expect(ended.stderr).toMatch(/column 2: trained on mine: no feature is called "mine"/);
    expect(ended.code).toBe(3);
  });

  it.each(["arrays.bin", "manifest.json"])("one flipped bit in %s, and nothing is traded", async (name) => {
    const [file] = filesNamed(join(folder.path, "models"), name);
    const sound = readFileSync(file!);
    const damaged = Buffer.from(sound);
    damaged[Math.floor(damaged.length / 2)]! ^= 1;
    writeFileSync(file!, damaged);
    const ended = await run("backtest run.yaml");
    writeFileSync(file!, sound);
    expectOneError(ended);
    expect(ended.stderr).toMatch(/tiny/);
    expect(ended.code).toBe(4);
    expect((await run("backtest run.yaml --no-band --no-statistics")).code, "and traded again once it is whole").toBe(
      0,
    );
  });
});
