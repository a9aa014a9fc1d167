import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineIndicator } from "../indicator/define-indicator.js";
import { defineStrategy } from "../strategy/define-strategy.js";
import { definePlugin, PLUGIN_API_VERSION, type Registrar, type Teardown } from "./define-plugin.js";
import {
  BadPluginError,
  PluginOptionsError,
  PluginSetupError,
  PluginTeardownError,
  PluginVersionError,
} from "./errors.js";
import {
  DuplicateExtensionError,
  type ExtensionReader,
  ExtensionRegistry,
  UnknownExtensionError,
  UnknownKindError,
} from "./extension-registry.js";
import { PluginHost } from "./plugin-host.js";

const strategy = (id: string) =>
  defineStrategy({ id, params: z.strictObject({}), create: () => ({ warmup: 0, generateSignal: () => null }) });
const indicator = (name: string) => defineIndicator(name, () => ({ warmup: 0, extend() {} }));

function plugin(name: string, setup: (register: Registrar) => unknown = () => undefined) {
  return definePlugin({ name, apiVersion: PLUGIN_API_VERSION, setup: ({ register }) => setup(register) as Teardown });
}

describe("a plugin that is set up", () => {
  it("registers things under their names, which say whose they are", async () => {
    const host = new PluginHost();
    await host.use(
      plugin("mine", (register) => {
        register.strategy(strategy("my-cross"));
        register.indicator(indicator("my-average"));
      }),
    );
    expect(host.plugins).toEqual(["mine"]);
    expect(host.registry.get("strategy", "my-cross").id).toBe("my-cross");
    expect(host.registry.ownerOf("indicator", "my-average")).toBe("mine");
    expect([host.registry.has("strategy", "my-cross"), host.registry.has("strategy", "other")]).toEqual([true, false]);
    expect(() => host.registry.get("strategy", "my-cros")).toThrow(UnknownExtensionError);
    expect(() => host.registry.get("strategy", "my-cros")).toThrow(
      'no strategy "my-cros"; there are my-cross. Did you mean "my-cross"?',
    );
    expect(() => new PluginHost().registry.get("indicator", "x")).toThrow('no indicator "x"; there is none.');
  });

  it("gets its options parsed, with defaults filled in, and a log", async () => {
    let got: unknown;
    const keep = (context: unknown): void => {
      got = context;
    };
    const host = new PluginHost();
    const options = z.strictObject({ size: z.number().default(3), name: z.string().optional() });
    const reads = definePlugin({ name: "reads", apiVersion: 1, options, setup: keep });
    await host.use(reads);
    expect(got).toMatchObject({ options: { size: 3 }, log: { info: expect.any(Function) } });
    await host.close();
    await host.use(reads, { size: 5, name: "x" });
    expect(got).toMatchObject({ options: { size: 5, name: "x" } });
  });

  it("is undone in reverse order, each after those that came later, and takes its things along", async () => {
    const host = new PluginHost();
    const log: string[] = [];
    for (const name of ["a", "b", "c"])
      await host.use(
        plugin(name, (register) => {
          log.push(`setup ${name}`);
          register.strategy(strategy(name));
          return () => void log.push(`teardown ${name}`);
        }),
      );
    await host.close();
    expect(log).toEqual(["setup a", "setup b", "setup c", "teardown c", "teardown b", "teardown a"]);
    expect([host.plugins, host.registry.names("strategy")]).toEqual([[], []]);
    await host.close();
    expect(log, "once").toHaveLength(6);
  });

  it("may come back after it was undone", async () => {
    const host = new PluginHost();
    const again = plugin("again", (register) => register.strategy(strategy("again")));
    for (let i = 0; i < 3; i++) {
      await host.use(again);
      await host.close();
    }
    expect(host.registry.names("strategy")).toEqual([]);
  });
});

