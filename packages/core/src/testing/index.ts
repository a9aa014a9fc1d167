export { describeBroker } from "./describe-broker.js";
export { describeFeed } from "./describe-feed.js";
export { describeIndicator } from "./describe-indicator.js";
export { describePlugin } from "./describe-plugin.js";
export { describeStrategy } from "./describe-strategy.js";
