#!/usr/bin/env node
import { main } from "./main.js";

// whoever reads the output may leave early: `bellwether list indicators | head`
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });

process.exitCode = await main(process.argv.slice(2));
