// Behind `npm start`, `npm test` and `npm run bench`: each works alone, first, on a fresh clone.
// No dependency and no recent syntax here: this file must at least say its piece on an old Node and with nothing installed.
import { fileURLToPath } from "node:url";

const OLDEST_NODE = "20.19.0";

function atLeast(version, wanted) {
  const [a, b] = [version, wanted].map((text) => text.split(".").map(Number));
  for (let i = 0; i < 3; i++) if (a[i] !== b[i]) return a[i] > b[i];
  return true;
}

if (!atLeast(process.versions.node, OLDEST_NODE)) {
  console.error(
    `bellwether: this is Node ${process.versions.node}, and Bellwether needs ${OLDEST_NODE} or newer. ` +
      "Install a current LTS release of Node and run the command again.",
  );
  process.exit(1);
}

const { main } = await import("./bootstrap/main.mjs");
process.exitCode = await main(fileURLToPath(new URL("..", import.meta.url)), process.argv.slice(2));
