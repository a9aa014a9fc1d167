import { type Logger, silentLogger } from "@bellwether/core";
import { describe, expect, it } from "vitest";
import { VirtualTime } from "../testing/virtual-time.js";
import type { Notice } from "./notice.js";
import { createNotifications, type NotificationOptions, type NotificationTarget } from "./notifications.js";
import { NoticeUndeliveredError, type Notifier } from "./notifier.js";
import { createRedactor } from "./redact.js";
import { SendRefusedError } from "./send.js";

const MINUTE = 60_000;
const notice = (message: string, more: Partial<Notice> = {}): Notice => ({
  level: "warn",
  kind: "fill",
  message,
  at: 0,
  ...more,
});

/** Takes notices; `answer` says what becomes of each. */
function notifierOf(answer: (notice: Notice, attempt: number) => Promise<void> | void = () => {}) {
  const taken: string[] = [];
  const tries: number[] = [];
  const notifier: Notifier = {
    async notify(it) {
      tries.push(time.true);
      await answer(it, tries.length);
      taken.push(it.message);
    },
  };
  return { notifier, taken, tries };
}

let time = new VirtualTime();
function dispatcher(
  targets: readonly (Partial<NotificationTarget> & { notifier: Notifier })[],
  more: Partial<NotificationOptions> = {},
) {
  const lines: string[] = [];
  const log: Logger = { ...silentLogger, warn: (message) => lines.push(message) };
  const notifications = createNotifications({
    targets: targets.map((target, i) => ({ name: `n${i}`, ...target })),
    timers: time,
    log,
    redactor: createRedactor(["topsecret"]),
    ...more,
  });
  return { ...notifications, lines };
}
const start = () => {
  time = new VirtualTime(0);
};

