import { TradingError } from "@bellwether/core";

/** A download cannot begin, or cannot go on; what has come so far is stored, and the next one goes on from there. */
export class DownloadError extends TradingError {
  override readonly code = "DOWNLOAD";
}
