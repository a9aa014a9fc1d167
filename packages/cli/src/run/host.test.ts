import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { compose } from "./host.js";

const folder = mkdtempSync(join(tmpdir(), "host-"));
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, text: string) => writeFileSync(join(folder, name), text);

put(
  "options.ts",
  `import * as z from "zod";
import { definePlugin, defineStrategy } from "@bellwether/core";
export default definePlugin({ name: "options", apiVersion: 1, options: z.object({ id: z.string().transform((id) => id + "!") }),
  setup({ options, register }) {
    register.strategy(defineStrategy({ id: options.id.replace("!", "-made"), params: z.object({}), create: () => null as never }));
  } });`,
);
put(
  "plain.ts",
  'export default { name: "plain", apiVersion: 1, setup() { return () => { globalThis.plainGone = true; }; } };',
);
const adds = (kind: string, name: string) =>
  `export default { name: "adds", apiVersion: 1, setup({ register }) { register.add("${kind}", "${name}", () => null); } };`;
put("kind.ts", adds("sizr", "half"));
put("kelly.ts", adds("sizer", "kelly"));
put("fixed.ts", adds("slippage", "fixed"));
put("broken.ts", 'throw new Error("no");');
put("fails.ts", 'export default { name: "fails", apiVersion: 1, setup() { throw new Error("not today"); } };');
put(
  "takes.ts",
  'export default { name: "takes", apiVersion: 1, kinds: ["feature"], setup({ extensions }) { globalThis.seenByTakes = extensions; } };',
);
put("feature.ts", adds("feature", "mine"));

describe("compose", () => {
  it("brings what ships, with its owner", async () => {
    const { host, code } = await compose([], folder);
    expect(host.registry.ownerOf("strategy", "sma-cross")).toBe("@bellwether/strategies");
    expect(host.registry.ownerOf("indicator", "ema")).toBe("@bellwether/indicators");
    expect(code).toEqual({});
  });

  it("parses the options of a plugin once, by its own schema", async () => {
    const options = (schema: z.ZodType) => schema.parse({ id: "mine" });
    const { host, code } = await compose([{ use: "./options.ts", options }], folder);
    expect(host.registry.ownerOf("strategy", "mine-made")).toBe("options");
    expect(code).toEqual({ options: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await host.close();
  });

  it("asks a plugin that takes no options with a schema that accepts none", async () => {
    const seen: boolean[] = [];
    const options = (schema: z.ZodType) => {
      seen.push(schema.safeParse({}).success, schema.safeParse({ any: 1 }).success);
      return {};
    };
    const { host } = await compose([{ use: "./plain.ts", options }], folder);
    expect(seen).toEqual([true, false]);
    await host.close();
  });

  it.each([
    ["kind.ts", /plugin adds: setup failed: nobody takes a "sizr".*Did you mean "sizer"\?/],
    ["kelly.ts", /sizer "kelly" of adds is registered already by @bellwether\/risk/],
    ["fixed.ts", /slippage "fixed" of adds is registered already by @bellwether\/backtest/],
  ])("refuses kinds that nobody takes, and names that ship: %s", async (file, message) => {
    await expect(compose([{ use: `./${file}` }], folder)).rejects.toThrow(message);
  });

  it("is all or nothing: what was set up before a failure is taken down", async () => {
    const marks = globalThis as { plainGone?: boolean };
    delete marks.plainGone;
    await expect(compose([{ use: "./plain.ts" }, { use: "./fails.ts" }], folder)).rejects.toThrow("not today");
    expect(marks.plainGone).toBe(true);
  });

  it("sets nothing up where a plugin cannot be loaded", async () => {
    const marks = globalThis as { plainGone?: boolean };
    delete marks.plainGone;
    await expect(compose([{ use: "./plain.ts" }, { use: "./broken.ts" }], folder)).rejects.toThrow("./broken.ts");
    expect(marks.plainGone).toBeUndefined();
  });

  it("takes a plugin that adds to another before that one, and shows the other what was added", async () => {
    const { host } = await compose([{ use: "./feature.ts" }, { use: "./takes.ts" }], folder);
    const seen = (globalThis as { seenByTakes?: { names(kind: string): string[] } }).seenByTakes;
    expect(seen?.names("feature")).toEqual(["mine"]);
    await host.close();
  });
});
