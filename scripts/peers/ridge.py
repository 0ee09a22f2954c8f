#!/usr/bin/env python3
"""One penalty of 50 for all targets over five consecutive folds, and the map of the best on all rows, in float64.

Started by ridge.sh: ridge.py ROWSxINPUTSxOUTPUTS THREADS. bench ridge, himalaya's RidgeCV and scikit-learn's RidgeCV (a
GridSearchCV of Ridge) get the same arrays and penalties. The chosen penalties must be equal and the mean errors of the best within 1e-6.
scikit-learn, whose time is proportional to the number of penalties, gets every tenth.
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
    results = {}
    with tempfile.TemporaryDirectory() as folder, threadpoolctl.threadpool_limits(threads):
        np.save(f"{folder}/x.npy", x)
        np.save(f"{folder}/y.npy", y)
        command = [".build/release/bench", "ridge", "--x", f"{folder}/x.npy", "--y", f"{folder}/y.npy", "--json"]
        text = subprocess.run(command + ["--threads", str(threads)], check=True, capture_output=True).stdout
        ours = json.loads(text)
        penalties, errors = np.array(ours["penalties"]), np.array(ours["errors"])
        results["bench ridge"] = ours["results"][0]["seconds"], None
        print(f"bench ridge: {results['bench ridge'][0]:.2f} s", flush=True)

        def timed(name, model, share):
            start, used = time.perf_counter(), time.process_time()
            model.fit(x, y)
            results[name] = (time.perf_counter() - start) / share, (time.process_time() - used) / share
            print(f"{name}: {results[name][0]:.2f} s, processor {results[name][1]:.2f} s", flush=True)
            return model

        # One penalty at a time is faster here than all at once, which takes gigabytes.
        options = {"score_func": l2_neg_loss, "local_alpha": False, "n_alphas_batch": 1}
        first = timed(
            f"himalaya {himalaya.__version__}",
            HimalayaRidgeCV(penalties, fit_intercept=True, cv=KFold(5), solver_params=options), 1)
        check("himalaya", penalties, errors, first.best_alphas_, -np.mean(first.cv_scores_))
        # Each penalty is five fits of its own: the time of every tenth, and of the last map, counts ten times.
        some = np.arange(len(penalties))[3::10]
        second = timed(
            f"scikit-learn {sklearn.__version__}",
            RidgeCV(penalties[some], cv=KFold(5), scoring="neg_mean_squared_error"), len(some) / len(penalties))
        check("scikit-learn", penalties[some], errors[some], second.alpha_, -second.best_score_)
    print(f"\n| 50 penalties × 5 folds, {sys.argv[1]}, {threads} thread(s) | seconds | times ours |\n|---|---:|---:|")
    for name, (seconds, _) in results.items():
        print(f"| {name} | {seconds:.1f} | {seconds / results['bench ridge'][0]:.1f} |")


def check(name, penalties, errors, penalty, error):
    """Ends where another penalty was chosen than ours, or its mean error is another one."""
    best = int(np.argmin(errors))
    print(f"{name}: penalty {np.ravel(penalty)[0]:.6g}, error {error:.9f}; ours {penalties[best]:.6g}, {errors[best]:.9f}")
    if not (np.isclose(np.ravel(penalty)[0], penalties[best], rtol=1e-9) and np.isclose(error, errors[best], rtol=1e-6)):
        sys.exit(65)


if __name__ == "__main__":
    main()
