import { expect, it } from "vitest";
import { EventBus } from "./bus.js";

it("tells each listener in the order of subscription, until it stops listening", () => {
  const bus = new EventBus();
  const heard: string[] = [];
  const stop = bus.on("equity", (time, equity) => void heard.push(`a ${time} ${equity}`));
  bus.on("equity", () => void heard.push("b"));
  bus.emit("equity", 1, 2);
  stop();
  bus.emit("equity", 3, 4);
  expect(heard).toEqual(["a 1 2", "b", "b"]);
});

it("knows for each event whether somebody listens", () => {
  const bus = new EventBus();
  expect(Object.values(bus.active).some(Boolean)).toBe(false);
  const listener = () => {};
  bus.on("fill", listener);
  const stop = bus.once("bar", listener);
  expect([bus.active.fill, bus.active.bar, bus.active.order]).toEqual([true, true, false]);
  bus.off("fill", listener);
  stop();
  expect([bus.active.fill, bus.active.bar]).toEqual([false, false]);
});

it("tells a listener once, and is quiet again", () => {
  const bus = new EventBus();
  let calls = 0;
  bus.once("equity", () => void calls++);
  bus.emit("equity", 1, 1);
  bus.emit("equity", 2, 2);
  expect([calls, bus.active.equity]).toEqual([1, false]);
});
