#!/usr/bin/env python3
"""Compute rank correlations with SciPy and average precisions with scikit-learn as golden files for the tests.

    python3 -m venv .venv && .venv/bin/pip install numpy scipy scikit-learn
    .venv/bin/python scripts/reference/measures_golden.py

Writes Tests/CrossModalTests/Golden/measures/{spearman,precision}.json, 1,000 random cases each:

    spearman     first, second (whole numbers with ties), rho (null where SciPy says it is not defined)
    precision    features (whole numbers, one row an item), labels (blank-separated), value: the mean over the queries with
                 a relevant item of sklearn.metrics.average_precision_score of the cosines, and excluded. Cases in which
                 two cosines of a query lie within 1e-9 are drawn again: scikit-learn treats ties as one rank.
"""

import json
import warnings
from pathlib import Path

import numpy
from scipy.stats import spearmanr
from sklearn.metrics import average_precision_score

FOLDER = Path(__file__).resolve().parents[2] / "Tests/CrossModalTests/Golden/measures"
CASES = 1000


def spearman_case(random):
    count = int(random.integers(2, 40))
    levels = random.integers(1, 60, 2)
    first, second = (random.integers(0, level, count) for level in levels)
    if random.random() < 0.5:
        second = second + first
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rho = float(spearmanr(first, second).statistic)
    return {"first": first.tolist(), "second": second.tolist(), "rho": None if numpy.isnan(rho) else rho}


def precision_case(random):
    while True:
        items, columns = int(random.integers(2, 16)), int(random.integers(2, 5))
        features = random.integers(-30, 31, (items, columns))
        if not features.any(axis=1).all():
            continue
        names = random.integers(1, 8)
        labels = [sorted(set(random.integers(0, names, random.integers(1, 4)).tolist())) for _ in range(items)]
        unit = features / numpy.linalg.norm(features, axis=1, keepdims=True)
        cosines = unit @ unit.T
        values, tied = [], False
        for query in range(items):
            others = [item for item in range(items) if item != query]
            scores = cosines[query, others]
            tied = tied or (numpy.diff(numpy.sort(scores)) < 1e-9).any()
            relevant = [bool(set(labels[query]) & set(labels[item])) for item in others]
            if any(relevant):
                values.append(average_precision_score(relevant, scores))
        if not tied:
            return {
                "features": features.tolist(),
                "labels": [" ".join(map(str, row)) for row in labels],
                "value": float(numpy.mean(values)) if values else None,
                "excluded": items - len(values),
            }


def write(name, cases):
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (FOLDER / name).write_text(f"[\n{lines}\n]\n")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    random = numpy.random.default_rng(1)
    write("spearman.json", [spearman_case(random) for _ in range(CASES)])
    write("precision.json", [precision_case(random) for _ in range(CASES)])


if __name__ == "__main__":
    main()
