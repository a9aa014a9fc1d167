import { type InstrumentRules, instrument } from "@bellwether/core";
import { type ExchangeMarket, ExchangeUnsuitableError } from "@bellwether/live";
import { asAmount, asFinite, asList, asObject, asPositive, asText, isAbsent, unreadable } from "./check.js";

type Fields = Readonly<Record<string, unknown>>;

/** How ccxt states precisions: `precisionMode` of an exchange. */
const DECIMAL_PLACES = 2;
const SIGNIFICANT_DIGITS = 3;
const TICK_SIZE = 4;

/**
 * A list of markets that is fit to replace the one in use. ccxt would take `{}` for an exchange without any.
 * @throws {ExchangeUnclearError}
 */
export function checkMarketList(answer: unknown): readonly unknown[] {
  const markets = asList(answer, "the markets");
  for (const market of markets) {
    const { symbol, id } = asObject(market, "a market");
    asText(symbol, "the symbol of a market");
    asText(id, "the id of a market");
  }
  if (markets.length === 0) unreadable("an exchange without markets", "none");
  return markets;
}

/**
 * What the exchange says about one spot market.
 * @throws {ExchangeUnclearError} unless its rules can be read
 * @throws {ExchangeUnsuitableError} if they cannot be stated as ticks and steps
 */
export function checkMarket(answer: unknown, symbol: string, precisionMode: number): ExchangeMarket {
  const market = asObject(answer, `the market ${symbol}`);
  const precision = asObject(market.precision, `${symbol} precision`);
  const limits = asObject(market.limits, `${symbol} limits`);
  const grid = (name: "price" | "amount") => gridOf(precision[name], `${symbol} precision of ${name}`, precisionMode);
  const amounts = limit(limits, "amount");
  const forMarketOrders = limit(limits, "market");
  const tick = grid("price");
  const step = coarser(grid("amount"), filterOf(market.info, "MARKET_LOT_SIZE", "stepSize"));
  const rules: InstrumentRules = {
    tick,
    step,
    minQuantity: Math.max(
      least(amounts, `${symbol} smallest amount`),
      least(forMarketOrders, `${symbol} market order`),
    ),
    minNotional: least(limit(limits, "cost"), `${symbol} smallest cost`),
    ...fee("maker", market.maker, symbol),
    ...fee("taker", market.taker, symbol),
  };
  try {
    instrument(symbol, rules);
  } catch (error) {
    unreadable(`${symbol} has rules that contradict themselves`, (error as Error).message);
  }
  return { symbol, active: market.active !== false, rules };
}

function gridOf(value: unknown, what: string, precisionMode: number): number {
  switch (precisionMode) {
    case TICK_SIZE:
      return asPositive(value, what);
    case DECIMAL_PLACES: {
      const places = asAmount(value, what);
      if (!(Number.isInteger(places) && places <= 18)) unreadable(`${what} is no number of decimals`, value);
      return Number(`1e-${places}`);
    }
    case SIGNIFICANT_DIGITS:
      throw new ExchangeUnsuitableError(
        "this exchange rounds to significant digits, which no tick states; trade on one that has ticks",
      );
    default:
      return unreadable("no precision mode of ccxt", precisionMode);
  }
}

/** The larger of two steps, if the other divides it. */
function coarser(step: number, other: number | undefined): number {
  if (other === undefined || !(other > step)) return step;
  const times = other / step;
  return Math.abs(times - Math.round(times)) < 1e-6 ? other : step;
}

/** A number of Binance's raw filters, which ccxt does not unify. */
function filterOf(info: unknown, type: string, name: string): number | undefined {
  const filters = typeof info === "object" && info !== null ? (info as Fields).filters : undefined;
  if (!Array.isArray(filters)) return undefined;
  const filter: unknown = filters.find((it: unknown) => (it as Fields | null)?.filterType === type);
  const text = typeof filter === "object" && filter !== null ? (filter as Fields)[name] : undefined;
  return typeof text === "string" && /^\d{1,20}(\.\d{1,20})?$/.test(text) ? Number(text) : undefined;
}

function limit(limits: Fields, name: string): Fields {
  const value = limits[name];
  return isAbsent(value) ? {} : asObject(value, `limits of ${name}`);
}

function least({ min }: Fields, what: string): number {
  return isAbsent(min) ? 0 : asAmount(min, what);
}

function fee(name: "maker" | "taker", value: unknown, symbol: string): InstrumentRules {
  return isAbsent(value) ? {} : { [name]: asFinite(value, `${symbol} ${name} fee`) };
}
