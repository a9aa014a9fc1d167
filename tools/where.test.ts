import { expect, it } from "vitest";
import { userFolder } from "./where.mjs";

const started = { INIT_CWD: "/clone/config", npm_lifecycle_event: "start", npm_package_json: "/clone/package.json" };

it.each<[string, Record<string, string | undefined>, string]>([
  ["where npm start was called", started, "/clone/config"],
  ["the root without npm", {}, "/clone"],
  ["the root inside another script of npm", { ...started, npm_lifecycle_event: "test" }, "/clone"],
  ["the root inside npm start of another project", { ...started, npm_package_json: "/app/package.json" }, "/clone"],
])("paths count from %s", (_, env, folder) => expect(userFolder("/clone", env)).toBe(folder));
