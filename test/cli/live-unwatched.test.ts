import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startBellwether } from "../helpers/background.js";
import { built } from "../helpers/built.js";
import { temporaryFolder } from "../helpers/folder.js";
import { liveText, openMarket } from "../helpers/local-market.js";

const folder = temporaryFolder("live-unwatched");

it("a live run that cannot listen for commands ends, and says why", async () => {
  await built();
  const exchange = await openMarket();
  const journal = join(folder.path, "journals/watched");
  mkdirSync(journal, { recursive: true });
  const other = createServer(() => {}).listen(join(journal, "control.sock"));
  try {
    folder.put("watched.yaml", liveText(exchange, "{ type: sma-cross, params: { fast: 2, slow: 4 } }"));
    const { code, stderr } = await startBellwether(["live", "watched.yaml"], { cwd: folder.path }).ended;
    expect(code).not.toBe(0);
    expect(stderr).toContain("control.sock");
  } finally {
    other.close();
    await exchange.close();
  }
});
