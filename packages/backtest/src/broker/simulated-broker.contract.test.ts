import { describeBroker } from "@bellwether/core/testing";
import { SimulatedBroker } from "./simulated-broker.js";

describeBroker("the simulated broker", { create: () => new SimulatedBroker() });
describeBroker("the simulated broker with slippage, judging bars in our favour", {
  create: () => new SimulatedBroker({ slippage: { bps: 25 }, intrabar: "optimistic" }),
});
