export { BadCalibrationError } from "./bad-calibration-error.js";
export * from "./calibrator.js";
export { calibratorFromJson } from "./calibrator-from-json.js";
export { classPriorCorrection } from "./class-prior-correction.js";
export { fitCalibrator } from "./fit-calibrator.js";
export { fitIsotonic, type IsotonicCurve, isotonicAt, poolAdjacentViolators } from "./isotonic.js";
export { fitPlatt, type PlattCurve, plattAt } from "./platt.js";
