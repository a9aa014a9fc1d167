import type { Labels, Task } from "./labels.js";

/** Collects labels in rising order of row. */
export interface LabelBuilder {
  add(row: number, value: number, start: number, end: number): void;
  labels(task: Task, classes: readonly string[]): Labels;
}

/** @param capacity - most labels that there can be. */
export function createLabelBuilder(capacity: number): LabelBuilder {
  const rows = new Int32Array(capacity);
  const values = new Float64Array(capacity);
  const starts = new Int32Array(capacity);
  const ends = new Int32Array(capacity);
  let length = 0;
  return {
    add(row, value, start, end) {
      rows[length] = row;
      values[length] = value;
      starts[length] = start;
      ends[length] = end;
      length++;
    },
    labels: (task, classes) => ({
      task,
      classes,
      row: rows.slice(0, length),
      value: values.slice(0, length),
      start: starts.slice(0, length),
      end: ends.slice(0, length),
    }),
  };
}
