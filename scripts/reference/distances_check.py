#!/usr/bin/env python3
"""Check `crossmodal distances` against SciPy's float64 on ten data sets, and on the .npy files of a folder if one is given.

    python3 -m venv .venv && .venv/bin/pip install numpy scipy
    .venv/bin/python scripts/reference/distances_check.py [--program .build/release/crossmodal] [FOLDER]

Prints the worst relative error of each set and metric; exits with 1 beyond 1e-5, and where a distance is negative, not
finite, not 0 between equal rows, or not the same both ways. A pair without a direction (a zero row; for correlation, a row
of equal numbers) must be at distance 1. Where SciPy's own float64 loses digits (1 - cos of near rows), the reference is
half the squared difference of the unit rows, in long double; both are shown.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
from scipy.spatial.distance import cdist

METRICS = ("cosine", "euclidean", "correlation")
LIMIT = 1e-5
# Cosine distances below this may be 0.
SMALLEST = 1e-15


def data_sets():
    random = numpy.random.default_rng(1)
    normal = random.standard_normal((400, 50))
    single = numpy.float32
    near = normal.copy()
    near[200:] = near[:200] * (1 + 1e-6 * random.standard_normal((200, 50)))
    repeated = normal[random.integers(0, 40, 400)]
    zeros = normal.copy()
    zeros[::7] = 0
    magnitudes = normal * 10.0 ** random.uniform(-20, 20, (400, 1))
    clusters = normal * 0.1 + 1000 * random.standard_normal((4, 50))[numpy.arange(400) % 4]
    yield "normal", normal.astype(single)
    yield "300 columns", random.standard_normal((600, 300)).astype(single)
    yield "offset 1e4", (normal + 1e4).astype(single)
    yield "near duplicates", near.astype(single)
    yield "clusters", clusters.astype(single)
    yield "scale 1e-25", (normal * 1e-25).astype(single)
    yield "scale 1e20", (normal * 1e20).astype(single)
    yield "norms 1e-20 to 1e20", magnitudes.astype(single)
    yield "equal rows", repeated.astype(single)
    yield "zero rows", zeros.astype(single)
    yield "float64, offset 1e7", normal + 1e7
    yield "float64, offset 1e8", normal + 1e8
    yield "float64, near duplicates", near


def directions(rows):
    """Rows of length 1 in long double; zero rows stay zero."""
    rows = rows.astype(numpy.longdouble)
    largest = numpy.abs(rows).max(axis=1, keepdims=True)
    rows = rows / numpy.where(largest > 0, largest, 1)
    length = numpy.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return rows / numpy.where(length > 0, length, 1)


def careful(rows, metric):
    """The distances in long double, without cancellation."""
    if metric == "euclidean":
        return numpy.array([numpy.sqrt((((row - rows).astype(numpy.longdouble)) ** 2).sum(axis=1)) for row in rows])
    if metric == "correlation":
        rows = rows.astype(numpy.longdouble)
        rows = rows - rows[:, :1]
        rows = rows - rows.mean(axis=1, keepdims=True)
    units = directions(rows)
    result = numpy.array([((unit - units) ** 2).sum(axis=1) / 2 for unit in units])
    lost = ~units.any(axis=1)
    result[lost], result[:, lost] = 1, 1
    return result


def computed(program, rows, metric, folder):
    source, target = folder / "rows.npy", folder / "distances.npy"
    numpy.save(source, rows)
    subprocess.run(
        [program, "distances", source, "-o", target, "--metric", metric], check=True, capture_output=True, text=True
    )
    return numpy.load(target).astype(numpy.float64)


def worst(found, expected, counted):
    with numpy.errstate(divide="ignore", invalid="ignore"):
        errors = numpy.abs(found - expected) / expected
    return float(numpy.max(errors[counted], initial=0))


def check(program, name, rows, metric, folder):
    found = computed(program, rows, metric, folder)
    wide = rows.astype(numpy.float64)
    expected = careful(wide, metric)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        scipy_distances = cdist(wide, wide, metric)
    unequal = numpy.array([(row != rows).any(axis=1) for row in rows])
    has_direction = numpy.ones(len(rows), bool)
    if metric == "cosine":
        has_direction = wide.any(axis=1)
    elif metric == "correlation":
        has_direction = (wide != wide[:, :1]).any(axis=1)
    directed = has_direction[:, None] & has_direction
    counted = expected > (0 if metric == "euclidean" else SMALLEST)
    # SciPy's digits are those of 1 - x: 1e-10 is where 1e-5 ends.
    by_scipy = counted & directed & (expected > (0 if metric == "euclidean" else 1e-10)) & numpy.isfinite(scipy_distances)
    error, scipy_error = worst(found, expected, counted), worst(found, scipy_distances, by_scipy)
    faults = [
        text
        for text, holds in [
            ("negative", (found >= 0).all()),
            ("not finite", numpy.isfinite(found).all()),
            ("not 0 between equal rows", not found[~unequal & directed].any()),
            ("not 1 without direction", (found[~directed] == 1).all()),
            ("not symmetric", (found == found.T).all()),
            ("beyond 1e-5", error <= LIMIT and scipy_error <= LIMIT),
        ]
        if not holds
    ]
    print(f"{name:26} {metric:12} {error:9.2e} {scipy_error:9.2e}  {', '.join(faults) or 'right'}")
    return not faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/release/crossmodal")
    parser.add_argument("folder", nargs="?", type=Path)
    arguments = parser.parse_args()
    sets = list(data_sets())
    if arguments.folder:
        sets += [(path.name, numpy.load(path)) for path in sorted(arguments.folder.glob("*.npy"))]
    print(f"{'rows':26} {'metric':12} {'error':>9} {'to SciPy':>9}")
    with tempfile.TemporaryDirectory() as folder:
        results = [
            check(arguments.program, name, rows, metric, Path(folder)) for name, rows in sets for metric in METRICS
        ]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
