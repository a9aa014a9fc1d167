import { fileURLToPath } from "node:url";
import { TradingError } from "@bellwether/core";

/** Folder of this package's siblings: `packages` in a clone, `node_modules/@bellwether` in an installation. */
const SIBLINGS = new URL("../../", import.meta.url);
const OURS = ["core", "indicators", "strategies", "risk", "backtest", "cli"].flatMap((name) => {
  const folder = new URL(`${name}/`, SIBLINGS).href;
  return [folder, fileURLToPath(folder)];
});

/** Frames of the machinery around a plugin: what its author cannot change. */
function isMachinery(frame: string): boolean {
  return (
    /node:|[\\/]node_modules[\\/](jiti|commander)[\\/]/.test(frame) || OURS.some((folder) => frame.includes(folder))
  );
}

/** Where in somebody else's code a failure came from; nothing if it was raised in ours. */
export function pluginStack({ code, cause }: TradingError): string {
  const foreign = code.includes("PLUGIN") || ["STRATEGY_FAILED", "BAD_STRATEGY", "EXTENSION_FAILED"].includes(code);
  // an error of ours says itself what is wrong, wherever it was raised
  if (!foreign || !(cause instanceof Error) || cause instanceof TradingError) return "";
  const frames = (cause.stack ?? "").split("\n").filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return frames
    .filter((frame) => !isMachinery(frame))
    .map((frame) => `${frame}\n`)
    .join("");
}
