/** Options of a ccxt Binance class; mutable, as ccxt takes them over. */
export interface CcxtOptions {
  readonly urls: { readonly api: Record<string, string | Record<string, string | Record<string, string>>> };
  readonly options: Record<string, unknown>;
  /** Limits are counted in real time, which is not this exchange's. */
  readonly paced: false;
}

/** Where each REST family of ccxt's Binance class begins; those beyond spot get an address here that knows nothing. */
const REST = {
  public: "/api/v3",
  private: "/api/v3",
  v1: "/api/v1",
  sapi: "/sapi/v1",
  sapiV2: "/sapi/v2",
  sapiV3: "/sapi/v3",
  sapiV4: "/sapi/v4",
  papi: "/papi/v1",
  papiV2: "/papi/v2",
  eapiPublic: "/eapi/v1",
  eapiPrivate: "/eapi/v1",
  dapiPublic: "/dapi/v1",
  dapiPrivate: "/dapi/v1",
  dapiPrivateV2: "/dapi/v2",
  dapiData: "/futures/data",
  fapiPublic: "/fapi/v1",
  fapiPublicV2: "/fapi/v2",
  fapiPublicV3: "/fapi/v3",
  fapiPrivate: "/fapi/v1",
  fapiPrivateV2: "/fapi/v2",
  fapiPrivateV3: "/fapi/v3",
  fapiData: "/futures/data",
};

/** Families of websockets that are not spot. */
const OTHER_SOCKETS = ["margin", "future", "delivery", "stock", "option", "optionMarket", "optionPrivate", "papi"];

/** Points ccxt's Binance class at a port of this machine, and at nothing else. */
export function ccxtOptionsFor(port: number): CcxtOptions {
  const rest = `http://127.0.0.1:${port}`;
  const socket = `ws://127.0.0.1:${port}`;
  return {
    urls: {
      api: {
        ...Object.fromEntries(Object.entries(REST).map(([name, path]) => [name, rest + path])),
        ws: {
          spot: `${socket}/stream/ws`, // ccxt takes a socket for spot by the word "stream" in its address
          "ws-api": {
            spot: `${socket}/ws-api/v3`,
            future: `${socket}/ws-fapi/v1`,
            delivery: `${socket}/ws-dapi/v1`,
          },
          ...Object.fromEntries(OTHER_SOCKETS.map((name) => [name, `${socket}/none`])),
        },
      },
    },
    paced: false,
    options: { fetchMarkets: { types: ["spot"] }, fetchMargins: false, fetchCurrencies: false },
  };
}
