/** Names of an error's classes, its own first. ccxt's classes are told by name: which copy of ccxt was loaded is no matter. */
export function errorChain(error: unknown): readonly string[] {
  const names: string[] = [];
  if (!(error instanceof Error)) return names;
  for (let at = Object.getPrototypeOf(error); at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    const name = at.constructor?.name;
    if (typeof name === "string") names.push(name);
  }
  return names;
}

/** Whether ccxt has thrown it on purpose; its own exceptions descend from `BaseError`. */
export function isCcxtError(error: unknown): boolean {
  return errorChain(error).includes("BaseError");
}

/** Whether the exchange has answered that it knows no such order. */
export function isOrderNotFound(error: unknown): boolean {
  const chain = errorChain(error);
  if (chain.includes("OrderNotFound")) return true;
  // kraken's table files it under InvalidOrder
  return chain.includes("InvalidOrder") && /\bEOrder:Unknown order\b/.test((error as Error).message);
}
