import type { Timers } from "@bellwether/live";

/** Whether a process still runs. All that it reaches out to asks here first. */
export interface Life {
  alive: boolean;
}

export const never = <T>(): Promise<T> => new Promise<T>(() => {});

/** Timers of a process: none of them goes off after its end. */
export function timersOf(timers: Timers, life: Life): Timers {
  return {
    now: () => timers.now(),
    monotonic: () => timers.monotonic(),
    after: (ms, run) =>
      timers.after(ms, () => {
        if (life.alive) run();
      }),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        void timers.sleep(ms, signal).then(() => {
          if (life.alive) resolve();
        });
      }),
  };
}

/** Something outside the process: after its end no call leaves it. */
export function outside<T extends object>(target: T, life: Life): T {
  return new Proxy(target, {
    get(it, key) {
      const value: unknown = Reflect.get(it, key, it);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => (life.alive ? value.apply(it, given) : never());
    },
  });
}
