import * as z from "zod";
import type { Connection } from "./connection.js";
import type { MarketStreams } from "./market-streams.js";

const Request = z.object({
  method: z.enum(["SUBSCRIBE", "UNSUBSCRIBE", "LIST_SUBSCRIPTIONS"]),
  params: z.array(z.string().max(100)).max(1_024).optional(),
  id: z.union([z.string().max(64), z.int(), z.null()]).optional(),
});

/** A message of a client on a socket of the market. */
export function hearMarketMessage(text: string, connection: Connection, streams: MarketStreams): void {
  const reply = (body: object) => connection.send({ kind: "reply", stream: "", text: JSON.stringify(body) });
  const parsed = Request.safeParse(jsonOf(text));
  if (!parsed.success) {
    reply({ error: { code: 2, msg: "Invalid request: not a request of a known kind" } });
    return;
  }
  const { method, params = [], id = null } = parsed.data;
  if (method === "LIST_SUBSCRIPTIONS") {
    reply({ result: streams.list(connection), id });
    return;
  }
  reply({ result: null, id }); // first: a client asks for a book's snapshot only after it
  for (const stream of params) {
    if (method === "SUBSCRIBE") streams.subscribe(connection, stream);
    else streams.unsubscribe(connection, stream);
  }
}

/** Undefined for what is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
