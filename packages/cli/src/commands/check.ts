import { didYouMean, type PluginDefinition, PluginNotFoundError } from "@bellwether/core";
import { type Check, pluginChecks, type Registered, registeredBy, strategyChecks } from "@bellwether/core/checks";
import { loadPlugin } from "@bellwether/core/node";
import { CheckFailedError } from "../check-failed-error.js";
import { type Output, UsageError } from "../output.js";
import { extensionChecks } from "../run/extension-checks.js";
import { compose, declareKinds, MODULES } from "../run/host.js";

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly says?: string;
}

/** A path or a scoped package is a plugin; a bare word that ships as a strategy is that, else a package. */
async function checksOf(target: string): Promise<Check[]> {
  const { host } = await compose([], process.cwd());
  const shipped = host.registry.names("strategy");
  if (shipped.includes(target)) {
    const definition = host.registry.get("strategy", target);
    const lacking = definition.params
      .safeParse({})
      .error?.issues.map(({ path }: { path: PropertyKey[] }) => path.join("."));
    if (lacking === undefined) return strategyChecks({ definition });
    throw new UsageError(
      `check ${target}: it has parameters without a default (${lacking.join(", ")}); check it in a test, with ` +
        "describeStrategy({ definition, params, bars })",
    );
  }
  try {
    const { exported } = await loadPlugin(target, { from: process.cwd(), modules: MODULES });
    return await checksOfPlugin(exported as PluginDefinition);
  } catch (error) {
    if (!(error instanceof PluginNotFoundError) || /[./\\]/.test(target)) throw error;
    throw new UsageError(
      `check ${target}: no strategy of this name ships, and no package of this name is installed.${didYouMean(target, shipped)} ` +
        "A plugin file is named by its path, such as ./my-plugin.ts",
    );
  }
}

/** Of all that it registers, by name. */
async function checksOfPlugin(plugin: PluginDefinition): Promise<Check[]> {
  const options = { plugin, declare: declareKinds };
  let registered: Registered;
  try {
    registered = await registeredBy(options);
  } catch {
    return pluginChecks(options); // they say what is wrong with it
  }
  return [
    ...pluginChecks({ ...options, registered }),
    ...(await extensionChecks(plugin, registered)),
    ...(registered.indicator ?? []).map((name) => ({
      name: `indicator "${name}" is registered; describeIndicator in a test checks it, with parameters`,
      run() {},
    })),
  ];
}

/**
 * `bellwether check <plugin|strategy>`: the conformance suite, a line a promise.
 * @throws {CheckFailedError} if a promise is broken.
 */
export async function checkCommand(target: string, { json }: { json?: boolean }, output: Output): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const { name, run } of await checksOf(target)) {
    let outcome: Outcome = { name, ok: true };
    try {
      await run();
    } catch (error) {
      outcome = { name, ok: false, says: error instanceof Error ? error.message : String(error) };
    }
    outcomes.push(outcome);
    if (json !== true)
      output.stdout(
        `${outcome.ok ? "ok  " : "FAIL"}  ${name}\n${outcome.says === undefined ? "" : `${outcome.says.replace(/^/gm, "      ")}\n`}`,
      );
  }
  const broken = outcomes.filter(({ ok }) => !ok).length;
  if (json === true) output.stdout(`${JSON.stringify(outcomes, null, 2)}\n`);
  else output.stdout(`\n${outcomes.length} checks, ${broken} broken\n`);
  if (broken > 0)
    throw new CheckFailedError(
      `${target}: ${broken} of ${outcomes.length} checks ${broken === 1 ? "is" : "are"} broken`,
    );
}
