import { expect, it } from "vitest";
import { namesOf } from "./names.js";

it.each<[string, string[], string[]]>([
  ["files by their names", ["a.json", "runs/b.JSON", "c.txt"], ["a", "b", "c.txt"]],
  ["a report.json by its folder", ["reports/summer/report.json", "./winter/report.json"], ["summer", "winter"]],
  ["by the whole path what would be called alike", ["x/a.json", "y/a.json", "b.json"], ["x/a.json", "y/a.json", "b"]],
  ["a report.json of the current folder by that folder", ["/runs/report.json"], ["runs"]],
])("calls %s", (_, paths, names) => expect(namesOf(paths)).toEqual(names));
