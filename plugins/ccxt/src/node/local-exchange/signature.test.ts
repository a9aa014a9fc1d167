import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectCcxt, errors } from "../../../test/local-ccxt.js";
import { KEY, openLocal } from "../../../test/local-markets.js";
import { ApiError } from "./api-error.js";
import type { LocalExchange } from "./index.js";
import { parametersOf } from "./parameters.js";
import { signatureChecker } from "./signature.js";

/** The example that Binance publishes for signed requests. */
const PUBLISHED = {
  apiKey: "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
  secret: "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j",
  payload:
    "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559",
  signature: "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
  time: 1_499_827_319_559,
};

/** The number of the refusal, or 0. */
function refusal(
  { payload = PUBLISHED.payload, apiKey = PUBLISHED.apiKey as string | undefined, ...rest } = {},
  now = 0,
) {
  const { signature = PUBLISHED.signature, window = "5000" } = rest as { signature?: string; window?: string };
  const names = new URLSearchParams(`${payload}&signature=${signature}`);
  names.set("recvWindow", window);
  const check = signatureChecker([PUBLISHED], () => [PUBLISHED.time + now]);
  try {
    check({ apiKey, payload, parameters: parametersOf((name) => names.get(name)) });
    return 0;
  } catch (error) {
    return error instanceof ApiError ? error.number : Number.NaN;
  }
}

describe("the check of a signed request", () => {
  it("takes the published example, in either case", () => {
    expect(refusal()).toBe(0);
    expect(refusal({ signature: PUBLISHED.signature.toUpperCase() } as object)).toBe(0);
  });

  it("refuses any other letter: -1022", () => {
    expect(refusal({ payload: PUBLISHED.payload.replace("0.1", "0.2") })).toBe(-1022);
    expect(refusal({ signature: "00" } as object)).toBe(-1022);
    expect(refusal({ signature: `${PUBLISHED.signature}00` } as object)).toBe(-1022);
  });

  it("refuses a missing key with -2014 and an unknown one with -2015", () => {
    expect(refusal({ apiKey: "" })).toBe(-2014);
    expect(refusal({ apiKey: "somebody" })).toBe(-2015);
  });

  it("takes a timestamp less than a second ahead and no older than the window: -1021", () => {
    expect([refusal({}, -999), refusal({}, -1_000)], "ahead").toEqual([0, -1021]);
    expect([refusal({}, 5_000), refusal({}, 5_001)], "behind").toEqual([0, -1021]);
    expect(refusal({ window: "60001" } as object)).toBe(-1131);
  });

  it("wants a timestamp and a signature: -1102", () => {
    expect(refusal({ payload: "symbol=LTCBTC" })).toBe(-1102);
    expect(refusal({ signature: "" } as object)).toBe(-1102);
  });
});

describe("signed requests of unmodified ccxt", () => {
  let local: LocalExchange;
  beforeAll(async () => {
    local = await openLocal();
  });
  afterAll(() => local.close());

  const balanceWith = async (key: typeof KEY) => {
    const { ex, close } = await connectCcxt(local, key);
    await ex.loadMarkets();
    return { ex, close, asked: ex.fetchBalance() };
  };

  it("are taken with the right key, and refused with a wrong key or secret: AuthenticationError", async () => {
    for (const [key, fine] of [
      [KEY, true],
      [{ ...KEY, secret: "other" }, false],
      [{ ...KEY, apiKey: "other" }, false],
    ] as const) {
      const { asked, close } = await balanceWith(key);
      if (fine) expect((await asked).BTC).toMatchObject({ total: 1 });
      else await expect(asked).rejects.toBeInstanceOf(errors.AuthenticationError);
      await close();
    }
  });

  it("are taken for overload by ccxt when a key stops working: DDoSProtection", async () => {
    const { ex, asked, close } = await balanceWith(KEY);
    await asked;
    ex.apiKey = "revoked";
    await expect(ex.fetchBalance()).rejects.toBeInstanceOf(errors.DDoSProtection);
    await close();
  });

  it("are out of time with a clock 2 s ahead or 12 s behind: InvalidNonce, until the difference is known", async () => {
    const { ex, asked, close } = await balanceWith(KEY);
    await asked;
    for (const skewMs of [-2_000, 12_000]) {
      local.faults.skewMs = skewMs;
      await expect(ex.fetchBalance()).rejects.toBeInstanceOf(errors.InvalidNonce);
    }
    local.faults.off();
    await ex.fetchBalance();
    await close();
  });

  it("may be divided between query and body, which are signed in a row", async () => {
    const query = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC";
    const body = `quantity=1&price=50&recvWindow=5000&timestamp=${Date.now()}`;
    const signature = createHmac("sha256", KEY.secret)
      .update(query + body)
      .digest("hex");
    const answer = await fetch(`${local.url}/api/v3/order?${query}`, {
      method: "POST",
      headers: { "x-mbx-apikey": KEY.apiKey, "content-type": "application/x-www-form-urlencoded" },
      body: `${body}&signature=${signature}`,
    });
    expect(await answer.json()).toMatchObject({ status: "NEW", price: "50.00000000" });
  });

  it("cover letters that are escaped in a query", async () => {
    const { ex, close } = await connectCcxt(local, KEY);
    await ex.loadMarkets();
    const placed = await ex.createOrder("BTC/USDT", "limit", "buy", 1, 50, { clientOrderId: "a:b/c.d_e-f" });
    expect(await ex.fetchOrder("", "BTC/USDT", { clientOrderId: "a:b/c.d_e-f" })).toMatchObject({ id: placed.id });
    await close();
  });
});
