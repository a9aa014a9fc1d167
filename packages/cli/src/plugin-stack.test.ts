import { PluginLoadError, TradingError } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { pluginStack } from "./plugin-stack.js";

function failed(stack: string): Error {
  return Object.assign(new Error("boom"), { stack });
}
const own = new URL("../../core/dist/loop/loop.js", import.meta.url);

describe("pluginStack", () => {
  it("keeps the frames of a plugin, and leaves out its message and the machinery around it", () => {
    const stack = [
      "Error: boom",
      "    at setup (/home/me/idea.ts:3:9)",
      "    at async /home/me/node_modules/some-library/index.js:10:2",
      `    at Loop.run (${own}:74:40)`,
      "    at jitiRequire (/home/me/node_modules/jiti/dist/jiti.cjs:1:179335)",
      "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
    ].join("\n");
    expect(pluginStack(new PluginLoadError("./idea.ts", "boom", { cause: failed(stack) }))).toBe(
      "    at setup (/home/me/idea.ts:3:9)\n    at async /home/me/node_modules/some-library/index.js:10:2\n",
    );
  });

  it("has nothing to show for an error without a cause, or one that is ours", () => {
    class OwnError extends TradingError {
      override readonly code = "OWN";
    }
    const cause = failed("Error\n    at setup (/home/me/idea.ts:3:9)");
    expect(pluginStack(new PluginLoadError("./idea.ts", "boom"))).toBe("");
    expect(pluginStack(new OwnError("boom", { cause }))).toBe("");
  });
});
