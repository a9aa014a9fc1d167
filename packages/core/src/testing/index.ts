export { describeIndicator } from "./describe-indicator.js";
export { describeStrategy } from "./describe-strategy.js";
