/** A question that a reader has, a short answer, and the figures that it rests on. */
export interface Finding {
  readonly question: string;
  readonly answer: string;
  readonly tone: "gain" | "loss" | null;
  readonly because: string;
}
