import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TradingError } from "@bellwether/core";
import { beforeEach, describe, expect, it } from "vitest";
import { startChild } from "../../../test/helpers/child.js";
import { controlBench, controlsOf, pause, until } from "../../../test/helpers/control.js";
import { wellStatus } from "../../../test/helpers/status.js";
import { createControlServer } from "./control-server.js";
import { makeSocketPath } from "./socket-path.js";

const bench = controlBench();

class BusyError extends TradingError {
  override readonly code = "BUSY";
}

describe("a run", () => {
  it("tells its status, who it is, and does what it is told, with the name of who asked", async () => {
    const { asked } = await bench.serve();
    expect(await bench.ask("status")).toEqual(wellStatus);
    expect(await bench.ask("ping")).toEqual({ pid: process.pid });
    for (const command of ["pause", "resume", "flatten", "stop"]) expect(await bench.ask(command)).toBeNull();
    expect(asked).toEqual(["pause anna", "resume anna", "flatten anna", "stop anna"]);
  });

  it("says why it will not, by a code, and without secrets", async () => {
    await bench.serve(
      {
        pause: () => Promise.reject(new BusyError("it is recovering with key-123")),
        stop: () => {
          throw new TypeError("x is undefined");
        },
      },
      { redact: (text) => text.replace("key-123", "[redacted]") },
    );
    await expect(bench.ask("pause")).rejects.toMatchObject({
      code: "CONTROL_REFUSED",
      reason: "BUSY",
      message: "it is recovering with [redacted]",
    });
    await expect(bench.ask("stop")).rejects.toMatchObject({ code: "CONTROL_REFUSED", reason: "UNEXPECTED" });
  });

  it("that does not answer in time is told from one that is not there", async () => {
    await bench.serve({ pause: () => new Promise(() => {}) });
    await expect(bench.ask("pause", 50)).rejects.toMatchObject({ code: "CONTROL_TIMEOUT" });
  });

  it("that goes away while it is asked may have done it", async () => {
    const { server } = await bench.serve({ pause: () => new Promise(() => {}) });
    const answer = bench.ask("pause").catch((error: unknown) => error);
    await until(() => true);
    await pause(20);
    await server.close();
    expect(await answer).toMatchObject({ code: "CONTROL_TIMEOUT", message: expect.stringContaining("went away") });
  });

  it("that is not there is unreachable, and the message tells how to start it", async () => {
    const { server } = await bench.serve();
    await server.close();
    for (const at of [bench.folder, join(bench.root, "nowhere")])
      await expect(bench.ask("status", 1_000, at)).rejects.toMatchObject({
        code: "CONTROL_UNREACHABLE",
        message: `${at}: no run is using this journal; bellwether live and its run file start one`,
      });
    expect(readdirSync(bench.folder)).toEqual([]);
  });

  it("is asked by its owner alone", async () => {
    const { server } = await bench.serve();
    expect(statSync(server.path).mode & 0o777).toBe(0o600);
  });

  it("of another journal is another run", async () => {
    await bench.serve();
    const other = join(bench.root, "other");
    mkdirSync(other);
    await bench.serve({ status: async () => ({ ...wellStatus, pid: 1 }) }, {}, other);
    expect([await bench.ask("status", 5_000, other), await bench.ask("status")]).toMatchObject([
      { pid: 1 },
      { pid: 4242 },
    ]);
  });
});

describe("the end", () => {
  it("of a run lets an answer leave, also the one to the command that ends it", async () => {
    const { server } = await bench.serve({ stop: async () => void setTimeout(() => server.close(), 0) });
    expect(await bench.ask("stop")).toBeNull();
    await until(() => !existsSync(server.path));
  });

  it("waits a second at most for a command that does not end", async () => {
    const { server } = await bench.serve({ pause: () => new Promise(() => {}) });
    const { socket, closed } = await bench.dial(server.path);
    socket.write('{"command":"pause","by":"x"}\n');
    await pause(20);
    await server.close();
    expect(await closed).toBe("");
  });
});

