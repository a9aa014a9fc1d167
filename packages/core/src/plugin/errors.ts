import { clip, TradingError } from "../errors.js";

/** Something is wrong with a plugin; `plugin` says which, the cause holds its own stack. */
export abstract class PluginError extends TradingError {
  constructor(
    /** Name, or the specifier it was asked for by. */
    readonly plugin: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`plugin ${plugin}: ${problem}`, options);
  }
}

/** No file or package of this name. */
export class PluginNotFoundError extends PluginError {
  override readonly code = "PLUGIN_NOT_FOUND";
}

/** The module was found, but importing it failed: a syntax error, a missing import, or code that throws. */
export class PluginLoadError extends PluginError {
  override readonly code = "PLUGIN_LOAD";
}

/** The module's default export is no plugin. */
export class BadPluginError extends PluginError {
  override readonly code = "BAD_PLUGIN";
}

/** Written for another version of the plugin contract. */
export class PluginVersionError extends PluginError {
  override readonly code = "PLUGIN_VERSION";
}

/** The options break the plugin's schema. */
export class PluginOptionsError extends PluginError {
  override readonly code = "PLUGIN_OPTIONS";
}

/** `setup` threw, or registered what is not allowed; nothing of it stays registered. */
export class PluginSetupError extends PluginError {
  override readonly code = "PLUGIN_SETUP";
}

/** `teardown` functions threw; all others have run. */
export class PluginTeardownError extends PluginError {
  override readonly code = "PLUGIN_TEARDOWN";
}

/** What a plugin registered, or what its factory makes, has not the shape of its kind; nothing was asked of it. */
export class BadExtensionError extends PluginError {
  override readonly code = "BAD_EXTENSION";
  /** @param kind - in words, such as `slippage model`. */
  constructor(
    plugin: string,
    readonly kind: string,
    readonly extension: string,
    problem: string,
  ) {
    super(plugin, `the ${kind} ${clip(extension)} cannot be used: ${problem}`);
  }
}

/** Something of a plugin threw, or answered what its kind cannot answer, in the middle of a run. */
export class ExtensionFailedError extends PluginError {
  override readonly code = "EXTENSION_FAILED";
  /**
   * @param kind - in words, such as `slippage model`.
   * @param time - close of the bar after which it was asked, epoch ms UTC; NaN where nobody knows.
   */
  constructor(
    plugin: string,
    readonly kind: string,
    readonly extension: string,
    readonly symbol: string,
    readonly time: number,
    problem: string,
    options?: ErrorOptions,
  ) {
    const at = Number.isFinite(time) ? ` at the close of ${new Date(time).toISOString()}` : "";
    super(plugin, `the ${kind} ${clip(extension)} failed on ${symbol}${at}: ${problem}`, options);
  }
}

/** What something threw, on one line, for {@link ExtensionFailedError}. */
export function thrownText(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : `threw ${clip(cause)}`;
}
