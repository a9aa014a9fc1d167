import { TradingError } from "../errors.js";

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
