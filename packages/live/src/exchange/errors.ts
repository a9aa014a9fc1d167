import { TradingError } from "@bellwether/core";

/** Why an exchange said no, as far as anything depends on it. */
export type RefusalKind =
  /** The account lacks the money. */
  | "insufficient-funds"
  /** Quantity, price or value break the instrument's rules. */
  | "bad-order"
  /** A post-only order would have crossed. */
  | "would-cross"
  /** An order of this client id is there already. */
  | "duplicate-id"
  | "bad-symbol"
  /** Key or signature are not accepted, or may not do this. */
  | "credentials"
  | "other";

/** The exchange has answered, and said no: nothing has happened there. */
export class ExchangeRefusalError extends TradingError {
  override readonly code = "EXCHANGE_REFUSAL";
  constructor(
    readonly kind: RefusalKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * No answer, or one that cannot be read: what was asked may or may not have happened. Whatever an exchange throws that is
 * no {@link ExchangeRefusalError} counts as this.
 */
export class ExchangeUnclearError extends TradingError {
  override readonly code = "EXCHANGE_UNCLEAR";
  constructor(
    message: string,
    /** How long the exchange asks everyone to wait, ms. */
    readonly retryAfterMs?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The exchange, or this installation of it, cannot do what the run asks for. */
export class ExchangeUnsuitableError extends TradingError {
  override readonly code = "EXCHANGE_UNSUITABLE";
}
