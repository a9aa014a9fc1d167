import { TradingError } from "@bellwether/core";

/** Nobody answers at the journal's control socket. */
export class ControlUnreachableError extends TradingError {
  override readonly code = "CONTROL_UNREACHABLE";
}

/** The run has been reached, but its answer did not come in time: what was asked may have happened. */
export class ControlTimeoutError extends TradingError {
  override readonly code = "CONTROL_TIMEOUT";
}

/** The run has answered that it will not, or could not. */
export class ControlRefusedError extends TradingError {
  override readonly code = "CONTROL_REFUSED";
  constructor(
    /** Code of the error in the run. */
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

/** What came back is no answer. */
export class BadControlAnswerError extends TradingError {
  override readonly code = "BAD_CONTROL_ANSWER";
}

/** The control socket cannot be made. */
export class ControlSocketError extends TradingError {
  override readonly code = "CONTROL_SOCKET";
}
