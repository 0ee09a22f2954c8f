#!/usr/bin/env python3
"""Compute feature steps with NumPy as golden files for the tests.

    python3 -m venv .venv && .venv/bin/pip install numpy
    .venv/bin/python scripts/reference/feature_steps_golden.py

Writes Tests/CrossModalTests/Golden/features/steps.json, random cases of

    rows, columns, numbers   vectors, row by row; multiples of 1/16, which float32 holds
    training                 the rows, from 0, that the steps are fitted on
    steps                    as "pca 3"
    result                   what the fitted steps make of all rows, row by row, in float64

Statistics have the denominator n; principal directions come from numpy.linalg.svd of the centered training rows, and of
each the number of largest absolute value, the first of equals, is positive.
"""

import json
from pathlib import Path

import numpy

FILE = Path(__file__).resolve().parents[2] / "Tests/CrossModalTests/Golden/features/steps.json"
CHAINS = [
    ["center"],
    ["standardize"],
    ["unit-length"],
    ["pca 3"],
    ["whiten 2"],
    ["center", "unit-length"],
    ["unit-length", "center"],
    ["standardize", "pca 2"],
    ["pca 4", "whiten 3"],
    ["center", "standardize", "unit-length", "pca 4", "whiten 2"],
    ["whiten 4", "unit-length", "pca 2"],
]


def fit_and_apply(step, x, training):
    name, *dimensions = step.split()
    fitted = x[training]
    mean = fitted.mean(axis=0)
    if name == "center":
        return x - mean
    if name == "standardize":
        deviation = fitted.std(axis=0)
        factor = numpy.divide(1, deviation, out=numpy.zeros_like(deviation), where=deviation > 0)
        return (x - mean) * factor
    if name == "unit-length":
        length = numpy.linalg.norm(x, axis=1, keepdims=True)
        return numpy.divide(x, length, out=x.copy(), where=length > 0)
    _, values, vectors = numpy.linalg.svd(fitted - mean, full_matrices=False)
    vectors = vectors[: int(dimensions[0])]
    largest = vectors[numpy.arange(len(vectors)), numpy.abs(vectors).argmax(axis=1)]
    vectors = vectors * numpy.sign(largest)[:, None]
    if name == "whiten":
        vectors = vectors / (values[: len(vectors), None] / numpy.sqrt(len(fitted)))
    return (x - mean) @ vectors.T


def case(random, chain):
    columns = int(random.integers(5, 9))
    # Many rows and few: both ways of finding the directions.
    rows = int(random.integers(9, 14) if random.random() < 0.5 else random.integers(30, 80))
    scale = random.integers(1, 200, columns)
    numbers = (random.standard_normal((rows, columns)) * scale + random.integers(-90, 90, columns)).round() / 16
    if chain[0] in ("standardize", "unit-length"):
        numbers[:, 1] = 0.75 if chain[0] == "standardize" else 0
        numbers[3] = numbers[3] if chain[0] == "standardize" else 0
    training = numpy.sort(random.permutation(rows)[: int(rows * 0.8)])
    x = numbers
    for step in chain:
        x = fit_and_apply(step, x, training)
    return {
        "rows": rows, "columns": columns, "numbers": numbers.ravel().tolist(), "training": training.tolist(),
        "steps": chain, "result": x.ravel().tolist(),
    }


def main():
    random = numpy.random.default_rng(1)
    cases = [case(random, chain) for chain in CHAINS for _ in range(4)]
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(cases) + "\n")


if __name__ == "__main__":
    main()
