import { beforeAll, describe, expect, it } from "vitest";
import { bellwether, expectOneError } from "../helpers/bellwether.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { trainingText } from "../helpers/training-file.js";

const folder = temporaryFolder("ml-models");
const run = (line: string) => bellwether(line.split(" "), { cwd: folder.path });
const models = (line: string) => run(`models ${line}`);
async function said(line: string): Promise<string> {
  const { code, stdout, stderr } = await models(line);
  expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: "" });
  return stdout;
}
const json = async (line: string) => JSON.parse(await said(`${line} --json`));

let first = "";
let second = "";

beforeAll(async () => {
  await built();
  folder.put("ml.yaml", trainingText("tiny"));
  for (const seed of [1, 2]) {
    const { stdout } = await run(`train ml.yaml --set seed=${seed} --json`);
    [first, second] = [second, JSON.parse(stdout).version];
  }
});

describe("the models of a folder, as a user looks after them", () => {
  it("are listed with their newest version, and seen one by one", async () => {
    expect(await said("list")).toMatch(new RegExp(`^tiny +2 +– +${second.slice(0, 12)} `, "m"));
    expect(await json("list")).toMatchObject([{ name: "tiny", versions: 2, newest: { version: second } }]);
    const text = await said(`info tiny:${first.slice(0, 8)}`);
    expect(text).toMatch(new RegExp(`^version +${first}$`, "m"));
    expect(text).toMatch(/^features +3: log-return\(1\), rsi\(14\), roc\(10\)$/m);
    expect(text).toContain(`Make it champion: bellwether models alias tiny champion ${first.slice(0, 12)}\n`);
    expect(await json("info tiny")).toMatchObject({
      version: second,
      trials: 2,
      manifest: { seed: 2 },
    });
  });

  it("take a champion, another, and the first one back", async () => {
    await said(`alias tiny champion ${first.slice(0, 12)}`);
    const moved = await said(`alias tiny champion ${second.slice(0, 12)} --reason better`);
    expect(moved).toContain("Back again: bellwether models rollback tiny");
    expect((await json("info tiny@previous")).version).toBe(first);
    expect(await said("rollback tiny")).toMatch(
      new RegExp(`^tiny: champion is ${first.slice(0, 12)} again; it was ${second.slice(0, 12)}$`, "m"),
    );
    expect(await json("list")).toMatchObject([{ aliases: { champion: first, previous: second } }]);
  });

  it("are promoted only from where the promoter thinks they are", async () => {
    const line = `alias tiny champion ${second.slice(0, 12)} --expect ${second.slice(0, 12)}`;
    const ended = await models(line);
    expectOneError(ended);
    expect(ended.stderr).toContain(`champion is ${first.slice(0, 12)}, expected ${second.slice(0, 12)}`);
    expect(ended.code).toBe(6);
  });

  it("stand at a stage, and go when nothing names them any more", async () => {
    expect(await json(`stage tiny ${second.slice(0, 12)} staging`)).toMatchObject({ stage: "staging", was: "none" });
    const named = await models(`delete tiny --version ${second.slice(0, 12)}`);
    expectOneError(named);
    expect(named.stderr).toMatch(/is named by alias previous/);
    expect(named.code).toBe(6);
    await said("alias tiny previous --remove");
    await said(`stage tiny ${second.slice(0, 12)} none`);
    expect(await json(`delete tiny --version ${second.slice(0, 12)}`)).toEqual({ model: "tiny", deleted: [second] });
    const all = await models("delete tiny --all");
    expectOneError(all);
    expect(all.code).toBe(6);
    await said("delete tiny --all --force");
    expect(await said("list")).toMatch(/No models in \S+models\. Train one: bellwether train <file>/);
  });

  it("are made by families, each with its hyper-parameters and what they are unless given", async () => {
    const text = await said("families");
    expect(text).toMatch(/^random-forest \(classification\)$/m);
    expect(text).toMatch(/^ {4}trees \[100\] {2}\S/m);
    const families: { name: string; params: object }[] = await json("families");
    expect(families.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "gradient-boosting",
        "logistic-regression",
        "majority",
        "ml-random-forest",
        "persistence",
      ]),
    );
    expect(families.find(({ name }) => name === "random-forest")).toMatchObject({
      params: { properties: { trees: { default: 100 } } },
    });
  });
});
