import { secret } from "@bellwether/core/config";
import { NoticeUndeliveredError, type NotifierDefinition, noticeText, type SendResponse } from "@bellwether/live";
import * as z from "zod";
import { ask, mayPass, notTaken } from "./answer.js";

/** Longest text of a message, in UTF-16 units. @see https://core.telegram.org/bots/api#sendmessage */
export const MAX_TEXT = 4_096;

const Options = z.strictObject({
  token: secret()
    .regex(/^\d{3,20}:[\w-]{20,100}$/, "write the token that @BotFather has given, such as 123456:ABC-DEF...")
    .describe("Token of the bot."),
  chatId: z
    .union([z.number().int(), z.string().regex(/^(@\w{4,32}|-?\d{1,20})$/, "write a number, or @name of a channel")])
    .describe("Chat that hears it: a number, or @name of a channel."),
  silentInfo: z.boolean().default(true).describe("Whether notices of level info arrive without a sound."),
  apiUrl: z
    .string()
    .refine((text) => URL.canParse(text), "write an address, such as https://api.telegram.org")
    .default("https://api.telegram.org")
    .describe("Server of the Bot API, where it is one of your own."),
  timeoutMs: z.number().int().min(100).max(60_000).default(10_000),
});

/** What the Bot API answers, as far as it matters. */
const Answer = z.object({
  ok: z.boolean(),
  description: z.string().optional().catch(undefined),
  parameters: z
    .object({ retry_after: z.number().nonnegative().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** Sends each notice as plain text through a bot, so that nothing in it is read as markup. The token is in no error. */
export const telegram: NotifierDefinition<typeof Options> = {
  options: Options,
  create: ({ token, chatId, silentInfo, apiUrl, timeoutMs }, { timers, send }) => ({
    async notify(notice) {
      const url = `${apiUrl.replace(/\/+$/, "")}/bot${token}/sendMessage`;
      const body = JSON.stringify({
        chat_id: chatId,
        text: cut(noticeText(notice)),
        disable_notification: silentInfo && notice.level === "info",
        link_preview_options: { is_disabled: true },
      });
      const headers = { "content-type": "application/json" };
      const response = await ask(send, url, { method: "POST", headers, body, timeoutMs });
      const answer = answerOf(response);
      if (response.status === 200 && answer?.ok === true) return;
      const said = (answer?.description ?? "").replaceAll(token, "[token]");
      const asked = answer?.parameters?.retry_after;
      const failure = notTaken("Telegram", response, timers.now(), said);
      // 200 without an ok is not Telegram speaking, but something on the way
      const retryable = mayPass(response.status) || response.status === 200;
      throw new NoticeUndeliveredError(
        failure.message,
        retryable,
        asked === undefined ? failure.retryAfterMs : asked * 1_000,
      );
    },
  }),
};

function answerOf({ text }: SendResponse): z.output<typeof Answer> | undefined {
  try {
    return Answer.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Cut to what a message holds, between characters. */
function cut(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  const short = text.slice(0, MAX_TEXT - 1);
  return `${/[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short}…`;
}
