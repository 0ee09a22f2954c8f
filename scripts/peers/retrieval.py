#!/usr/bin/env python3
"""Retrieval by cosine beside NumPy in float32, as one writes it: inside one file and between two by 20 labels, mean average
precision; between two files by rows, ranks.

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

SORTED, COUNTED = f"NumPy {np.__version__}, sorted", f"NumPy {np.__version__}, counted"


def unit(x):
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def precision(x, y, labels, is_same):
    """Products of a thousand queries at a time, all rows of y sorted for each, but for itself."""
    x, y = unit(x), unit(y)
    count = len(y) - is_same
    total, queries = 0.0, 0
    for first in range(0, len(x), 1000):
        scores = x[first : first + 1000] @ y.T
        if is_same:
            scores[np.arange(len(scores)), np.arange(first, first + len(scores))] = -np.inf
        order = np.argsort(-scores, axis=1)[:, :count]
        relevant = labels[order] == labels[first : first + len(scores), None]
        found = np.cumsum(relevant, axis=1)
        counts = relevant.sum(axis=1)
        sums = np.where(relevant, found / np.arange(1, count + 1), 0).sum(axis=1)
        total += (sums[counts > 0] / counts[counts > 0]).sum()
        queries += np.count_nonzero(counts)
    return total / queries


def precisions(x, y, labels):
    return [precision(x, y, labels, False), precision(y, x, labels, False)]


def sorted_ranks(x, y):
    """Mean reciprocal ranks, from all products sorted both ways."""
    scores = unit(x) @ unit(y).T
    own = np.arange(len(x))[:, None]
    return [(1 / (1 + np.argmax(np.argsort(-s, axis=1) == own, axis=1))).mean() for s in (scores, scores.T)]


def counted_ranks(x, y):
    """The same from what is nearer."""
    scores = unit(x) @ unit(y).T
    own = np.diag(scores)
    return [(1 / (1 + (scores > own[:, None]).sum(1))).mean(), (1 / (1 + (scores > own).sum(0))).mean()]


def seconds(function):
    start = time.perf_counter()
    result = function()
    return time.perf_counter() - start, result


def compare(title, command, read, peers):
    """Times our command and the peers in turn, and prints a table; false where an answer disagrees."""

    def ours():
        return read(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))

    ways = {"ours": ours, **peers}
    times = {name: [] for name in ways}
    found = {}
    for _ in range(5):
        for name, function in ways.items():
            spent, found[name] = seconds(function)
            times[name].append(spent)
    best = min(times["ours"])
    print(f"\n| {title} | seconds | times ours | value |\n|---|---:|---:|---:|")
    for name in ways:
        values = ", ".join(f"{value:.7f}" for value in np.atleast_1d(found[name]))
        print(f"| {name} | {min(times[name]):.2f} | {min(times[name]) / best:.1f} | {values} |")
    return all(np.allclose(found[name], found["ours"], rtol=0, atol=1e-5) for name in ways)


def main():
    size, threads = sys.argv[1], sys.argv[2]
    rows, columns = map(int, size.split("x"))
    random = np.random.default_rng(1)
    labels = random.integers(0, 20, rows)
    x = 0.3 * random.standard_normal((20, columns))[labels] + random.standard_normal((rows, columns))
    x = x.astype(np.float32)
    y = (x + 4 * random.standard_normal(x.shape)).astype(np.float32)
    with tempfile.TemporaryDirectory() as folder:
        np.save(f"{folder}/x.npy", x)
        np.save(f"{folder}/y.npy", y)
        np.savetxt(f"{folder}/labels.txt", labels, fmt="c%d")
        command = [os.environ["CROSSMODAL"], "retrieval", f"{folder}/x.npy", "--threads", threads, "--json"]
        of_labels, two = ["--labels", f"{folder}/labels.txt"], [f"{folder}/y.npy", "--metric", "cosine"]

        def each(key):
            return lambda document: [direction[key] for direction in document["directions"]]

        agrees = [
            compare(
                f"{size} by labels, mAP, {threads} thread(s)", command + of_labels,
                lambda document: document["meanAveragePrecision"], {SORTED: lambda: precision(x, x, labels, True)}),
            compare(
                f"two of {size} by labels, mAP, both ways", command + two + of_labels,
                each("meanAveragePrecision"), {SORTED: lambda: precisions(x, y, labels)}),
            compare(
                f"two of {size} by rows, MRR, both ways", command + two, each("meanReciprocalRank"),
                {SORTED: lambda: sorted_ranks(x, y), COUNTED: lambda: counted_ranks(x, y)}),
        ]
    if not all(agrees):
        sys.exit(65)


if __name__ == "__main__":
    main()
