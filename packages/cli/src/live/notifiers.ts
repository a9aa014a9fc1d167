import type { Logger } from "@bellwether/core";
import { parseAt } from "@bellwether/core/config";
import type { NotificationTarget, Timers } from "@bellwether/live";
import { createSend } from "@bellwether/live/node";
import { takeIn } from "../run/host.js";
import { refuse } from "../run/refuse.js";
import type { OpenFile } from "../run/run-file.js";

/** Notifiers that ship, by the plugin that brings them. */
const SHIPPED: Readonly<Record<string, string>> = { webhook: "@bellwether/notify", telegram: "@bellwether/notify" };

/**
 * Who is told of what happens, as `live.notifications` of a run file says.
 * @throws {ConfigError} for a notifier that nobody brings, or options that break its schema.
 */
export async function notifiersOf(
  run: OpenFile,
  { timers, log }: { readonly timers: Timers; readonly log: Logger },
): Promise<NotificationTarget[]> {
  const { config, resolved, host, folder } = run;
  const { registry } = host;
  const missing = new Set(
    config.live.notifications.flatMap(({ use }) => (registry.has("notifier", use) ? [] : (SHIPPED[use] ?? []))),
  );
  await takeIn(
    host,
    [...missing].map((use) => ({ use })),
    folder,
  );
  return config.live.notifications.map(({ use, level, kinds }, i) => {
    const path = ["live", "notifications", i];
    if (!registry.has("notifier", use))
      refuse(
        resolved,
        [...path, "use"],
        `no plugin of the run brings a notifier ${JSON.stringify(use)}; there are ${[...new Set([...registry.names("notifier"), ...Object.keys(SHIPPED)])].join(", ")}`,
      );
    const definition = registry.get("notifier", use);
    const options = parseAt(resolved, [...path, "options"], definition.options).value;
    return { name: use, notifier: definition.create(options, { timers, log, send: createSend() }), level, kinds };
  });
}
