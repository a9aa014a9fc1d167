export { default } from "./plugin.js";
export { telegram } from "./telegram.js";
export { webhook } from "./webhook.js";
