#!/usr/bin/env python3
"""Mean average precision by cosine of rows with one of 20 labels each: ours beside NumPy in float32, as one writes it.

Started by retrieval.sh: retrieval.py ROWSxCOLUMNS THREADS. Ours is the time of the whole process, files read included; NumPy's
that of the computation alone. Best of five each, in turn.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

import numpy as np


def precision(x, labels):
    """Products of a thousand queries at a time, all other rows sorted for each."""
    unit = x / np.linalg.norm(x, axis=1, keepdims=True)
    places = np.arange(1, len(x))
    total, queries = 0.0, 0
    for first in range(0, len(x), 1000):
        scores = unit[first : first + 1000] @ unit.T
        scores[np.arange(len(scores)), np.arange(first, first + len(scores))] = -np.inf
        order = np.argsort(-scores, axis=1)[:, :-1]
        relevant = labels[order] == labels[first : first + len(scores), None]
        found = np.cumsum(relevant, axis=1)
        counts = relevant.sum(axis=1)
        sums = np.where(relevant, found / places, 0).sum(axis=1)
        total += (sums[counts > 0] / counts[counts > 0]).sum()
        queries += np.count_nonzero(counts)
    return total / queries


def main():
    rows, columns = map(int, sys.argv[1].split("x"))
    random = np.random.default_rng(1)
    labels = random.integers(0, 20, rows)
    x = 0.3 * random.standard_normal((20, columns))[labels] + random.standard_normal((rows, columns))
    x = x.astype(np.float32)
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        np.save(f"{folder}/x.npy", x)
        np.savetxt(f"{folder}/labels.txt", labels, fmt="c%d")
        command = [os.environ["CROSSMODAL"], "retrieval", f"{folder}/x.npy", "--labels", f"{folder}/labels.txt", "--json"]
        for _ in range(5):
            start = time.perf_counter()
            text = subprocess.run(command + ["--threads", sys.argv[2]], check=True, capture_output=True).stdout
            ours.append(time.perf_counter() - start)
            start = time.perf_counter()
            expected = precision(x, labels)
            theirs.append(time.perf_counter() - start)
    found = json.loads(text)["meanAveragePrecision"]
    print(f"mAP {found:.9f}; NumPy {expected:.9f}\n")
    print(f"| {sys.argv[1]}, {sys.argv[2]} thread(s) | seconds | times ours |\n|---|---:|---:|")
    print(f"| ours | {min(ours):.2f} | 1 |")
    print(f"| NumPy {np.__version__} | {min(theirs):.2f} | {min(theirs) / min(ours):.1f} |")
    if abs(found - expected) > 1e-5:
        sys.exit(65)


if __name__ == "__main__":
    main()
