import { canonicalJson, fingerprintOf } from "@bellwether/core";
import { secret } from "@bellwether/core/config";
import type { NotifierDefinition } from "@bellwether/live";
import * as z from "zod";
import { ask, notTaken } from "./answer.js";
import { hmacSha256 } from "./node/signature.js";

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Set by the sender; another value would break the request. */
const OWN = new Set(["content-length", "content-type", "host", "connection", "transfer-encoding"]);

const Options = z.strictObject({
  url: secret()
    .refine((text) => URL.canParse(text), "write an address, such as https://example.org/hook")
    .describe("Where notices are posted; https, or http to this machine. Secret, since many hold a token."),
  secret: secret()
    .refine((text) => text.length >= 16, "use 16 characters at least")
    .optional()
    .describe("Signs each body, so that the receiver knows who has sent it."),
  headers: z
    .record(
      z
        .string()
        .regex(HEADER_NAME)
        .refine((name) => !OWN.has(name.toLowerCase()), "this header is set by itself"),
      secret().regex(/^[\t\x20-\x7e\x80-\xff]*$/, "this cannot stand in a header"),
    )
    .default({})
    .describe("Further headers, such as Authorization."),
  timeoutMs: z.number().int().min(100).max(60_000).default(10_000),
});

/**
 * Posts each notice as JSON: `id`, `level`, `kind`, `message`, `at`, `details`, `repeats`. The id is the same for each try of one
 * notice. With a secret, `x-bellwether-signature` is `t=<epoch ms>,v1=<hex>`: the HMAC-SHA256 of `<epoch ms>.<body>`.
 */
export const webhook: NotifierDefinition<typeof Options> = {
  options: Options,
  create: ({ url, secret: key, headers, timeoutMs }, { timers, send }) => ({
    async notify(notice) {
      const content: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(notice));
      const id = (await fingerprintOf(content)).slice(0, 32);
      const body = canonicalJson({ id, ...content });
      const time = timers.now();
      const signed =
        key === undefined ? {} : { "x-bellwether-signature": `t=${time},v1=${hmacSha256(key, `${time}.${body}`)}` };
      const all = { ...headers, "content-type": "application/json", ...signed };
      const response = await ask(send, url, { method: "POST", headers: all, body, timeoutMs });
      if (!(response.status >= 200 && response.status < 300)) throw notTaken(new URL(url).host, response, timers.now());
    },
  }),
};
