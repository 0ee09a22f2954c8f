#!/usr/bin/env python3
"""One penalty of 50 for all targets over five consecutive folds, and the map of the best on all rows, in float64.

Started by ridge.sh: ridge.py ROWSxINPUTSxOUTPUTS THREADS. bench ridge, himalaya's RidgeCV and scikit-learn's RidgeCV (a
GridSearchCV of Ridge) get the same arrays and penalties. Before a time is printed, the chosen penalties must be equal and
the mean errors of the best within 1e-6; himalaya's and scikit-learn's maps are compared with each other likewise.
"""

import json
import subprocess
import sys
import tempfile
import time

import himalaya
import numpy as np
import sklearn
import threadpoolctl
from himalaya.ridge import RidgeCV as HimalayaRidgeCV
from himalaya.scoring import l2_neg_loss
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import KFold


def main():
    rows, inputs, outputs = map(int, sys.argv[1].split("x"))
    threads = int(sys.argv[2])
    random = np.random.default_rng(1)
    x = random.standard_normal((rows, inputs))
    y = x @ random.standard_normal((inputs, outputs)) / inputs**0.5 + random.standard_normal((rows, outputs))
    with tempfile.TemporaryDirectory() as folder, threadpoolctl.threadpool_limits(threads):
        np.save(f"{folder}/x.npy", x)
        np.save(f"{folder}/y.npy", y)
        command = [".build/release/bench", "ridge", "--x", f"{folder}/x.npy", "--y", f"{folder}/y.npy", "--json"]
        text = subprocess.run(command + ["--threads", str(threads)], check=True, capture_output=True).stdout
        ours = json.loads(text)
        penalties = np.array(ours["penalties"])
        best = int(np.argmin(ours["errors"]))
        results = [("bench ridge", ours["seconds"][str(threads)][0])]
        answers = {"bench ridge": (penalties[best], ours["errors"][best])}
        print(f"bench ridge {results[0][1]:.2f} s", flush=True)

        start = time.perf_counter()
        model = HimalayaRidgeCV(
            penalties, fit_intercept=True, cv=KFold(5), solver_params={"score_func": l2_neg_loss, "local_alpha": False}
        ).fit(x, y)
        results.append((f"himalaya {himalaya.__version__}", time.perf_counter() - start))
        answers["himalaya"] = (float(np.ravel(model.best_alphas_)[0]), -float(np.mean(model.cv_scores_)))
        print(f"{results[-1][0]} {results[-1][1]:.2f} s", flush=True)

        start = time.perf_counter()
        other = RidgeCV(penalties, cv=KFold(5), scoring="neg_mean_squared_error").fit(x, y)
        results.append((f"scikit-learn {sklearn.__version__}", time.perf_counter() - start))
        answers["scikit-learn"] = (float(other.alpha_), -float(other.best_score_))
    for name, (penalty, error) in answers.items():
        print(f"{name}: penalty {penalty:.6g}, mean squared error {error:.9f}")
        if not (
            np.isclose(penalty, answers["bench ridge"][0], rtol=1e-9)
            and np.isclose(error, answers["bench ridge"][1], rtol=1e-6)
        ):
            sys.exit(65)
    if not np.allclose(model.coef_, other.coef_.T, atol=1e-8):
        sys.exit(65)
    print(f"\n| 50 penalties × 5 folds, {sys.argv[1]}, {threads} thread(s) | seconds | times ours |\n|---|---:|---:|")
    for name, seconds in results:
        print(f"| {name} | {seconds:.1f} | {seconds / results[0][1]:.1f} |")


if __name__ == "__main__":
    main()
