/** What the process ends with; documented in docs/cli.md. */
export const EXIT = {
  ok: 0,
  /** A bug of ours, or of the machine. */
  unexpected: 1,
  /** `compare --fail-on-difference` found one, as `cmp` and `diff` say it. */
  differs: 1,
  /** The command line is off. */
  usage: 2,
  /** The run file, or a setting, breaks its rules. */
  config: 3,
  /** Bars that cannot be read, or that the policies refuse. */
  data: 4,
  /** A plugin or strategy failed. */
  plugin: 5,
  /** A check did not hold: look-ahead, or a broken contract. */
  check: 6,
  /** The exchange, or the run that was asked, cannot be reached or said no. */
  exchange: 7,
  /** Ended by Ctrl-C, as a shell counts it: 128 and the signal's number. */
  interrupted: 130,
} as const;

const CODES: Readonly<Record<string, number>> = {
  USAGE: EXIT.usage,
  BAD_COMPARISON: EXIT.usage,
  UNKNOWN_LANE: EXIT.usage,
  CONFIG: EXIT.config,
  BAD_PARAMS: EXIT.config,
  BAD_RISK_CONFIG: EXIT.config,
  BAD_ACCOUNT: EXIT.config,
  BAD_ALLOCATION: EXIT.config,
  BAD_INSTRUMENT: EXIT.config,
  BAD_BACKTEST: EXIT.config,
  BAD_BROKER: EXIT.config,
  BAD_TIMEFRAME: EXIT.config,
  UNKNOWN_EXTENSION: EXIT.config,
  AMBIGUOUS_VERSION: EXIT.config,
  BAD_FEATURE: EXIT.config,
  BAD_LABEL: EXIT.config,
  BAD_MODEL_NAME: EXIT.config,
  BAD_SELECTION: EXIT.config,
  BAD_SPLIT: EXIT.config,
  BAD_TRAINING_SET: EXIT.config,
  BAD_TRANSFORM: EXIT.config,
  FEATURE_MISMATCH: EXIT.config,
  MODEL_CHOICE: EXIT.config,
  MODEL_NOT_FOUND: EXIT.config,
  UNKNOWN_FAMILY: EXIT.config,
  UNSUITABLE_MODEL: EXIT.config,
  VERSION_NOT_FOUND: EXIT.config,
  CREDENTIALS: EXIT.config,
  RUN_MISMATCH: EXIT.config,
  DATA: EXIT.data,
  BAD_REPORT: EXIT.data,
  BAD_FRAME: EXIT.data,
  BAD_ARTIFACT: EXIT.data,
  BAD_BARS: EXIT.data,
  BAD_PARQUET: EXIT.data,
  JOURNAL_DAMAGED: EXIT.data,
  BAD_ENTRY: EXIT.data,
  BAD_TRAINING_REPORT: EXIT.data,
  MODEL_DAMAGED: EXIT.data,
  STRATEGY_FAILED: EXIT.plugin,
  BAD_STRATEGY: EXIT.plugin,
  BAD_EXTENSION: EXIT.plugin,
  EXTENSION_FAILED: EXIT.plugin,
  UNKNOWN_KIND: EXIT.plugin,
  LOOK_AHEAD: EXIT.check,
  FEATURE_LOOKS_AHEAD: EXIT.check,
  LABEL_LEAK: EXIT.check,
  CHECK_FAILED: EXIT.check,
  ALIAS_CONFLICT: EXIT.check,
  MODEL_REFERENCED: EXIT.check,
  REPLAY_DIVERGED: EXIT.check,
  EXCHANGE_REFUSAL: EXIT.exchange,
  EXCHANGE_UNCLEAR: EXIT.exchange,
  EXCHANGE_UNSUITABLE: EXIT.exchange,
  DOWNLOAD: EXIT.exchange,
  JOURNAL_LOCKED: EXIT.exchange,
  CONTROL_REFUSED: EXIT.exchange,
  CONTROL_TIMEOUT: EXIT.exchange,
  CONTROL_UNREACHABLE: EXIT.exchange,
  BAD_CONTROL_ANSWER: EXIT.exchange,
};

/** The exit code that a coded error stands for. */
export function exitCodeOf(code: string): number {
  return CODES[code] ?? (code.includes("PLUGIN") ? EXIT.plugin : EXIT.unexpected);
}
