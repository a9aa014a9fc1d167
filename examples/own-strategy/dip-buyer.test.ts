import { describeStrategy } from "@bellwether/core/testing";
import { dipBuyer } from "./dip-buyer.js";

describeStrategy({ definition: dipBuyer });
