import { deferred } from "@bellwether/core/config";
import * as z from "zod";
import { NOTICE_KINDS, NOTICE_LEVELS } from "./ops/notice.js";

const ms = (fallback: number) => z.number().positive().default(fallback);

const notificationSchema = z.strictObject({
  use: z.string().min(1).describe("Name of a notifier: webhook, telegram, or what a plugin registers."),
  options: deferred().optional().describe("Checked by the notifier's own schema."),
  level: z.enum(NOTICE_LEVELS).default("warn").describe("Least level that is told."),
  kinds: z.array(z.enum(NOTICE_KINDS)).min(1).optional().describe("Kinds that are told; all unless given."),
});

/** How a run goes on live: the `live` section of a run file. Times in milliseconds. */
export const LiveConfig = z.strictObject({
  journal: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Folder of the journal, relative to this config file; journals/ and the name of the config file unless given.",
    ),
  handOff: z
    .enum(["keep", "adopt", "flatten"])
    .default("keep")
    .describe(
      "Open positions when strategies change: keep their exits until they end, adopt them for the new strategy, or flatten them.",
    ),
  watch: z
    .boolean()
    .default(true)
    .describe("Saving this file changes strategies, parameters and risk at the next close."),
  gaps: z
    .enum(["halt", "fill", "skip"])
    .default("halt")
    .describe("Bars missed during an outage: halt new entries for one bar, fill with flat bars, or skip them."),
  emptyBars: z
    .enum(["flat", "skip"])
    .default("flat")
    .describe("Bars in which nobody traded: the last close carried on, or no bar."),
  graceMs: ms(1_000).describe("Wait after a close before the exchange's answer is believed."),
  laggardMs: z.number().positive().optional().describe("How long a batch waits for its last symbols."),
  outageMs: ms(900_000).describe("Without any answer for so long, an outage is told."),
  stallMs: z.number().positive().optional().describe("Silence after which a websocket is opened again."),
  maxClockOffsetMs: ms(5_000).describe(
    "Difference between this machine's clock and the exchange's that refuses to start.",
  ),
  history: z.int().min(100).default(5_000).describe("Bars that stay in memory, at least twice the warm-up."),
  stops: z
    .enum(["local", "exchange"])
    .default("local")
    .describe("Where stops of testnet and live rest: here, or at an exchange that is verified to hold them."),
  strays: z
    .enum(["cancel", "leave"])
    .default("cancel")
    .describe("Orders of this account's name that the journal does not know: cancel or leave them."),
  notifications: z.array(notificationSchema).default([]).describe("Who is told of what happens."),
  log: z
    .strictObject({
      level: z.enum(["debug", "info", "warn", "error"]).default("info"),
      file: z
        .string()
        .min(1)
        .optional()
        .describe("File for JSON lines, relative to this config file; none unless given."),
    })
    .prefault({})
    .describe("The structured log."),
});

export type LiveConfig = z.output<typeof LiveConfig>;
