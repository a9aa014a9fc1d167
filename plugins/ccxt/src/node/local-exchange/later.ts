/** Things to do after a while of real time, all of which can be called off. */
export interface Later {
  /** @param ms - real */
  run(ms: number, run: () => void): void;
  stop(): void;
}

export function createLater(): Later {
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;
  return {
    run(ms, run) {
      if (stopped) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        run();
      }, ms);
      timers.add(timer);
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
