import { describe } from "vitest";
import { describeAccountStream } from "./checks/account-stream.js";
import { describeFillPages } from "./checks/fill-pages.js";
import { describeLostAnswers } from "./checks/lost-answers.js";
import { describeMarketData } from "./checks/market-data.js";
import { describeMarketStream } from "./checks/market-stream.js";
import { describeOrderLookup } from "./checks/order-lookup.js";
import { describeOrders } from "./checks/orders.js";
import { describeRefusals } from "./checks/refusals.js";
import type { MakeExchange } from "./exchange-under-test.js";

/** The contract of an exchange (market data and trading) as a vitest suite. */
export function describeExchange(name: string, make: MakeExchange): void {
  describe(`${name} keeps the contract of an exchange`, () => {
    describeMarketData(make);
    describeMarketStream(make);
    describeOrders(make);
    describeRefusals(make);
    describeOrderLookup(make);
    describeLostAnswers(make);
    describeFillPages(make);
    describeAccountStream(make);
  });
}
