import * as z from "zod";
import { Urls } from "./urls.js";

/** `exchange.options` of a run file. */
export const CcxtOptions = z.strictObject({
  urls: z
    .strictObject({ api: Urls })
    .optional()
    .describe("Addresses in place of the exchange's own, nested as in ccxt; laid over them."),
  hostname: z
    .string()
    .regex(/^[a-z0-9.-]{1,253}$/i)
    .optional()
    .describe("Host name for exchanges whose addresses have a place for it, such as okx and bybit."),
  options: z.record(z.string(), z.json()).optional().describe("Options of ccxt for this exchange; laid over its own."),
  paced: z
    .boolean()
    .default(true)
    .describe("Keep to the exchange's request limits, counted in real time; false only for one on this machine."),
  deadlineMs: z
    .number()
    .int()
    .min(1_000)
    .max(120_000)
    .default(15_000)
    .describe("Longest wait for one answer, in milliseconds."),
  silenceMs: z
    .number()
    .int()
    .min(1_000)
    .max(86_400_000)
    .default(60_000)
    .describe("Longest silence of the bar stream before it is opened again, in milliseconds."),
});

export type CcxtOptions = z.output<typeof CcxtOptions>;
