"""scikit-learn's times for the rows of forest.mjs, as JSON: seconds, and microseconds for one row."""

import json
import os
import sys
import time

import numpy
import sklearn
from sklearn.ensemble import RandomForestClassifier

folder, rows, columns, trees, many = sys.argv[1], *map(int, sys.argv[2:6])
x = numpy.fromfile(os.path.join(folder, "x.f32"), dtype=numpy.float32).reshape(rows, columns)
y = numpy.fromfile(os.path.join(folder, "y.f64"), dtype=numpy.float64).astype(int)


def fit(seed):
    start = time.perf_counter()
    model = RandomForestClassifier(n_estimators=trees, max_depth=10, n_jobs=1, random_state=seed).fit(x, y)
    return time.perf_counter() - start, model


seconds, model = fit(1)
single = []
for i in range(300):
    row = x[i : i + 1]
    start = time.perf_counter()
    model.predict_proba(row)
    single.append((time.perf_counter() - start) * 1e6)
start = time.perf_counter()
done = 0
while done < many:
    part = x[: min(rows, many - done)]
    model.predict_proba(part)
    done += len(part)
elapsed = time.perf_counter() - start
print(
    json.dumps(
        {
            "version": sklearn.__version__,
            "fit": seconds,
            "p50": float(numpy.percentile(single, 50)),
            "p99": float(numpy.percentile(single, 99)),
            "many": elapsed,
        }
    )
)
