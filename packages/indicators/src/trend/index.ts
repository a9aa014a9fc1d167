export { ichimoku } from "./ichimoku.js";
export { parabolicSar } from "./parabolic-sar.js";
export { supertrend } from "./supertrend.js";
