/** What a plugin's command is given to work with. */
export interface CommandContext {
  /** Values of the arguments, in order; those left out at the end are missing. */
  readonly args: readonly string[];
  /** Values by flag in camel case: a string, true for a flag without value, an array for one that may be repeated. */
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly output: CommandOutput;
  /**
   * Takes in further plugins, such as those that a file names, for the time of the command.
   * @param from - folder that paths and package names count from.
   * @throws {PluginError} for one that cannot be loaded or set up.
   */
  use(plugins: readonly string[], from: string): Promise<void>;
  /** A bar on the terminal for work that lasts; silent where there is none. */
  progress(title: string): CommandProgress;
}

/** Where a command writes; a test collects it, the binary prints it. */
export interface CommandOutput {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Columns of the terminal, or undefined where it is none. */
  readonly width: number | undefined;
  readonly colour: boolean;
}

export interface CommandProgress {
  /** @param done - share from 0 to 1. */
  update(done: number): void;
  stop(): void;
}

export interface CommandFlag {
  /** As typed, its value in angle brackets: `"--horizon <bars>"`; without value: `"--force"`. */
  readonly flag: string;
  readonly about: string;
  /** May be given several times. */
  readonly repeatable?: boolean;
}

/**
 * A command that a plugin adds to the command line, as `register.add("command", name, definition)`. A name of two words
 * (`"models list"`) is a command under a group.
 */
export interface CommandDefinition {
  readonly about: string;
  /** In order; `"<file>"` is needed, `"[file]"` may be left out. */
  readonly args?: readonly string[];
  readonly flags?: readonly CommandFlag[];
  /**
   * Throws `TradingError`s for what the user can mend.
   * @returns the exit code; 0 unless given.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: a command that always succeeds may be an async function without return
  run(context: CommandContext): void | number | Promise<void | number>;
}
