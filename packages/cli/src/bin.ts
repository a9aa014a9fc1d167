#!/usr/bin/env node
import { main } from "./main.js";

// whoever reads the output may leave early: `bellwether list indicators | head`
let unread = false;
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    if (unread) return;
    unread = true;
    // a run that trades ends in order, as after any SIGTERM
    if (process.listenerCount("SIGTERM") > 0) process.kill(process.pid, "SIGTERM");
    else process.exit();
  });

process.exitCode = await main(process.argv.slice(2));
