import { definePlugin, type Extensions } from "@bellwether/core";
import { registeredBy } from "@bellwether/core/checks";
import { PASSES } from "@bellwether/risk";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { extensionChecks } from "./extension-checks.js";

type Named = "sizer" | "limit" | "slippage";

/** `ok` or what is wrong, by check. */
async function outcomes<K extends Named>(kind: K, thing: Extensions[K]): Promise<string[]> {
  const plugin = definePlugin({
    name: "mine",
    apiVersion: 1,
    setup: ({ register }) => register.add(kind, "half", thing),
  });
  const said: string[] = [];
  for (const { name, run } of await extensionChecks(plugin, await registeredBy({ plugin }))) {
    try {
      await run();
      said.push(`ok ${name}`);
    } catch (error) {
      said.push(`FAIL ${name}: ${(error as Error).message}`);
    }
  }
  return said;
}

let calls = 0;
const model = { name: "wide", describe: () => ({ type: "wide" }) };

describe("what bellwether check says of a plugin's", () => {
  it("sizer that keeps its promises", async () => {
    const half = () => ({ name: "half", quantity: ({ capital = 0, unit = 1 }) => (0.5 * capital) / unit });
    expect(await outcomes("sizer", half)).toEqual([
      'ok sizer "half": its factory makes a sizer',
      'ok sizer "half": equal facts give equal answers',
      'ok sizer "half": refuses NaN, where it looks at numbers at all',
    ]);
  });

  it("sizer that needs options: that it cannot be checked here", async () => {
    const Options = z.strictObject({ share: z.number() });
    const all = await outcomes("sizer", (options) => ({ name: "half", quantity: () => Options.parse(options).share }));
    expect(all[1]).toMatch(/^FAIL .*ZodError/); // it looks at them too late
    const [only, ...more] = await outcomes("sizer", (options) => {
      const { share } = Options.parse(options);
      return { name: "half", quantity: () => share };
    });
    expect(more).toEqual([]);
    expect(only).toMatch(/^ok sizer "half" needs options, a test has to check it: /);
  });

  it("sizer that is none", async () => {
    expect(await outcomes("sizer", () => ({}) as never)).toEqual([
      expect.stringMatching(/^FAIL .*makes a sizer: plugin mine: the sizer "half" cannot be used: quantity/),
    ]);
  });

  it.each([
    ["a limit that rolls dice", "limit", () => ({ stage: "size", check: () => ++calls }), "equal answers: sample 0: 1"],
    [
      "a limit that NaN passes",
      "limit",
      () => ({
        stage: "size",
        check: (_facts: unknown, quantity: number) => (quantity > 95 ? { limit: 95, observed: quantity } : PASSES),
      }),
      "lets pass what it knows no number of",
    ],
    ["slippage that rolls dice", "slippage", () => ({ ...model, price: () => ++calls }), "equal answers: sample 0"],
    [
      "slippage that NaN passes",
      "slippage",
      () => ({ ...model, price: ({ price }: { price: number }) => (price > 0 ? price : 1) }),
      "lets pass what it knows no number of",
    ],
    ["a limit that throws", "limit", () => ({ stage: "size", check: () => void null!["x" as never] }), "TypeError"],
  ] as const)("%s", async (_name, kind, thing, problem) => {
    const failed = (await outcomes(kind as Named, thing as never)).filter((text) => text.startsWith("FAIL"));
    expect(failed.join("\n")).toContain(problem);
  });

  it("slippage model that keeps its promises", async () => {
    const wide = () => ({ ...model, price: ({ price }: { price: number }) => price * 1.001 });
    expect((await outcomes("slippage", wide)).map((text) => text.slice(0, 2))).toEqual(["ok", "ok", "ok"]);
  });
});
