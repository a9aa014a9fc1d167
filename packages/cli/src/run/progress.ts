import cliProgress from "cli-progress";

/** Work shorter than this shows no bar. */
const QUIET_MS = 1_000;

/** A bar on a terminal's stderr for anything that lasts; silent everywhere else. */
export function progressBar(title: string): { update(done: number): void; stop(): void } {
  if (process.stderr.isTTY !== true) return { update() {}, stop() {} };
  const started = performance.now();
  let bar: cliProgress.SingleBar | null = null;
  return {
    update(done) {
      if (bar === null && performance.now() - started < QUIET_MS) return;
      if (bar === null) {
        bar = new cliProgress.SingleBar(
          { format: `${title} {bar} {percentage} %`, stream: process.stderr, hideCursor: true, clearOnComplete: true },
          cliProgress.Presets.shades_classic,
        );
        bar.start(1, done);
      }
      bar.update(done);
    },
    stop() {
      bar?.stop();
    },
  };
}
