import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { reportFolder } from "./write-report.js";

it.skipIf(!existsSync("/proc/self"))(
  "a report into a folder that takes none is refused, and does not hang",
  async () => {
    await expect(reportFolder("/proc/bellwether/reports")).rejects.toMatchObject({
      code: "OUTPUT",
      message: expect.stringMatching(/^\/proc\/bellwether\/reports: cannot be written: no folder can be made there$/),
    });
  },
);
