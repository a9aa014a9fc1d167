import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TradingError } from "@bellwether/core";
import { ConfigError } from "@bellwether/core/config";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RegistryIoError } from "../../src/registry/index.js";
import { TrainingFile } from "../../src/training/training-file.js";
import { damagedJson } from "./json-damage.js";
import { trainingFolder } from "./train-command.js";

const here = trainingFolder();

async function refusal(text: string | object): Promise<Error> {
  const error = await here.train(text).then(
    () => null,
    (error: Error) => error,
  );
  expect(existsSync(join(here.path, "models")), "a training that failed leaves no registry behind").toBe(false);
  expect(error).toBeInstanceOf(TradingError);
  expect(error!.message.length).toBeLessThan(2_000);
  return error!;
}

const model = (changes: object, label: object = { type: "direction", horizon: 6 }) => ({
  model: { family: "random-forest", params: { trees: 4, maxDepth: 3, minSamplesLeaf: 20 }, label, ...changes },
});
const say = (weight: number) => ({
  entry: { weight, family: "random-forest", label: { type: "direction", horizon: 6 } },
  position: { weight, family: "random-forest-regressor", label: { type: "forward-return", horizon: 6 } },
  exit: { weight, family: "random-forest", label: { type: "direction", horizon: 3 } },
  profit: { weight, family: "random-forest-regressor", label: { type: "favourable-excursion", horizon: 6 } },
});

describe("a training file is refused at its place", () => {
  it.each([
    ["a name with a separator", { name: "a/b" }, /name: /],
    ["a name that leads up", { name: ".." }, /name: /],
    ["a name with two dots", { name: "a..b" }, /name: no two dots/],
    ["the name of a device", { name: "con" }, /name: Windows keeps it/],
    ["a name in wide letters", { name: "ｓmall" }, /name: small letters/],
    ["no features", { features: [] }, /features: needs at least 1/],
    ["a horizon of 100,001 bars", model({}, { type: "direction", horizon: 100_001 }), /horizon: must be at most/],
    ["a billion trees", model({ params: { trees: 1e9 } }), /trees: must be at most/],
    ["a weight below 0", model({ params: { classWeights: { LONG: -1 } } }), /classWeights/],
    ["members without any say", { model: undefined, ensemble: say(0) }, /ensemble: every weight is 0/],
    ["a seed between two", { seed: 0.5 }, /seed: expected a whole number/],
    ["an expiry beyond all time", { expiresAfter: 2 ** 53 - 1 }, /expiresAfter: must be at most/],
    ["no time at all", { timeLimit: 0 }, /timeLimit: must be greater than 0/],
    ["no symbol", { data: { symbol: "a/../b", timeframe: "1h", files: "x.csv" } }, /symbol/],
  ])("for %s", async (_, changes, message) => {
    const error = await refusal(changes);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/ml\.yaml:\d+:\d+/);
  });

  it("for aliases that multiply", async () => {
    const level = (i: number) =>
      `k${i}: &k${i} [${Array(9)
        .fill(i === 0 ? "x" : `*k${i - 1}`)
        .join(", ")}]`;
    expect(await refusal(Array.from({ length: 12 }, (_, i) => level(i)).join("\n"))).toBeInstanceOf(ConfigError);
  });

  it("for a key that stands twice", async () => {
    expect((await refusal("name: a\nname: b\n")).message).toMatch(/ml\.yaml:2:1 .*twice/);
  });
});

describe("a training that fails leaves nothing behind", () => {
  it.each([
    ["a horizon that outlasts the bars", model({}, { type: "direction", horizon: 100_000 }), "BAD_SPLIT"],
    ["a column that needs more bars than there are", { features: ["rsi(1000000000)"] }, "BAD_SPLIT"],
    ["more components than columns", model({ pca: { components: 1_000 } }), "BAD_TRANSFORM"],
    ["more folds than samples", { validation: { method: "purged-k-fold", folds: 100_000 } }, "BAD_SPLIT"],
    ["bars that are a folder", { data: { symbol: "A/B", timeframe: "1h", files: "." } }, "DATA"],
    ["a set that is not there", { features: ["../../nope.yaml"] }, "BAD_FEATURE"],
    ["a feature of a million letters", { features: ["x".repeat(1_000_000)] }, "BAD_FEATURE"],
  ])("for %s", async (_, changes, code) => {
    expect(await refusal(changes)).toMatchObject({ code: expect.stringContaining(code) });
  });

  it("for a registry that is a file, and says so before the work", async () => {
    writeFileSync(join(here.path, "models.txt"), "mine");
    mkdirSync(join(here.path, "real"));
    for (const registry of ["models.txt", "models.txt/below/it", "real/../models.txt"]) {
      const error = await refusal({ registry, data: { symbol: "A/B", timeframe: "1h", files: "no-such.csv" } });
      expect(error, "not that there are no bars").toBeInstanceOf(RegistryIoError);
      expect(error.message).toContain("models.txt is no folder");
    }
    expect(readFileSync(join(here.path, "models.txt"), "utf8")).toBe("mine");
    expect(readdirSync(join(here.path, "real"))).toEqual([]);
  });

  it("not even a trial; one that is done leaves a version and its trial", async () => {
    await here.train({ features: ["log-return(1)", "log-return( 1 )", "log-return(1.0)"] });
    const { registry } = here;
    expect(registry.info("small").manifest.columns, "the same column thrice is one").toHaveLength(1);
    await expect(here.train(model({ pca: { components: 1_000 } }))).rejects.toThrow(TradingError);
    expect(registry.versions("small")).toHaveLength(1);
    expect(registry.trials("small").trials).toHaveLength(1);
  });
});

it("a training file is read or refused, whatever is done to it", () => {
  const whole = {
    name: "small",
    data: { symbol: "A/B", timeframe: "1h", files: "x.csv", cleaning: {} },
    features: ["rsi(7)"],
    split: { train: 0.6, calibration: 0.2, test: 0.2 },
    validation: { method: "purged-k-fold", folds: 3, embargo: 5 },
    trading: { minConfidence: 0.5 },
    ...model({ selection: [{ type: "f-test", keep: 2 }], pca: { components: 2 } }),
    expiresAfter: 10,
  };
  expect(TrainingFile.safeParse(whole).success).toBe(true);
  const outcomes = new Set<boolean>();
  fc.assert(
    fc.property(damagedJson(whole), (spoilt) => void outcomes.add(TrainingFile.safeParse(spoilt).success)),
    { numRuns: 1_000 },
  );
  expect([...outcomes].sort()).toEqual([false, true]);
});
