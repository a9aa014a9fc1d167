import { type Exchange, type ExchangeFill, ExchangeUnclearError, type FillPage, type Timers } from "@bellwether/live";
import type { FillRecipe } from "./adapters.js";
import type { Call } from "./call.js";
import { asList } from "./check.js";
import { checkFill } from "./check-fill.js";
import { type FillCursor, readCursor, writeCursor } from "./fill-cursor.js";
import type { CcxtInstance } from "./narrow.js";

/** Trades may come to light a little out of order: this much of the past is asked for again, ms. */
const OVERLAP_MS = 1_000;
/** Pages of one stretch of time; more trades than that are not waited for. */
const MOST_PAGES = 50;

/** Pages through the trades of a symbol, forwards by number where the exchange counts them, else by time. */
export function fillPages(
  instance: CcxtInstance,
  recipe: FillRecipe,
  call: Call,
  known: (symbol: string) => Promise<void>,
  timers: Timers,
): Exchange["fills"] {
  const page = (symbol: string, since: number | undefined, params: Record<string, unknown>) =>
    call(
      `fills of ${symbol}`,
      () => instance.fetchMyTrades(recipe.all === true ? undefined : symbol, since, recipe.page, params),
      (answer) => {
        const all = asList(answer, "trades").map(checkFill);
        if (recipe.all !== true && all.some((it) => it.symbol !== symbol))
          throw new ExchangeUnclearError("unreadable answer: trades of another symbol");
        return all;
      },
      { signed: true },
    );

  const byNumber = async (symbol: string, next: string): Promise<FillPage> => {
    const fills = inOrder(await page(symbol, undefined, { fromId: next }), symbol);
    const last = fills.at(-1);
    return {
      fills,
      cursor: writeCursor({ next: last === undefined ? next : after(last) }),
      more: fills.length >= recipe.page,
    };
  };

  /** Answers are cut at either end, as it pleases the exchange: a full one is asked again for what came before it. */
  const stretch = async (symbol: string, since: number, until: number | undefined) => {
    const found = new Map<string, ExchangeFill>();
    let end = until;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const all = await page(symbol, since, end === undefined ? {} : { until: end });
      const fresh = all.filter((it) => !found.has(keyOf(it)));
      for (const fill of fresh) found.set(keyOf(fill), fill);
      if (all.length < recipe.page) return { all: [...found.values()], isCut: pages > 0 };
      if (fresh.length === 0) break;
      end = Math.min(...all.map((it) => it.time));
    }
    throw new ExchangeUnclearError(`${instance.id}: the fills of ${symbol} since ${since} cannot be paged through`);
  };

  const byTime = async (symbol: string, since: number, seen: readonly string[]): Promise<FillPage> => {
    const until = recipe.windowMs === undefined ? undefined : since + recipe.windowMs - 1;
    const isPast = until !== undefined && until < timers.now();
    const answer = await stretch(symbol, since, isPast ? until : undefined);
    const all = inOrder(answer.all, symbol);
    const old = new Set(seen);
    const fills = all.filter((it) => !old.has(it.id));
    const newest = all.at(-1)?.time ?? since;
    // a full page may have been cut at its new end
    const from = isPast && !answer.isCut ? until : Math.max(since, newest - OVERLAP_MS);
    const next = { since: from, seen: all.filter((it) => it.time >= from).map((it) => it.id) };
    return { fills, cursor: writeCursor(next), more: isPast || answer.isCut };
  };

  /** Trades are numbered, but the first number is not known yet. */
  const firstByNumber = async (symbol: string, since: number): Promise<FillPage> => {
    const fills = inOrder(await page(symbol, since, {}), symbol);
    const last = fills.at(-1);
    const cursor: FillCursor = last === undefined ? { since, seen: [] } : { next: after(last) };
    return { fills, cursor: writeCursor(cursor), more: fills.length >= recipe.page };
  };

  return async (symbol, from) => {
    await known(symbol);
    const cursor: FillCursor = "cursor" in from ? readCursor(from.cursor) : { since: Math.floor(from.since), seen: [] };
    if ("next" in cursor) return byNumber(symbol, cursor.next);
    return recipe.fromId === true ? firstByNumber(symbol, cursor.since) : byTime(symbol, cursor.since, cursor.seen);
  };
}

/** Trades of one symbol, oldest first; those of one moment by their number. */
function inOrder(fills: readonly ExchangeFill[], symbol: string): readonly ExchangeFill[] {
  return fills
    .filter((it) => it.symbol === symbol)
    .sort((a, b) => a.time - b.time || a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function keyOf(fill: ExchangeFill): string {
  return `${fill.symbol} ${fill.id}`;
}

/** @throws {ExchangeUnclearError} for an id that is no number, where numbers are what pages go by */
function after(fill: ExchangeFill): string {
  if (!/^\d{1,19}$/.test(fill.id)) throw new ExchangeUnclearError(`unreadable answer: trade ${fill.id} has no number`);
  return String(BigInt(fill.id) + 1n);
}
