import { clip } from "@bellwether/core";
import { ExchangeUnsuitableError } from "@bellwether/live";
import * as z from "zod";

/** Addresses as ccxt nests them: by API, some deeper. */
export type Urls = string | { readonly [key: string]: Urls };

export const Urls: z.ZodType<Urls> = z.lazy(() => z.union([z.string().min(1), z.record(z.string(), Urls)]));

/** Every address among them. */
export function addressesIn(urls: Urls): readonly string[] {
  return typeof urls === "string" ? [urls] : Object.values(urls).flatMap(addressesIn);
}

/** @throws {ExchangeUnsuitableError} for an address that would send keys and orders in the clear. */
export function assertSafe(urls: Urls): void {
  for (const address of addressesIn(urls)) {
    const url = parsed(address);
    const isSealed = url?.protocol === "https:" || url?.protocol === "wss:";
    const isPlain = url?.protocol === "http:" || url?.protocol === "ws:";
    if (!(isSealed || (isPlain && isLoopback(url!.hostname))))
      throw new ExchangeUnsuitableError(
        `exchange.options.urls: ${clip(address, 80)} is neither https nor wss; plain addresses are for 127.0.0.1 only`,
      );
    if (url!.username !== "" || url!.password !== "")
      throw new ExchangeUnsuitableError("exchange.options.urls: an address holds a password; take it out");
  }
}

export function isPlainSocket(address: string): boolean {
  return address.startsWith("ws://");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function parsed(address: string): URL | undefined {
  try {
    return new URL(address.replaceAll("{hostname}", "hostname.invalid"));
  } catch {
    return undefined;
  }
}