describe("a setup that fails", () => {
  it("leaves nothing behind, and keeps the plugin's own error as the cause", async () => {
    const host = new PluginHost();
    const cause = new RangeError("no model");
    const broken = plugin("broken", (register) => {
      register.strategy(strategy("half-done"));
      register.indicator(indicator("half_done"));
      throw cause;
    });
    const error = (await host.use(broken).catch((reason: unknown) => reason)) as PluginSetupError;
    expect(error).toBeInstanceOf(PluginSetupError);
    expect(error).toMatchObject({ code: "PLUGIN_SETUP", plugin: "broken", cause });
    expect(error.message).toBe("plugin broken: setup failed: no model");
    expect([host.plugins, host.registry.names("strategy"), host.registry.names("indicator")]).toEqual([[], [], []]);
    await host.use(plugin("other", (register) => register.strategy(strategy("half-done"))));
  });

  it("because a name is taken does not touch the owner of the name", async () => {
    const host = new PluginHost();
    await host.use(plugin("first", (register) => register.strategy(strategy("shared"))));
    const second = plugin("second", (register) => {
      register.strategy(strategy("own"));
      register.strategy(strategy("shared"));
    });
    const error = (await host.use(second).catch((reason: unknown) => reason)) as Error;
    expect(error.cause).toBeInstanceOf(DuplicateExtensionError);
    expect(error.message).toContain('strategy "shared" of second is registered already by first');
    expect(host.registry.names("strategy")).toEqual(["shared"]);
    expect(host.registry.ownerOf("strategy", "shared")).toBe("first");
  });

  it.each([
    ["a strategy without a schema", (register: Registrar) => register.strategy({ id: "x" } as never)],
    ["no strategy at all", (register: Registrar) => register.strategy(undefined as never)],
    ["an indicator that is a bare function", (register: Registrar) => register.indicator((() => {}) as never)],
  ])("because it registers %s says what is wanted", async (_name, setup) => {
    await expect(new PluginHost().use(plugin("odd", setup))).rejects.toThrow(/register\.\w+ takes what define\w+/);
  });

  it("because it returns something else than a function says so", async () => {
    const odd = plugin("odd", () => ({ close() {} }) as never);
    await expect(new PluginHost().use(odd)).rejects.toThrow("setup returns nothing or a function that undoes it");
  });
});

it("refuses registrations after the setup has ended", async () => {
  let late: Registrar | undefined;
  const host = new PluginHost();
  await host.use(
    plugin("late", (register) => {
      late = register;
    }),
  );
  expect(() => late!.strategy(strategy("too-late"))).toThrow(PluginSetupError);
  expect(() => late!.strategy(strategy("too-late"))).toThrow('registers strategy "too-late" after its setup has ended');
});

it("goes on past teardowns that throw, and names them all at the end", async () => {
  const host = new PluginHost();
  const log: string[] = [];
  for (const name of ["a", "b", "c"])
    await host.use(
      plugin(name, () => () => {
        log.push(name);
        if (name !== "b") throw new Error(`${name} is stuck`);
      }),
    );
  const error = (await host.close().catch((reason: unknown) => reason)) as PluginTeardownError;
  expect(error).toBeInstanceOf(PluginTeardownError);
  expect(error.message).toBe("plugin c, a: teardown failed: c is stuck; a is stuck");
  expect((error.cause as AggregateError).errors).toHaveLength(2);
  expect(log).toEqual(["c", "b", "a"]);
});

describe("a module is no plugin", () => {
  const want = "want `export default definePlugin({ name, apiVersion, setup })`";
  const setup = () => {};
  it.each([
    ["without a default export", undefined, BadPluginError, `plugin ./x.ts: has no default export; ${want}`],
    ["that exports a function", setup, BadPluginError, `plugin ./x.ts: its default export is a function; ${want}`],
    ["that exports a strategy", strategy("x"), BadPluginError, "its default export is a strategy; want"],
    ["that exports an instance", { warmup: 0, generateSignal: setup }, BadPluginError, "call register.strategy(...)"],
    ["without a name", { apiVersion: 1, setup }, BadPluginError, `plugin ./x.ts: has no name; ${want}`],
    [
      "for a later api",
      { name: "x", apiVersion: 2, setup },
      PluginVersionError,
      "is written for plugin api 2, this is 1",
    ],
    ["for no api", { name: "x", setup }, PluginVersionError, "is written for plugin api undefined, this is 1"],
    ["without a setup", { name: "x", apiVersion: 1 }, BadPluginError, `plugin x: has no setup function; ${want}`],
    [
      "with odd options",
      { name: "x", apiVersion: 1, setup, options: {} },
      BadPluginError,
      "its options are no zod schema",
    ],
  ] as const)("%s", async (_name, exported, type, problem) => {
    const error = (await new PluginHost().use(exported, undefined, "./x.ts").catch((e: unknown) => e)) as Error;
    expect(error).toBeInstanceOf(type);
    expect(error.message).toContain(problem);
  });

  it("when it is loaded already", async () => {
    const host = new PluginHost();
    await host.use(plugin("twin"));
    await expect(host.use(plugin("twin"))).rejects.toThrow(new BadPluginError("twin", "is loaded twice"));
  });
});

