/** How one class fared. A figure that its counts cannot define (no prediction, no sample) is null. */
export interface ClassMetrics {
  readonly name: string;
  /** Of those called so, the share that were. */
  readonly precision: number | null;
  /** Of those that were, the share called so. */
  readonly recall: number | null;
  readonly f1: number | null;
  /** Samples of this class. */
  readonly support: number;
}

/** One bin of a reliability table: predictions of like confidence, and how often they came true. */
export interface ReliabilityBin {
  /** Edges of predicted probability, upper inclusive. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Null for an empty bin. */
  readonly meanPredicted: number | null;
  readonly observed: number | null;
}

export interface ClassificationMetrics {
  readonly task: "classification";
  readonly samples: number;
  readonly accuracy: number;
  /** Mean recall of the classes that have samples. */
  readonly balancedAccuracy: number;
  /** Unweighted mean of the classes' F1, an undefined one counting 0. */
  readonly f1Macro: number;
  /** Mean of −ln of the true class's probability, clipped at 1e-15. */
  readonly logLoss: number;
  /** Mean over samples of the squared distance between probabilities and outcome, for two classes that of one class. */
  readonly brier: number;
  /** For more than two classes the unweighted mean of each against the rest; null where a class has no sample. */
  readonly rocAuc: number | null;
  /** Matthews correlation; null where it is 0/0. */
  readonly mcc: number | null;
  /** Expected calibration error of the most probable class, ten equal-width bins. */
  readonly ece: number;
  readonly perClass: readonly ClassMetrics[];
  /** Row: true class. Column: called so. */
  readonly confusion: readonly (readonly number[])[];
  /** Of the most probable class, ten equal-width bins. */
  readonly reliability: readonly ReliabilityBin[];
}

export interface RegressionMetrics {
  readonly task: "regression";
  readonly samples: number;
  readonly mse: number;
  readonly rmse: number;
  readonly mae: number;
  /** Null where the outcome does not vary. */
  readonly r2: number | null;
  /** Pearson; null where either side does not vary. */
  readonly correlation: number | null;
  /** Spearman; null where either side does not vary. */
  readonly rankCorrelation: number | null;
  /** Share of samples whose sign was foretold, zero outcomes left out; null where all are zero. */
  readonly signAccuracy: number | null;
}

export type Metrics = ClassificationMetrics | RegressionMetrics;