describe("the socket", () => {
  it("of a process that was killed is replaced", async () => {
    const child = startChild(
      bench.root,
      `const { createControlServer } = await live("node/control/control-server.js");
       await createControlServer(${JSON.stringify(bench.folder)}, { status: async () => ({}) });
       console.log("up");`,
    );
    await child.said("up");
    expect(await bench.ask("ping")).toEqual({ pid: child.process.pid });
    child.process.kill("SIGKILL");
    await child.ended;
    expect(existsSync(join(bench.folder, "control.sock"))).toBe(true);
    await expect(bench.ask("ping")).rejects.toMatchObject({ code: "CONTROL_UNREACHABLE" });
    await bench.serve();
    expect(await bench.ask("ping")).toEqual({ pid: process.pid });
  });

  it("of a run that lives is not taken from it", async () => {
    await bench.serve();
    await expect(createControlServer(bench.folder, controlsOf().controls)).rejects.toMatchObject({
      code: "CONTROL_SOCKET",
    });
    expect(await bench.ask("ping")).toEqual({ pid: process.pid });
  });

  it("does not replace a file", async () => {
    writeFileSync(join(bench.folder, "control.sock"), "mine");
    await expect(createControlServer(bench.folder, controlsOf().controls)).rejects.toMatchObject({
      code: "CONTROL_SOCKET",
    });
    expect(readFileSync(join(bench.folder, "control.sock"), "utf8")).toBe("mine");
  });

  it.runIf(process.getuid?.() !== 0)("cannot be made where nothing can be written", async () => {
    chmodSync(bench.folder, 0o500);
    await expect(createControlServer(bench.folder, controlsOf().controls)).rejects.toMatchObject({
      code: "CONTROL_SOCKET",
    });
  });

  it("cannot be made in a folder that is not there", async () => {
    await expect(createControlServer(join(bench.folder, "no"), controlsOf().controls)).rejects.toMatchObject({
      code: "CONTROL_SOCKET",
    });
  });
});

describe("a journal with a long path", () => {
  beforeEach(() => {
    bench.folder = join(bench.folder, "long-".repeat(20), "deep-".repeat(20));
    mkdirSync(bench.folder, { recursive: true });
  });

  it("has its socket in the folder for temporary files, found through a record, and all is gone at the end", async () => {
    const { server } = await bench.serve();
    expect(server.path.length).toBeLessThan(104);
    expect(readFileSync(join(bench.folder, "control.path"), "utf8")).toBe(server.path);
    expect(statSync(join(server.path, "..")).mode & 0o777).toBe(0o700);
    expect(await bench.ask("ping")).toEqual({ pid: process.pid });
    await expect(createControlServer(bench.folder, controlsOf().controls)).rejects.toMatchObject({
      code: "CONTROL_SOCKET",
    });
    await server.close();
    expect([existsSync(join(server.path, "..")), readdirSync(bench.folder)]).toEqual([false, []]);
  });

  it("leaves nothing behind where it cannot be recorded", async () => {
    const temporary = join(bench.root, "t");
    mkdirSync(temporary);
    await expect(makeSocketPath(join(bench.folder, "not-there"), temporary)).rejects.toMatchObject({
      code: "CONTROL_SOCKET",
    });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("is refused where the folder for temporary files has a long path too", async () => {
    await expect(makeSocketPath(bench.folder, `/tmp/${"t".repeat(100)}`)).rejects.toMatchObject({
      code: "CONTROL_SOCKET",
    });
  });

  it.each(["", "relative/control.sock", "/etc/passwd", `/${"x".repeat(200)}/control.sock`, "/tmp/other/control.sock"])(
    "trusts no record such as %j",
    async (text) => {
      writeFileSync(join(bench.folder, "control.path"), text);
      await expect(bench.ask("ping")).rejects.toMatchObject({ code: "CONTROL_UNREACHABLE" });
      const { server } = await bench.serve();
      expect(await bench.ask("ping")).toEqual({ pid: process.pid });
      await server.close();
    },
  );
});
