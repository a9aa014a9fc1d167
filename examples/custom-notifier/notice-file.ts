// A way of your own to hear of what happens in a live run, in a file of your own, which is its own plugin:
// live.yaml beside it names this file. This one writes a line a notice; yours may ring a bell.
import { appendFile } from "node:fs/promises";
import { resolve } from "node:path";
import { definePlugin } from "@bellwether/core";
import type { NotifierDefinition } from "@bellwether/live";
import * as z from "zod";

const Options = z.strictObject({
  path: z.string().min(1).describe("File that lines are appended to, relative to the run file."),
});

export default definePlugin({
  name: "notice-file",
  apiVersion: 1,
  setup({ register, folder }) {
    const noticeFile: NotifierDefinition<typeof Options> = {
      options: Options, // a token or an address would be a secret(): masked, and taken from the environment
      create: ({ path }) => ({
        // one notice at a time; what throws is tried again, some seconds later, and the run never waits for it
        notify: ({ at, level, kind, message, repeats = 0 }) =>
          appendFile(
            resolve(folder, path),
            `${JSON.stringify({ at: new Date(at).toISOString(), level, kind, message, repeats })}\n`,
          ),
      }),
    };
    register.add("notifier", "file", noticeFile);
  },
});
