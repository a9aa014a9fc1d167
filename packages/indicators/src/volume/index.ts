export { ad } from "./ad.js";
export { chaikinOscillator } from "./chaikin-oscillator.js";
export { cmf } from "./cmf.js";
export { mfi } from "./mfi.js";
export { obv } from "./obv.js";
export { vpt } from "./vpt.js";
