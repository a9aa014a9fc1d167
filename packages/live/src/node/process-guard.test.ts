import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startChild } from "../../test/helpers/child.js";

const folder = mkdtempSync(join(tmpdir(), "guard-"));
afterAll(() => rmSync(folder, { recursive: true }));

const LOG =
  "{ debug() {}, info: (m) => console.log('info', m), warn: (m) => console.log('warn', m), error: (m) => console.log('error', m) }";

/** A guarded process; `options` replaces what is told, `then` is what it does. */
const guarded = (then: string, options = "") =>
  startChild(
    folder,
    `const { guardProcess } = await live("node/process-guard.js");
     const alive = setTimeout(() => {}, 60_000);
     const log = ${LOG};
     const stop = async (reason) => { console.log("stop", reason); clearTimeout(alive); };
     const crash = async (error) => { await null; console.log("saved after", error?.message ?? error); };
     const release = guardProcess({ log, stop, crash, ${options} });
     ${then}`,
  );
const end = async (child: ReturnType<typeof startChild>) => {
  const { code, output } = await child.ended;
  return { code, output: output.trim().split("\n") };
};

describe("what nobody has caught", () => {
  it.each([
    ["an error", "setTimeout(() => { throw new RangeError('x'); }, 1);", "error nobody caught: RangeError: x", "x"],
    ["a rejection", "Promise.reject(new Error('y'));", "error nobody caught a rejection: Error: y", "y"],
    ["a rejection without an error", "Promise.reject(null);", "error nobody caught a rejection: null", "null"],
  ])("%s ends the process with 1, after what can be saved was saved", async (_case, then, line, saved) => {
    expect(await end(guarded(then))).toEqual({ code: 1, output: [line, `saved after ${saved}`] });
  });

  it("ends it once, however much fails meanwhile", async () => {
    const { code, output } = await end(guarded("for (let i = 0; i < 3; i++) Promise.reject(new Error('e' + i));"));
    expect(code).toBe(1);
    expect(output.filter((line) => line.startsWith("error"))).toHaveLength(1);
  });

  it("ends it also when nothing can be saved", async () => {
    const throws = await end(guarded("Promise.reject(new Error('y'));", "crash() { throw new Error('disk'); }"));
    expect(throws).toEqual({
      code: 1,
      output: ["error nobody caught a rejection: Error: y", "error saving what can be saved failed: Error: disk"],
    });
    const hangs = guarded("Promise.reject(new Error('y'));", "crash: () => new Promise(() => {}), crashMs: 50");
    expect((await end(hangs)).code).toBe(1);
  });

  it("but is known to hurt nobody is logged, and the process goes on", async () => {
    const child = guarded(
      "Promise.reject(new Error('stray')); setTimeout(() => { console.log('alive'); clearTimeout(alive); }, 20);",
      "ignore: (error) => error.message === 'stray'",
    );
    expect(await end(child)).toEqual({
      code: 0,
      output: ["warn ignored: nobody caught a rejection: Error: stray", "alive"],
    });
  });
});

describe("a signal", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "%s ends the run in order; the process ends by itself then",
    async (signal) => {
      const child = guarded("console.log('ready');");
      await child.said("ready");
      child.process.kill(signal);
      expect(await end(child)).toEqual({
        code: 0,
        output: ["ready", `info ${signal}: ending in order; once more ends at once`, `stop ${signal}`],
      });
    },
  );

  it("for the second time ends the process at once, and asks for no second end in order", async () => {
    const child = guarded(
      "console.log('ready');",
      "stop: (reason) => { console.log('stop', reason); return new Promise(() => {}); }",
    );
    await child.said("ready");
    child.process.kill("SIGTERM");
    await child.said("stop SIGTERM");
    child.process.kill("SIGINT");
    const { code, output } = await end(child);
    expect(code).toBe(130);
    expect(output.filter((line) => line.startsWith("stop"))).toEqual(["stop SIGTERM"]);
  });

  it("whose end in order fails counts as a crash", async () => {
    const child = guarded("console.log('ready');", "stop: async () => { throw new Error('venue'); }");
    await child.said("ready");
    child.process.kill("SIGINT");
    const { code, output } = await end(child);
    expect(code).toBe(1);
    expect(output.slice(2)).toEqual(["error ending in order failed: Error: venue", "saved after venue"]);
  });

  it("is not ours once the guard is gone", async () => {
    const child = guarded("release(); console.log('ready');");
    await child.said("ready");
    child.process.kill("SIGTERM");
    expect(await child.ended).toMatchObject({ code: null, signal: "SIGTERM" });
  });
});