describe("options", () => {
  it("that break the schema are all named at once", async () => {
    const options = z.strictObject({ url: z.string(), size: z.number() });
    const picky = definePlugin({ name: "picky", apiVersion: 1, options, setup() {} });
    const error = (await new PluginHost()
      .use(picky, { size: "5", extra: 1 })
      .catch((e: unknown) => e)) as PluginOptionsError;
    expect(error).toBeInstanceOf(PluginOptionsError);
    for (const part of ["plugin picky: ", "options.url: ", "options.size: ", '"extra"'])
      expect(error.message).toContain(part);
  });

  it("for a plugin that takes none are refused by name, never by value: it may be a secret", async () => {
    const error = (await new PluginHost()
      .use(plugin("plain"), { token: "s3cret" })
      .catch((e: unknown) => e)) as PluginOptionsError;
    expect(error.message).toBe('plugin plain: takes no options, got "token"');
    await expect(new PluginHost().use(plugin("plain"), 5)).rejects.toBeInstanceOf(PluginOptionsError);
  });

  it("may be empty, as YAML has them", async () => {
    for (const empty of [undefined, null, {}]) await new PluginHost().use(plugin("plain"), empty);
  });
});

describe("a registry that knows what is taken", () => {
  const known = () => {
    const registry = new ExtensionRegistry();
    registry.declare("sizer" as never, ["kelly"], "risk");
    return new PluginHost({ registry });
  };
  const adds = (kind: string, name: string) =>
    plugin("mine", (register) => register.add(kind as never, name, (() => null) as never));

  it("lets in what somebody takes", async () => {
    const host = known();
    await host.use(adds("sizer", "half"));
    await host.use(plugin("more", (register) => register.strategy(strategy("a"))));
    expect(host.registry.kinds).toEqual(["sizer", "strategy"]);
    await host.close();
    expect(host.registry.kinds).toEqual([]);
  });

  it("lets in kinds that a plugin takes, in whatever order plugins come, and shows them what all have added", async () => {
    const host = known();
    let seen: ExtensionReader | undefined;
    const taker = definePlugin({
      name: "taker",
      apiVersion: PLUGIN_API_VERSION,
      kinds: ["feature" as never],
      setup({ extensions }) {
        seen = extensions;
      },
    });
    host.takeKinds(taker);
    host.takeKinds("no plugin at all");
    await host.use(adds("feature", "mine"));
    await host.use(taker);
    expect(seen?.names("feature")).toEqual(["mine"]);
    expect(seen?.ownerOf("feature", "mine")).toBe("mine");
  });

  it.each([
    [
      "sizr",
      "half",
      UnknownKindError,
      'nobody takes a "sizr"; there are kinds strategy, indicator, command, sizer. Did you mean',
    ],
    ["sizer", "kelly", DuplicateExtensionError, 'sizer "kelly" of mine is registered already by risk'],
    ["sizer", "", TypeError, 'register.add("sizer", name, thing) takes a name, got ""'],
  ])("refuses the %s %j at setup", async (kind, name, cause, message) => {
    const error = await known()
      .use(adds(kind, name))
      .catch((thrown: unknown) => thrown as PluginSetupError);
    expect(error).toBeInstanceOf(PluginSetupError);
    expect((error as PluginSetupError).cause).toBeInstanceOf(cause);
    expect((error as PluginSetupError).message).toContain(message);
  });

  it("takes any kind where nobody has declared one", async () => {
    await expect(new PluginHost().use(adds("sizr", "half"))).resolves.toBe("mine");
  });
});
