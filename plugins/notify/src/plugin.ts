import { definePlugin, PLUGIN_API_VERSION } from "@bellwether/core";
import { telegram } from "./telegram.js";
import { webhook } from "./webhook.js";

/** The notifiers `webhook` and `telegram`. Their options stand where a run file names them. */
export default definePlugin({
  name: "@bellwether/notify",
  apiVersion: PLUGIN_API_VERSION,
  kinds: ["notifier"],
  setup({ register }) {
    register.add("notifier", "webhook", webhook);
    register.add("notifier", "telegram", telegram);
  },
});
