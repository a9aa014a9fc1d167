/** What an answer of ccxt is until it has been checked. */
type Answer = Promise<unknown>;

type Params = Record<string, unknown>;

/**
 * The part of a ccxt exchange that is used here, with every answer unknown. ccxt's own types stay out of the public ones:
 * they would be forced on whoever imports this package.
 */
export interface CcxtInstance {
  readonly id: string;
  readonly has: Readonly<Record<string, boolean | "emulated" | undefined>>;
  readonly timeframes: Readonly<Record<string, unknown>> | undefined;
  readonly features: unknown;
  readonly precisionMode: number;
  readonly requiredCredentials: Readonly<Record<string, boolean>>;
  urls: Record<string, unknown>;
  options: Record<string, unknown>;
  exceptions: Record<string, unknown> | undefined;
  markets: Record<string, unknown> | undefined;
  currencies: Record<string, unknown> | undefined;
  clients: Record<string, unknown>;
  /** What `watchOHLCV` has heard, by symbol and timeframe. */
  ohlcvs: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
  last_response_headers: unknown;
  fetchDispatcher?: { destroy?(): Promise<void> } | undefined;
  log: (...parts: unknown[]) => void;

  deepExtend(...parts: object[]): Record<string, unknown>;
  amountToPrecision(symbol: string, amount: number): unknown;
  priceToPrecision(symbol: string, price: number): unknown;
  setMarkets(markets: readonly unknown[], currencies?: unknown): unknown;
  setSandboxMode(on: boolean): void;
  loadHttpProxyAgent(): Answer;
  loadTimeDifference(): Answer;
  close(): Answer;
  fetch(url: string, method?: string, headers?: unknown, body?: unknown): Answer;
  client(url: string): unknown;
  isSpotUrl?: (client: unknown) => boolean;

  fetchTime(): Answer;
  fetchMarkets(): Answer;
  fetchCurrencies(): Answer;
  fetchTicker(symbol: string): Answer;
  fetchOHLCV(symbol: string, timeframe: string, since: number, limit: number): Answer;
  fetchBalance(): Answer;
  createOrder(
    symbol: string,
    type: "market" | "limit",
    side: string,
    amount: number,
    price: number | undefined,
    params: Params,
  ): Answer;
  cancelOrder(id: string | undefined, symbol: string, params: Params): Answer;
  fetchOrder(id: string | undefined, symbol: string, params: Params): Answer;
  fetchOpenOrders(symbol: string, since: undefined, limit: undefined, params: Params): Answer;
  fetchClosedOrders(symbol: string, since: undefined, limit: undefined, params: Params): Answer;
  fetchCanceledAndClosedOrders(symbol: string, since: undefined, limit: undefined, params: Params): Answer;
  fetchMyTrades(symbol: string | undefined, since: number | undefined, limit: number, params: Params): Answer;
  watchOHLCV(symbol: string, timeframe: string): Answer;
  watchOHLCVForSymbols(streams: readonly (readonly [symbol: string, timeframe: string])[]): Answer;
  watchOrders(): Answer;
  watchMyTrades(): Answer;
}

/** Makes an exchange of ccxt; nothing is sent by it. */
export type CcxtClass = new (config: Params) => CcxtInstance;
