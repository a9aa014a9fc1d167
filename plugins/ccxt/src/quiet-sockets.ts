import type { CcxtInstance } from "./narrow.js";

interface Client {
  future?: (hash: string) => unknown;
  connected?: unknown;
}

/** Sees to it that no promise of a websocket client of ccxt is ever rejected unheard: some of them nobody awaits. */
export function quietSockets(instance: CcxtInstance): void {
  const open = instance.client;
  const known = new WeakSet<object>();
  instance.client = (url) => {
    const client = open.call(instance, url);
    if (typeof client !== "object" || client === null || known.has(client)) return client;
    known.add(client);
    const socket = client as Client;
    hush(socket.connected);
    const future = socket.future;
    if (typeof future === "function")
      socket.future = (hash) => {
        const made = future.call(client, hash);
        hush(made);
        return made;
      };
    return client;
  };
}

function hush(promise: unknown): void {
  if (promise instanceof Promise) promise.catch(() => {});
}
