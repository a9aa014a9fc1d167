/** Version of the framework: part of every fingerprint. */
export const VERSION = "0.1.0";
