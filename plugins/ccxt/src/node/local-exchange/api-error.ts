import { TradingError } from "@bellwether/core";
import { VenueRefusalError } from "@bellwether/live/venue";

/** The local exchange answers no, with the status and the number that Binance would answer. */
export class ApiError extends TradingError {
  override readonly code = "LOCAL_EXCHANGE_REFUSAL";
  constructor(
    /** Of the HTTP answer. */
    readonly status: number,
    /** Binance's error number, below 0. */
    readonly number: number,
    message: string,
  ) {
    super(message);
  }

  /** The body of the answer. */
  get body(): { readonly code: number; readonly msg: string } {
    return { code: this.number, msg: this.message };
  }
}

/** The local exchange cannot be set up, or driven, like this. */
export class LocalExchangeError extends TradingError {
  override readonly code = "LOCAL_EXCHANGE";
}

/** @throws whatever is no answer of the exchange: a bug here, which must not look like one */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof VenueRefusalError) return new ApiError(400, error.refusal.code, error.refusal.message);
  throw error;
}
