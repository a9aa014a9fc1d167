export { describeIndicator } from "./describe-indicator.js";
