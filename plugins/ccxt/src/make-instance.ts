import type { Logger } from "@bellwether/core";
import { ExchangeUnsuitableError } from "@bellwether/live";
import { guardFetch, type Outdated } from "./guard-fetch.js";
import type { CcxtClass, CcxtInstance } from "./narrow.js";
import type { CcxtOptions } from "./options.js";
import { quietSockets } from "./quiet-sockets.js";
import { errorText, type Redact } from "./redact.js";
import { addressesIn, assertSafe, isPlainSocket } from "./urls.js";

interface Credentials {
  readonly apiKey: string;
  readonly secret: string;
  readonly password?: string | undefined;
}

export interface InstanceSetup {
  readonly id: string;
  readonly Class: CcxtClass;
  /** The exchange's play money. */
  readonly testnet: boolean;
  readonly credentials?: Credentials | undefined;
  readonly options: CcxtOptions;
  readonly redact: Redact;
  readonly log: Logger;
  readonly outdated: Outdated;
}

/**
 * An exchange of ccxt, set up the way it is used here: spot only, no retries of its own, sockets that notice a dead peer.
 * @throws {ExchangeUnsuitableError} where the exchange has no testnet, or asks for other credentials
 */
export async function makeInstance(setup: InstanceSetup): Promise<CcxtInstance> {
  const { id, options, redact, log, credentials } = setup;
  if (options.urls !== undefined) assertSafe(options.urls.api);
  const instance = new setup.Class({
    enableRateLimit: options.paced,
    rateLimiterAlgorithm: "rollingWindow", // the default makes an order wait after every costly question
    timeout: Math.min(10_000, options.deadlineMs),
    streaming: { keepAlive: 15_000 },
    enableLastHttpResponse: false,
    newUpdates: true,
    ...(options.hostname === undefined ? {} : { hostname: options.hostname }),
    ...credentials,
    options: { ...(options.options ?? {}), defaultType: "spot" },
  });
  instance.log = (...parts) => log.debug("ccxt", { text: errorText(parts.map(String).join(" "), redact) });
  setOptions(instance);
  if (credentials !== undefined) assertCredentials(instance, credentials);
  if (setup.testnet) enterTestnet(id, instance);
  if (options.urls !== undefined) instance.urls = instance.deepExtend(instance.urls, options.urls);
  knowSpot(instance, options.urls !== undefined);
  if (addressesIn((instance.urls.api ?? {}) as never).some(isPlainSocket)) await instance.loadHttpProxyAgent();
  guardFetch(instance, setup.outdated);
  quietSockets(instance);
  return instance;
}

function setOptions(instance: CcxtInstance): void {
  const { options } = instance;
  options.maxRetriesOnFailure = 0;
  const markets = options.fetchMarkets;
  if (typeof markets === "object" && markets !== null && !Array.isArray(markets))
    options.fetchMarkets = { ...markets, types: ["spot"] };
  for (const name of ["fetchMargins", "fetchCurrencies"]) if (typeof options[name] === "boolean") options[name] = false; // signed requests that nothing here needs
  if (typeof options.recvWindow === "number") options.recvWindow = 5_000; // a late order is worse than none
}

function assertCredentials(instance: CcxtInstance, credentials: Credentials): void {
  for (const [name, isNeeded] of Object.entries(instance.requiredCredentials)) {
    if (!isNeeded || (credentials as unknown as Record<string, unknown>)[name] !== undefined) continue;
    throw new ExchangeUnsuitableError(
      name === "password"
        ? `${instance.id} asks for the passphrase of the key as well; set it as the password`
        : `${instance.id} asks for ${name}, which this plugin does not hand over`,
    );
  }
}

function enterTestnet(id: string, instance: CcxtInstance): void {
  if (instance.urls.test === undefined)
    throw new ExchangeUnsuitableError(`${id} has no testnet; run it on paper, or on another exchange`);
  instance.setSandboxMode(true);
}

/** Binance tells spot from futures by its own addresses, for sockets and for error codes; at others it needs telling. */
function knowSpot(instance: CcxtInstance, isMoved: boolean): void {
  const { exact, spot } = (instance.exceptions ?? {}) as { exact?: object; spot?: { exact?: object } };
  if (typeof exact === "object" && typeof spot?.exact === "object")
    instance.exceptions = { ...instance.exceptions, exact: { ...exact, ...spot.exact } };
  if (isMoved && typeof instance.isSpotUrl === "function") instance.isSpotUrl = () => true;
}
