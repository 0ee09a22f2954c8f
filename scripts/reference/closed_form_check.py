#!/usr/bin/env python3
"""Compares solved maps with scikit-learn and SciPy on 200 random cases, in Double.

    python3 scripts/reference/closed_form_check.py [BENCH] [CASES]      # default: .build/debug/bench 200

Each case draws its shape (fewer rows than columns in every third), its rank (every third is deficient), constant columns
(every fourth), its scales and its mean. Compared to 1e-8 of the largest number: images of held-out rows by ridge with
penalties 0 (scikit-learn's LinearRegression: least norm), 1e-12 and four larger ones (Ridge), leave-one-out (RidgeCV), folds (Ridge on each), Procrustes (scipy.linalg.orthogonal_procrustes), canonical correlations
(SVD of the whitened sides), reduced rank (SVD of the fitted rows). Exit codes: 0 all agree, 1 something differs.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from scipy.linalg import orthogonal_procrustes, svd
from sklearn.linear_model import LinearRegression, Ridge, RidgeCV

PENALTIES = [0.0, 1e-12, 0.01, 1.0, 30.0, 1000.0]
TOLERANCE = 1e-8


def draw(seed):
    """x, y, held-out x, rank asked for. Held-out rows lie where the training rows lie: in their span."""
    random = np.random.default_rng(seed)
    q = int(random.integers(1, 8))
    p = int(random.integers(2, 40))
    n = int(random.integers(max(4, p // 4), p)) if seed % 3 == 0 and p > 5 else int(random.integers(p + 2, 90))
    n = max(n, 8)
    rank = max(1, p // 3) if seed % 3 == 1 else p
    hidden = random.standard_normal((n + 6, rank))
    x = hidden @ random.standard_normal((rank, p)) if rank < p else hidden * 10 ** random.uniform(-1, 1, p)
    x = x * 10 ** random.uniform(-1, 1) + random.standard_normal(p)
    if seed % 4 == 0:
        x[:, random.integers(p)] = random.choice([0.1, 3.0, 1e4 / 3])
    y = x @ random.standard_normal((p, q)) / p + random.standard_normal((n + 6, q))
    return x[:n], y[:n], x[n:], int(random.integers(1, min(p, q) + 1))


def centered(x, y):
    return x - x.mean(0), y - y.mean(0)


def images(x, y, held_out, penalty):
    """By LinearRegression and Ridge; a penalty so small that Ridge's own cut keeps noise: by the SVD that leaves it out."""
    if penalty == 0:
        return LinearRegression(tol=1e-13).fit(x, y).predict(held_out).reshape(len(held_out), -1)
    xc, yc = centered(x, y)
    if np.linalg.matrix_rank(xc) == min(x.shape[1], len(x) - 1) or penalty > 1e-3:
        model = Ridge(penalty, solver="svd").fit(x, y)
        return model.predict(held_out).reshape(len(held_out), -1)
    u, s, vt = svd(xc, full_matrices=False)
    keep = s > s[0] * max(x.shape) * np.finfo(float).eps
    w = vt[keep].T @ ((s[keep] / (s[keep] ** 2 + penalty))[:, None] * (u[:, keep].T @ yc))
    return (held_out - x.mean(0)) @ w + y.mean(0)


def inverse_root(c, penalty):
    values, vectors = np.linalg.eigh(c)
    return vectors @ np.diag(1 / np.sqrt(values + penalty)) @ vectors.T


def reference(x, y, held_out, rank):
    xc, yc = centered(x, y)
    n, p, q = len(x), x.shape[1], y.shape[1]
    width = max(p, q)
    first, second = (np.pad(s, ((0, 0), (0, width - s.shape[1]))) for s in (xc, yc))
    rotation = orthogonal_procrustes(first, second)[0]
    answer = {"residual": np.linalg.norm(first @ rotation - second) / np.linalg.norm(second), "ridge": []}
    padded = np.pad(held_out - x.mean(0), ((0, 0), (0, width - p)))
    answer["procrustes"] = (padded @ rotation)[:, :q] + y.mean(0)
    answer["reduced"], answer["correlations"], answer["folds"], answer["loo"] = [], [], [], []
    for penalty in PENALTIES:
        image = images(x, y, held_out, penalty)
        answer["ridge"].append(image)
        fitted = images(x, y, x, penalty) - y.mean(0)
        right = np.linalg.svd(fitted, full_matrices=False)[2][:rank]
        answer["reduced"].append((image - y.mean(0)) @ right.T @ right + y.mean(0))
        if penalty >= 1:
            cross = inverse_root(xc.T @ xc, penalty) @ xc.T @ yc @ inverse_root(yc.T @ yc, penalty)
            answer["correlations"].append(np.linalg.svd(cross, compute_uv=False))
            cv = RidgeCV([penalty], store_cv_results=True, gcv_mode="auto").fit(x, y)
            answer["loo"].append(cv.cv_results_.reshape(n, q).mean(0))
        error = 0.0
        for fold in np.array_split(np.arange(n), 4):
            rest = np.setdiff1d(np.arange(n), fold)
            error += ((images(x[rest], y[rest], x[fold], penalty) - y[fold]) ** 2).sum()
        answer["folds"].append(error / y.size)
    return answer


def main():
    bench = sys.argv[1] if len(sys.argv) > 1 else ".build/debug/bench"
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    worst, failures = {}, 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(cases):
            x, y, held_out, rank = draw(seed)
            for name, array in (("x", x), ("y", y), ("held-out", held_out)):
                np.save(pathlib.Path(folder) / f"{name}.npy", array)
            command = [bench, "ridge", "--check", folder, "--rank", str(rank), "--folds", "4", "--penalty"]
            text = subprocess.run(command + [repr(a) for a in PENALTIES], check=True, capture_output=True).stdout
            ours, theirs = json.loads(text), reference(x, y, held_out, rank)
            scale = np.abs(y).max()
            differences = {
                "procrustes": np.abs(np.array(ours["procrustes"]) - theirs["procrustes"]).max() / scale,
                "residual": abs(ours["procrustesResidual"] - theirs["residual"]),
            }
            for place, penalty in enumerate(PENALTIES):
                solved = ours["solved"][place]
                one = lambda a, b: np.abs(np.array(a) - b).max() / max(scale, np.abs(b).max())
                differences[f"ridge {penalty}"] = one(solved["ridge"], theirs["ridge"][place])
                differences[f"reduced rank {penalty}"] = one(solved["reducedRank"], theirs["reduced"][place])
                fold = theirs["folds"][place]
                differences[f"folds {penalty}"] = abs(ours["folds"][place] - fold) / max(fold, scale**2)
                if penalty >= 1:
                    loo = theirs["loo"][place - PENALTIES.index(1.0)]
                    differences[f"leave-one-out {penalty}"] = one(solved["leaveOneOut"], loo)
                    values = theirs["correlations"][place - PENALTIES.index(1.0)]
                    found = np.array(solved["correlations"])
                    differences[f"cca {penalty}"] = np.abs(found - values[: len(found)]).max()
            for name, difference in differences.items():
                worst[name] = max(worst.get(name, 0), difference)
                if not difference <= TOLERANCE:
                    failures += 1
                    print(f"case {seed} ({x.shape[0]}×{x.shape[1]} to {y.shape[1]}): {name} differs by {difference:.1e}")
    for name, difference in sorted(worst.items()):
        print(f"{name:24} {difference:.1e}")
    print(f"{cases} cases, {failures} differences above {TOLERANCE}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
