/** How our client ids look at an exchange that does not take them as they are. */
export interface ClientIdForm {
  toWire(id: string): string;
  /** Ids of others stay as they are. */
  fromWire(id: string): string;
}

export const asGiven: ClientIdForm = { toWire: (id) => id, fromWire: (id) => id };

/** Behind a fixed prefix. */
export function prefixed(prefix: string): ClientIdForm {
  return {
    toWire: (id) => prefix + id,
    fromWire: (id) => (id.startsWith(prefix) ? id.slice(prefix.length) : id),
  };
}

/** Letters and digits only: `-` is written `Zd`, and `Z` itself `Zz`, so that no two ids become one. */
export const alphanumeric: ClientIdForm = {
  toWire: (id) => id.replace(/[Z-]/g, (sign) => (sign === "Z" ? "Zz" : "Zd")),
  fromWire: (id) => (/^([^Z]|Z[zd])*$/.test(id) ? id.replace(/Z([zd])/g, (_, sign) => (sign === "z" ? "Z" : "-")) : id),
};
