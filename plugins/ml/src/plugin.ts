import { resolve } from "node:path";
import { definePlugin, PLUGIN_API_VERSION } from "@bellwether/core";
import * as z from "zod";
import { registered } from "./catalogue.js";
import { shippedFeatures } from "./features/index.js";
import { shippedFamilies } from "./models/index.js";
import { commandsOf } from "./node/commands/index.js";
import { registryOpener } from "./node/registry-opener.js";
import { registrySource } from "./node/registry-source.js";
import { ensembleStrategy } from "./strategy/ensemble-strategy.js";
import { mlStrategy } from "./strategy/ml-strategy.js";

/** Features, model families, the strategies that trade registered models, and the commands that make them. */
export default definePlugin({
  name: "@bellwether/ml",
  apiVersion: PLUGIN_API_VERSION,
  kinds: ["feature", "model-family"],
  options: z.strictObject({
    registry: z
      .string()
      .min(1)
      .optional()
      .describe("Folder of models, relative to the run file; models in the current folder unless given."),
  }),
  setup({ options, register, extensions, folder }) {
    for (const feature of shippedFeatures) register.add("feature", feature.name, feature);
    for (const family of shippedFamilies) register.add("model-family", family.name, family);
    const features = registered(extensions, "feature");
    const families = registered(extensions, "model-family");
    const { open, now } = registryOpener();
    const models = options.registry === undefined ? resolve("models") : resolve(folder, options.registry);
    const source = registrySource(() => open(models), features, families);
    register.strategy(mlStrategy(source, families));
    register.strategy(ensembleStrategy(source, families));
    for (const [name, command] of Object.entries(commandsOf({ features, families, open, now })))
      register.add("command", name, command);
  },
});
