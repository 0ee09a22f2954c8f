#!/usr/bin/env python3
"""Compute analyses of variance of full grids with statsmodels, divergences with numpy and paired tests with SciPy.

    python3 -m venv .venv && .venv/bin/pip install numpy scipy pandas statsmodels
    .venv/bin/python scripts/reference/importances_golden.py

Made with statsmodels 0.15.0, SciPy and numpy as the file says. Writes Tests/CrossModalTests/Golden/selection/importances.json:

    versions   of the libraries
    grids      levels, values (last axis fastest), axes and interactions: sums of squares of
               statsmodels.stats.anova.anova_lm (type I; all types agree on a full grid) over the total, higher: the
               residual's; top: Pearson divergences of
               the best tenth by pandas' counts, over their sum (null where all are 0), topCount
    tests      differences, ratio, t and p by scipy.stats.t
"""

import itertools
import json
import math
from pathlib import Path

import numpy
import pandas
import scipy
import statsmodels
from scipy import stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm

FILE = Path(__file__).resolve().parents[2] / "Tests/CrossModalTests/Golden/selection/importances.json"


def grid_case(random, levels, ties):
    places = list(itertools.product(*[range(level) for level in levels]))
    names = [f"a{axis}" for axis in range(len(levels))]
    frame = pandas.DataFrame(places, columns=names)
    effects = [random.normal(0, random.exponential(1), level) for level in levels]
    values = sum(effect[frame[name]] for effect, name in zip(effects, names)) + random.normal(0, 0.3, len(frame))
    values = values + random.choice([0, 1, 1000])
    if ties:
        values = values.round(0)
    frame["v"] = values
    total = float(((frame.v - frame.v.mean()) ** 2).sum())
    pairs = list(itertools.combinations(names, 2))
    terms = [f"C({name}, Sum)" for name in names] + [f"C({a}, Sum):C({b}, Sum)" for a, b in pairs]
    table = anova_lm(ols("v ~ " + " + ".join(terms), data=frame).fit(), typ=1)
    squares = table["sum_sq"]

    ordered = frame.sort_values("v", kind="stable")
    last = ordered.v.iloc[max(2, math.ceil(len(frame) / 10)) - 1]
    top = frame[frame.v <= last]
    divergences = []
    for name in names:
        p = frame[name].value_counts(normalize=True).sort_index()
        q = top[name].value_counts(normalize=True).reindex(p.index, fill_value=0)
        divergences.append(float((p * (q / p - 1) ** 2).sum()))
    whole = sum(divergences)
    return {
        "levels": list(levels),
        "values": frame.v.tolist(),
        "axes": [float(squares[term]) / total for term in terms[: len(names)]],
        "interactions": [float(squares[term]) / total for term in terms[len(names) :]],
        "higher": float(squares["Residual"]) / total if len(levels) > 2 else 0.0,
        "top": [divergence / whole for divergence in divergences] if whole > 1e-12 else None,
        "topCount": len(top),
    }


def test_case(random):
    count = int(random.integers(2, 31))
    ratio = 1 / float(random.integers(1, 10))
    differences = random.normal(random.normal(0, 1), random.exponential(1), count)
    error = math.sqrt((1 / count + ratio) * differences.var(ddof=1))
    t = differences.mean() / error
    return {
        "differences": differences.tolist(),
        "ratio": ratio,
        "t": float(t),
        "p": float(2 * stats.t.sf(abs(t), count - 1)),
    }


def main():
    random = numpy.random.default_rng(20180715)
    shapes = [(2, 3), (3, 5), (4, 4, 2), (3, 5, 3), (2, 2, 2, 3), (3, 5, 5), (6, 7)]
    grids = [grid_case(random, shape, ties) for shape in shapes for ties in (False, False, True)]
    tests = [test_case(random) for _ in range(200)]
    versions = {
        "statsmodels": statsmodels.__version__,
        "scipy": scipy.__version__,
        "numpy": numpy.__version__,
        "pandas": pandas.__version__,
    }
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps({"versions": versions, "grids": grids, "tests": tests}) + "\n")


if __name__ == "__main__":
    main()
