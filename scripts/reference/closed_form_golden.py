#!/usr/bin/env python3
"""Writes Tests/CrossModalTests/Golden/closed-form/*.json: solved maps of small sets by NumPy, SciPy and scikit-learn.

    python3 scripts/reference/closed_form_golden.py

Definitions: penalties are added to XᵀX; sets are centered on the rows that are fitted; folds are those of
numpy.array_split; Procrustes by scipy.linalg.orthogonal_procrustes on zero-padded sets; canonical correlations by the
SVD of the whitened sides; reduced rank by the SVD of the ridge map's fitted rows.
"""

import json
import pathlib

import numpy as np
from scipy.linalg import orthogonal_procrustes
from sklearn.linear_model import Ridge, RidgeCV

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Tests/CrossModalTests/Golden/closed-form"
PENALTIES = [0.01, 1.0, 30.0]


def sets(n, p, q, rank, seed):
    random = np.random.default_rng(seed)
    hidden = random.standard_normal((n, rank))
    x = hidden @ random.standard_normal((rank, p)) + 3
    if rank >= p:
        x = random.standard_normal((n, p)) * np.arange(1, p + 1) + 3
    y = np.tanh(x @ random.standard_normal((p, q)) / p) + 0.2 * random.standard_normal((n, q)) - 1
    return x, y


def leave_one_out(x, y, penalty):
    error = np.zeros(y.shape)
    for row in range(len(x)):
        others = np.arange(len(x)) != row
        error[row] = (Ridge(penalty, solver="svd").fit(x[others], y[others]).predict(x[[row]]) - y[row]) ** 2
    return error.mean(0)


def folds(x, y, penalty):
    error = 0
    for held_out in np.array_split(np.arange(len(x)), 3):
        rest = np.setdiff1d(np.arange(len(x)), held_out)
        image = Ridge(penalty, solver="svd").fit(x[rest], y[rest]).predict(x[held_out])
        error += ((image - y[held_out]) ** 2).sum()
    return error / y.size


def inverse_root(covariance, penalty):
    values, vectors = np.linalg.eigh(covariance)
    return vectors @ np.diag(1 / np.sqrt(values + penalty)) @ vectors.T


def case(n, p, q, rank, seed):
    x, y = sets(n, p, q, rank, seed)
    xc, yc = x - x.mean(0), y - y.mean(0)
    ridge = {
        str(a): Ridge(a, solver="svd").fit(x, y).predict(x[:3]).tolist() for a in PENALTIES
    }
    width = max(p, q)
    first, second = (np.pad(s, ((0, 0), (0, width - s.shape[1]))) for s in (xc, yc))
    rotation, total = orthogonal_procrustes(first, second)
    scale = total / (first**2).sum()
    cross = inverse_root(xc.T @ xc, 30) @ xc.T @ yc @ inverse_root(yc.T @ yc, 30)
    fitted = xc @ (Ridge(1, solver="svd").fit(x, y).coef_.T)
    right = np.linalg.svd(fitted, full_matrices=False)[2]
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "penalties": PENALTIES,
        "ridge": [ridge[str(a)] for a in PENALTIES],
        "leastNorm": (xc[:3] @ np.linalg.pinv(xc, rcond=1e-10) @ yc + y.mean(0)).tolist(),
        "leaveOneOut": [leave_one_out(x, y, a).tolist() for a in PENALTIES],
        "bestPenalties": RidgeCV(PENALTIES, alpha_per_target=True, gcv_mode="auto").fit(x, y).alpha_.tolist(),
        "folds": [folds(x, y, a) for a in PENALTIES],
        "procrustes": (first[:3] @ rotation)[:, :q].tolist(),
        "residual": float(np.linalg.norm(first @ rotation - second) / np.linalg.norm(second)),
        "scaledResidual": float(np.linalg.norm(scale * first @ rotation - second) / np.linalg.norm(second)),
        "correlations": np.linalg.svd(cross, compute_uv=False).tolist(),
        "reducedRank": (fitted @ right[:2].T @ right[:2] + y.mean(0))[:3].tolist(),
    }


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, shape in {
        "tall": (14, 4, 3, 4, 1),
        "wide": (9, 12, 3, 12, 2),
        "deficient": (15, 6, 4, 3, 3),
        "narrow": (16, 3, 5, 3, 4),
    }.items():
        (FOLDER / f"{name}.json").write_text(json.dumps(case(*shape)) + "\n")


if __name__ == "__main__":
    main()
