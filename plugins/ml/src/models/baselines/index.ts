export { MajorityParams, majority } from "./majority.js";
export { movingAverage } from "./moving-average.js";
export { persistence } from "./persistence.js";
export { SignParams } from "./sign-family.js";
