import * as z from "zod";
import { accountPosition, executionReport } from "./account-json.js";
import { ApiError, asApiError } from "./api-error.js";
import type { Connection } from "./connection.js";
import type { ExchangeState } from "./endpoint.js";
import { jsonOf } from "./market-socket.js";
import type { OrderEvent } from "./order-log.js";
import { parametersOf } from "./parameters.js";
import type { CheckSignature } from "./signature.js";

/** Events of the account, for those who have proved to be it. */
export interface UserStream {
  /** A message on a socket of the websocket API. */
  hear(text: string, connection: Connection): void;
  order(event: OrderEvent): void;
  /** Its balance has changed; told with the next {@link flush}. */
  balance(asset: string): void;
  flush(): void;
  leave(connection: Connection): void;
}

const Request = z.object({
  id: z.union([z.string().max(64), z.int(), z.null()]).default(null),
  method: z.string().max(100),
  params: z.record(z.string().max(64), z.union([z.string().max(256), z.number(), z.boolean()])).default({}),
});

export function createUserStream(
  state: () => Pick<ExchangeState, "venue" | "ids" | "time">,
  check: CheckSignature,
): UserStream {
  /** By connection, the number of its subscription. */
  const audience = new Map<Connection, number>();
  const changed = new Set<string>();
  const push = (event: object) => {
    for (const [connection, subscriptionId] of audience)
      connection.send({ kind: "user", stream: "", text: JSON.stringify({ subscriptionId, event }) });
  };
  const flush = () => {
    if (changed.size === 0) return;
    const { venue } = state();
    const balances = venue.balances();
    const told = [...changed].map((asset) => [asset, balances.get(asset) ?? { free: 0, locked: 0 }] as const);
    changed.clear();
    push(accountPosition(venue.now, told));
  };

  const answer = (method: string, params: Readonly<Record<string, unknown>>, connection: Connection): object => {
    switch (method) {
      case "ping":
        return {};
      case "time":
        return { serverTime: state().time() };
      case "userDataStream.subscribe.signature": {
        const parameters = parametersOf((name) => (Object.hasOwn(params, name) ? String(params[name]) : null));
        check({ apiKey: parameters.text("apiKey"), payload: signedPart(params), parameters });
        if (!audience.has(connection)) audience.set(connection, 0);
        return { subscriptionId: audience.get(connection) };
      }
      case "userDataStream.unsubscribe":
        audience.delete(connection);
        return {};
      default:
        throw new ApiError(400, -1000, "Unknown method.");
    }
  };

  return {
    hear(text, connection) {
      const reply = (body: object) => connection.send({ kind: "reply", stream: "", text: JSON.stringify(body) });
      const parsed = Request.safeParse(jsonOf(text));
      if (!parsed.success) {
        reply({ id: null, status: 400, error: { code: -1100, msg: "Illegal characters found in a parameter." } });
        return;
      }
      const { id, method, params } = parsed.data;
      try {
        reply({ id, status: 200, result: answer(method, params, connection), rateLimits: [] });
      } catch (error) {
        const { status, body } = asApiError(error);
        reply({ id, status, error: body, rateLimits: [] });
      }
    },
    order(event) {
      push(executionReport(state().ids.id(event.record.snapshot.symbol), event));
    },
    balance: (asset) => void changed.add(asset),
    flush,
    leave: (connection) => void audience.delete(connection),
  };
}

/** What a client has signed: parameters by name, joined as they are. */
function signedPart(params: Readonly<Record<string, unknown>>): string {
  return Object.keys(params)
    .filter((name) => name !== "signature")
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join("&");
}
