/** Roles of the four-model ensemble, in the order of its vote. */
export const ROLES = ["entry", "position", "exit", "profit"] as const;
export type Role = (typeof ROLES)[number];
