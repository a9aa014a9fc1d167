import { resolve } from "node:path";
import { type Logger, PluginNotFoundError } from "@bellwether/core";
import { parseAt } from "@bellwether/core/config";
import { type Exchange, ExchangeUnsuitableError, type MarketData, type Timers } from "@bellwether/live";
import { type Credentials, readCredentials } from "@bellwether/live/node";
import { takeIn } from "../run/host.js";
import { refuse } from "../run/refuse.js";
import type { OpenFile } from "../run/run-file.js";

/** What ships and reaches exchanges, by the name in `exchange.via`. */
const SHIPPED: Readonly<Record<string, string>> = { ccxt: "@bellwether/ccxt" };

/** The keys of a run on testnet or live; undefined on paper. @throws {CredentialsError} */
export async function keysOf({ config, folder }: OpenFile): Promise<Credentials | undefined> {
  if (config.mode === "paper") return undefined;
  const { credentials } = config.exchange;
  const file = credentials === undefined ? {} : { file: resolve(folder, credentials.file) };
  return readCredentials({ env: process.env, ...file });
}

/**
 * The exchange that a run file names, reached by the plugin of `exchange.via`.
 * @param keys - of an account; without them there is market data and no more.
 * @throws {ConfigError} for one that nobody reaches; {ExchangeUnsuitableError} {PluginError}
 */
export async function exchangeOf(
  run: OpenFile,
  { timers, log, keys }: { readonly timers: Timers; readonly log: Logger; readonly keys?: Credentials | undefined },
): Promise<MarketData | Exchange> {
  const { config, resolved, host, folder } = run;
  const { id, via, symbols } = config.exchange;
  const shipped = SHIPPED[via];
  if (!host.registry.has("exchange", via) && shipped !== undefined)
    await takeIn(host, [{ use: shipped }], folder).catch((error: unknown) => {
      if (!(error instanceof PluginNotFoundError)) throw error;
      throw new ExchangeUnsuitableError(
        `${id} is reached through ${shipped}, which is not installed: npm install ${shipped}`,
      );
    });
  if (!host.registry.has("exchange", via))
    refuse(resolved, ["exchange", "via"], `no plugin of the run reaches exchanges by ${JSON.stringify(via)}`);
  const definition = host.registry.get("exchange", via);
  const given = config.exchange.options;
  // options that stand in the file have a place in it; those of a replay have not
  const options =
    given === resolved.value.exchange.options
      ? parseAt(resolved, ["exchange", "options"], definition.options).value
      : definition.options.parse(given);
  const mode = keys === undefined ? "paper" : config.mode;
  return definition.create({ id, symbols, mode, credentials: keys, options, timers, log });
}
