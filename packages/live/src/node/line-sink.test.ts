import { describe, expect, it, vi } from "vitest";
import { createLineSink } from "./line-sink.js";

/** A file that answers each write with a count of bytes taken, or a code. */
function sinkOf(answers: (number | string)[]) {
  let text = "";
  const write = (_fd: number, bytes: Uint8Array, at: number) => {
    const answer = answers.shift() ?? Infinity;
    if (typeof answer === "string") throw Object.assign(new Error(answer), { code: answer });
    const taken = Math.min(answer, bytes.length - at);
    text += Buffer.from(bytes).toString("utf8", at, at + taken);
    return taken;
  };
  return { sink: createLineSink(9, write as never), text: () => text };
}

describe("a line", () => {
  it("is written whole, however little is taken at a time", () => {
    const { sink, text } = sinkOf([1, 2, 3]);
    sink.write("a longer line\n");
    expect([text(), sink.lost]).toEqual(["a longer line\n", 0]);
  });

  it("that a full disk cuts off is lost, and the next begins on a line of its own", () => {
    const { sink, text } = sinkOf([3, "ENOSPC", "ENOSPC"]);
    sink.write("first\n");
    sink.write("second\n");
    sink.write("third\n");
    expect([text(), sink.lost]).toEqual(["fir\nthird\n", 2]);
  });

  it("that a full pipe would not take waits for its turn, without end or gap", async () => {
    vi.useFakeTimers();
    const { sink, text } = sinkOf([2, "EAGAIN", "EAGAIN"]);
    sink.write("first\n");
    sink.write("second\n");
    expect(text()).toBe("fi");
    await vi.advanceTimersByTimeAsync(200);
    expect([text(), sink.lost]).toEqual(["first\nsecond\n", 0]);
    vi.useRealTimers();
  });

  it("is dropped and counted when too much waits", () => {
    const { sink } = sinkOf(new Array(20).fill("EAGAIN"));
    for (let i = 0; i < 10; i++) sink.write("x".repeat(1_000_000));
    expect(sink.lost).toBe(6);
    sink.flush();
    expect(sink.lost).toBe(6);
  });
});
