import * as z from "zod";
import { BadRiskConfigError } from "../errors.js";
import { RiskConfig, type RiskOptions } from "./config.js";

type Issue = z.core.$ZodIssue;

/**
 * Settings with their defaults.
 * @throws {BadRiskConfigError} with every violation at once.
 */
export function settingsOf(options: RiskOptions): RiskConfig {
  const parsed = RiskConfig.safeParse(options);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap((issue) => meant(issue));
  throw new BadRiskConfigError(`risk settings:\n${z.prettifyError({ issues } as z.ZodError)}`);
}

/** The issues of a union are those of the form that the value comes nearest to. */
function meant(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const nearest = issue.errors.reduce((best, next) => (next.length < best.length ? next : best));
  return nearest.flatMap((inner) => meant({ ...inner, path: [...issue.path, ...inner.path] }));
}