describe("notifications", () => {
  it("reach each target that wants their kind and level", async () => {
    start();
    const [all, errors, halts] = [notifierOf(), notifierOf(), notifierOf()];
    const { send } = dispatcher([all, { ...errors, level: "error" }, { ...halts, kinds: ["halt"] }]);
    send(notice("a", { level: "info" }));
    send(notice("b", { level: "error", kind: "journal" }));
    send(notice("c", { kind: "halt" }));
    await time.run(0);
    expect([all.taken, errors.taken, halts.taken]).toEqual([["a", "b", "c"], ["b"], ["c"]]);
  });

  it("are without secrets, in words and details", async () => {
    start();
    const seen: Notice[] = [];
    const { send } = dispatcher([notifierOf((it) => void seen.push(it))]);
    send(notice("it said topsecret", { details: { apiKey: "x", text: "topsecret" } }));
    await time.run(0);
    expect(seen).toEqual([notice("it said [redacted]", { details: { apiKey: "[redacted]", text: "[redacted]" } })]);
  });

  it("run no code of a notifier before the step that sends them is over, and hear nothing of what it throws", async () => {
    start();
    let ran = false;
    const hostile: Notifier = {
      notify() {
        ran = true;
        throw new Error("bad topsecret");
      },
    };
    const { send, lines, counters } = dispatcher([{ notifier: hostile }], { attempts: 2 });
    send(notice("a"));
    expect(ran).toBe(false);
    await time.run(MINUTE);
    expect(counters()).toMatchObject([{ sent: 0, retried: 1, dropped: 1 }]);
    expect(lines).toEqual(["notifier n0: a notice is lost: bad [redacted]"]);
  });

  const unreadable = () =>
    Object.defineProperty({}, "code", {
      get() {
        throw new Error("no");
      },
    });
  it.each<[string, () => unknown]>([
    ["nothing", () => undefined],
    ["null", () => null],
    ["a text", () => "text"],
    ["an error without a message", () => ({ code: "NOTICE_UNDELIVERED" })],
    ["an error that cannot be read", unreadable],
  ])("survive a rejection with %s", async (_case, reasonOf) => {
    const reason = reasonOf();
    start();
    const { send, counters } = dispatcher([notifierOf(() => Promise.reject(reason))], { attempts: 1 });
    send(notice("a"));
    await time.run(MINUTE);
    expect(counters()).toMatchObject([{ sent: 0, dropped: 1, waiting: 0 }]);
  });

  it("are tried again after waits that double, within half of them to whole, then lost and counted", async () => {
    start();
    const failing = notifierOf(() => Promise.reject(new NoticeUndeliveredError("no", true)));
    const { send, counters, lines } = dispatcher([failing]);
    send(notice("a"));
    await time.run(10 * MINUTE);
    const waits = failing.tries.slice(1).map((at, i) => at - failing.tries[i]!);
    expect(waits).toHaveLength(4);
    for (const [i, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(500 * 2 ** i);
      expect(wait).toBeLessThanOrEqual(1_000 * 2 ** i);
    }
    expect(counters()).toMatchObject([{ sent: 0, retried: 4, dropped: 1 }]);
    expect(lines).toEqual(["notifier n0: a notice is lost: no"]);
  });

  it("are not tried again where that is of no use", async () => {
    start();
    for (const error of [new NoticeUndeliveredError("no", false), new SendRefusedError("no")]) {
      const failing = notifierOf(() => Promise.reject(error));
      dispatcher([failing]).send(notice("a"));
      await time.run(time.true + MINUTE);
      expect(failing.tries).toHaveLength(1);
    }
  });

  it("wait as long as the other side asks", async () => {
    start();
    const busy = notifierOf((_, attempt) => {
      if (attempt === 1) throw new NoticeUndeliveredError("slow down", true, 90_000);
    });
    dispatcher([busy]).send(notice("a"));
    await time.run(89_999);
    expect(busy.tries).toEqual([0]);
    await time.run(90_000);
    expect([busy.tries, busy.taken]).toEqual([[0, 90_000], ["a"]]);
  });

  it("are lost rather than late where it asks for more than an hour, or for no number", async () => {
    for (const asked of [3_600_001, Number.NaN]) {
      start();
      const busy = notifierOf(() => Promise.reject(new NoticeUndeliveredError("slow down", true, asked)));
      const { send, counters } = dispatcher([busy]);
      send(notice("a"));
      await time.run(MINUTE);
      expect(counters()).toMatchObject([{ dropped: 1, retried: 0 }]);
    }
  });

  it("count as failed after half a minute without an answer, and the next has its turn", async () => {
    start();
    const hanging = notifierOf((it) => (it.message === "a" ? new Promise(() => {}) : undefined));
    const { send } = dispatcher([hanging], { attempts: 1 });
    send(notice("a"));
    send(notice("b"));
    await time.run(29_999);
    expect(hanging.taken).toEqual([]);
    await time.run(30_000);
    expect(hanging.taken).toEqual(["b"]);
  });

  it("of one target do not wait for another's", async () => {
    start();
    const [hanging, quick] = [notifierOf(() => new Promise(() => {})), notifierOf()];
    const { send } = dispatcher([hanging, quick]);
    for (const text of ["a", "b", "c"]) send(notice(text));
    await time.run(1);
    expect(quick.taken).toEqual(["a", "b", "c"]);
  });

  it("never pile up: a thousand in an outage become what fits, and the rest is counted", async () => {
    start();
    const down = notifierOf(() => Promise.reject(new NoticeUndeliveredError("no", true)));
    const { send, counters } = dispatcher([down], { capacity: 10 });
    for (let i = 0; i < 1_000; i++) send(notice(`fill ${i}`));
    const [before] = counters();
    expect(before).toMatchObject({ waiting: 10, dropped: 990 });
    await time.run(1_000 * MINUTE);
    expect(counters()).toMatchObject([{ waiting: 0, sent: 0, dropped: 1_000 }]);
  });

  it("that repeat come as one, with their number", async () => {
    start();
    const seen: Notice[] = [];
    const { send, counters } = dispatcher([notifierOf((it) => void seen.push(it))]);
    for (let i = 0; i < 39; i++) {
      send(notice(`late by ${i} s`, { kind: "lag" }));
      await time.run(time.true + 1_000);
    }
    expect(seen.map(({ repeats }) => repeats)).toEqual([undefined]);
    await time.run(2 * MINUTE);
    expect(seen.map(({ message, repeats }) => [message, repeats])).toEqual([
      ["late by 0 s", undefined],
      ["late by 38 s", 37],
    ]);
    expect(counters()).toMatchObject([{ sent: 2, merged: 37 }]);
  });

  it("sent at whatever moment while the last one is being taken are not forgotten", async () => {
    for (let moment = 0; moment < 40; moment++) {
      start();
      const target = notifierOf();
      const { send } = dispatcher([target]);
      send(notice("a"));
      for (let i = 0; i < moment; i++) await null;
      send(notice("b"));
      await time.run(0);
      expect(target.taken, `after ${moment} rounds`).toEqual(["a", "b"]);
    }
  });
});

describe("at the end of a run", () => {
  it("what waits is delivered, repeats that were being collected too", async () => {
    start();
    const target = notifierOf();
    const { send, close } = dispatcher([target]);
    send(notice("a", { kind: "lag" }));
    await time.run(1);
    send(notice("a", { kind: "lag" }));
    send(notice("ended", { kind: "stopped" }));
    await time.run(2);
    expect(target.taken).toEqual(["a", "ended"]);
    const closed = close();
    await time.run(3);
    await closed;
    expect(target.taken).toEqual(["a", "ended", "a"]);
    send(notice("too late"));
    await time.run(MINUTE);
    expect(target.taken).toHaveLength(3);
  });

  it("the deadline counts, whatever a notifier does: hang, fail, or not close", async () => {
    start();
    const hanging = notifierOf(() => new Promise(() => {}));
    const failing = notifierOf(() => Promise.reject(new NoticeUndeliveredError("no", true, 600_000)));
    const open: Notifier = { notify: async () => {}, close: () => new Promise(() => {}) };
    const { send, close, counters } = dispatcher([hanging, failing, { notifier: open }]);
    send(notice("a"));
    send(notice("b"));
    await time.run(10);
    let over = false;
    const closed = close(5_000).then(() => {
      over = true;
    });
    await time.run(5_009);
    expect(over).toBe(false);
    await time.run(5_010);
    await closed;
    expect(counters().map(({ sent, waiting, dropped }) => ({ sent, waiting, dropped }))).toEqual([
      { sent: 0, waiting: 0, dropped: 2 },
      { sent: 0, waiting: 0, dropped: 2 },
      { sent: 2, waiting: 0, dropped: 0 },
    ]);
  });

  it("notifiers are closed, and one that fails to does no harm", async () => {
    start();
    let closed = 0;
    const ok: Notifier = {
      notify: async () => {},
      close: async () => {
        closed += 1;
      },
    };
    const bad: Notifier = {
      notify: async () => {},
      close() {
        throw new Error("no");
      },
    };
    const { close, lines } = dispatcher([{ notifier: bad }, { notifier: ok }]);
    const [first, second] = [close(), close()];
    await time.run(1);
    await Promise.all([first, second]);
    expect([closed, lines]).toEqual([1, ["notifier n0: it did not close: no"]]);
  });
});
