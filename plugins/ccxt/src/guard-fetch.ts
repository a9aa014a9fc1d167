import { ExchangeUnclearError } from "@bellwether/live";
import type { CcxtInstance } from "./narrow.js";

/** Orders that have been given up, by their id on the wire. */
export type Outdated = Set<string>;

/**
 * Watches ccxt's one way to the network. An order that was given up while it waited behind another request does not
 * leave; and an answer that is no JSON, or empty, never reaches ccxt, which would read it as an account without orders.
 */
export function guardFetch(instance: CcxtInstance, outdated: Outdated): void {
  const send = instance.fetch;
  instance.fetch = async (url, method, headers, body) => {
    if (method !== "GET" && outdated.size > 0) {
      const text = `${url} ${typeof body === "string" ? body : ""}`;
      for (const id of outdated)
        if (text.includes(id)) throw new ExchangeUnclearError(`order ${id} was given up before it could be sent`);
    }
    const answer = await send.call(instance, url, method, headers, body);
    if (typeof answer !== "object" || answer === null)
      throw new ExchangeUnclearError("unreadable answer: it is no JSON object or list");
    if (!Array.isArray(answer) && Object.keys(answer).length === 0)
      throw new ExchangeUnclearError("unreadable answer: an empty object");
    return answer;
  };
}
