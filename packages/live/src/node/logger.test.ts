import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { startChild } from "../../test/helpers/child.js";
import { createLogger, type LoggerOptions } from "./logger.js";
import { prettyLine } from "./pretty-line.js";

const root = mkdtempSync(join(tmpdir(), "log-"));
afterAll(() => rmSync(root, { recursive: true }));
let file = "";
let count = 0;
beforeEach(() => {
  file = join(root, `${count++}.log`);
});

const CANARY = 'canary-7f1c-9b"2e';
const linesOf = (path: string) => readFileSync(path, "utf8").split("\n").filter(Boolean);
/** What a log holds after some calls. */
function logged(use: (log: ReturnType<typeof createLogger>) => void, options: Partial<LoggerOptions> = {}) {
  const log = createLogger({ destination: file, secrets: [CANARY], ...options });
  use(log);
  log.close();
  return linesOf(file);
}

describe("a line of the log", () => {
  it("is JSON: time, level, process, message and details", () => {
    const [line] = logged((log) => log.warn("no answer", { symbol: "BTC/USDT", tries: 3, level: "x", time: 0 }));
    expect(JSON.parse(line!)).toEqual({
      level: "warn",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      pid: process.pid,
      message: "no answer",
      details: { symbol: "BTC/USDT", tries: 3, level: "x", time: 0 },
    });
  });

  it("holds no secret: by value, by name, in errors, their stacks and causes, and in keys", () => {
    const text = logged((log) => {
      log.error(`failed with ${CANARY}`, {
        apiKey: "by-name-1",
        headers: { Authorization: "by-name-2" },
        error: new Error(`in ${CANARY}`, { cause: new Error(CANARY) }),
        nested: [{ deep: `a${CANARY}b`, [CANARY]: 1 }],
        url: `https://x.org/?k=${encodeURIComponent(CANARY)}`,
        json: JSON.stringify({ a: CANARY }),
      });
      log.info(CANARY);
    }).join("\n");
    expect(text).not.toMatch(/canary|by-name/);
    expect(text).toContain("logger.test.ts"); // the stack is there
  });

  it.each([
    ["debug", ["debug", "info", "warn", "error"]],
    ["info", ["info", "warn", "error"]],
    ["error", ["error"]],
  ] as const)("of level %s and above is written", (level, seen) => {
    const lines = logged((log) => (["debug", "info", "warn", "error"] as const).forEach((to) => void log[to](to)), {
      level,
    });
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(seen);
  });

  it("is one line, whatever is in it, and writing it never throws", () => {
    const circular: Record<string, unknown> = { text: "a\nb\u2028c" };
    circular.self = circular;
    const lines = logged((log) => {
      log.info("two\nlines", circular);
      log.info(undefined as unknown as string, {
        get bad() {
          return JSON.parse("");
        },
      });
      log.info("%s %d %j", {});
    });
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(["two\nlines", "undefined", "%s %d %j"]);
  });

  it("for people is short, and cannot paint the screen", () => {
    const [line] = logged((log) => log.warn("no\u001b[2J answer\u009b", { symbol: "\u202eBTC" }), { pretty: true });
    expect(line).toMatch(/^\d\d:\d\d:\d\d\.\d{3} WARN {2}no \[2J answer {3}\{"symbol":" BTC"\}$/);
    expect(prettyLine('{"time":"2024-01-31T13:00:01.250Z","level":"info","message":"up"}')).toBe(
      "13:00:01.250 INFO  up\n",
    );
  });
});

describe("a log file", () => {
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

  it("belongs to its owner alone, also if others could read it before; lines are added at its end", () => {
    writeFileSync(file, "old\n");
    chmodSync(file, 0o644);
    expect(logged((log) => log.info("new"))[0]).toBe("old");
    expect(modeOf(file)).toBe("600");
    file = join(root, "fresh.log");
    logged((log) => log.info("new"));
    expect(modeOf(file)).toBe("600");
  });

  it.each([
    ["a link", () => symlinkSync("/tmp/elsewhere", file)],
    ["a folder", () => mkdirSync(file)],
    [
      "in no folder",
      () => {
        file = join(file, "x.log");
      },
    ],
    [
      "a device",
      () => {
        file = "/dev/null";
      },
    ],
  ])("that is %s is refused", (_case, make) => {
    make();
    expect(() => createLogger({ destination: file })).toThrow(expect.objectContaining({ code: "LOG_FILE" }));
  });

  it("on a full disk costs lines, not the run", async () => {
    const { code, output } = await startChild(
      root,
      `const { createLogger } = await live("node/logger.js");
       const log = createLogger({ destination: "stdout" });
       for (let i = 0; i < 100; i++) log.info("x".repeat(1000));
       console.error("alive", log.lost > 0);`,
      { stdout: "/dev/full" },
    ).ended;
    expect({ code, output }).toEqual({ code: 0, output: "alive true\n" });
  });
});

describe("at the end of a process", () => {
  it.each([
    ["that ends by itself", "", 0],
    ["that exits", "process.exit(3);", 3],
    ["that crashes", "throw new Error('crash');", 1],
  ])("%s no line is lost", async (_case, end, code) => {
    const path = join(root, `end-${code}.log`);
    const ended = await startChild(
      root,
      `const log = (await live("node/logger.js")).createLogger({ destination: ${JSON.stringify(path)} });
       for (let i = 0; i < 2000; i++) log.info("line " + i);
       ${end}`,
    ).ended;
    expect(ended.code).toBe(code);
    expect(linesOf(path)).toHaveLength(2_000);
  });
});
