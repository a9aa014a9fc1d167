import { z } from "zod";

/** Numbers of a report's JSON by their unit. */
export const time = z.number().describe("epoch ms, UTC");
export const money = z.number().describe("quote currency");
export const fraction = z.number().describe("a fraction: 0.02 is 2 %");
export const figure = z.number().nullable().describe("null where undefined; the reason is in undefinedBecause");
/** Null where a table has nothing to measure. */
export const cell = z.number().nullable();
