#!/usr/bin/env python3
"""Measures two spaces with other people's packages and prints the values beside the golden ones, as tables of docs/MEASURES.md.

    python3 -m venv .venv && .venv/bin/pip install numpy scipy scikit-learn torch ckatorch repsim rsatoolbox cca-zoo
    .venv/bin/python scripts/reference/measures_check.py [DATA]     # default: $CROSSMODAL_DATA, else ../shared/data

DATA holds the public sets; the golden values lie beside it, in golden/compare.json. First table: every value that a package
computes as the formula says, which must equal the golden one to 1e-9 (to 1e-3 and 1e-6 where a package orders ties otherwise).
Then tables of the places where published code does something else: scikit-learn's, PyTorch's and repsim's own; the 1e-6, the
sample of pairs and the clamping are imitated here from their descriptions. Exit codes: 0 the first table agrees, 1 it does not.
"""

import importlib.metadata
import json
import os
import pathlib
import sys
import warnings

import numpy as np
import repsim
import torch
from cca_zoo.linear import CCA
from ckatorch.core import cka_base, cka_batch
from rsatoolbox.data import Dataset
from rsatoolbox.rdm import calc_rdm, compare
from scipy.linalg import orthogonal_procrustes
from scipy.spatial import procrustes
from scipy.spatial.distance import pdist
from scipy.stats import skew, spearmanr
from sklearn.cross_decomposition import CCA as IterativeCCA
from sklearn.neighbors import NearestNeighbors

PACKAGES = ["numpy", "scipy", "scikit-learn", "torch", "ckatorch", "repsim", "rsatoolbox", "cca-zoo"]
TOLERANCE = 1e-9
# Ties: scikit-learn's partial sort orders them otherwise, and rsatoolbox's products part distances that are equal.
TIED = {"scikit-learn": 1e-3, "rsatoolbox": 1e-6}
PAIRS = 16384


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def stable_lists(rows, k):
    """The k nearest by cosine without the item itself; ties to the lower row. Equal rows get equal products by rounding."""
    products = np.round(unit(rows) @ unit(rows).T, 13)
    np.fill_diagonal(products, -np.inf)
    return np.argsort(-products, axis=1, kind="stable")[:, :k]


def partial_lists(rows, k):
    """scikit-learn's lists of k without the item itself; ties as its partial sort leaves them."""
    return NearestNeighbors(n_neighbors=k, metric="cosine", algorithm="brute").fit(rows).kneighbors(return_distance=False)


def top_lists(rows, k):
    """PyTorch's topk on float32 unit rows, as scripts use it."""
    rows = torch.nn.functional.normalize(torch.tensor(rows, dtype=torch.float32))
    products = (rows @ rows.T).fill_diagonal_(-1e8)
    return products.topk(k).indices.numpy()


def shared(first, second):
    k = first.shape[1]
    return float(np.mean([len(set(a) & set(b)) / k for a, b in zip(first.tolist(), second.tolist())]))


def occurrences(lists):
    return np.bincount(lists.ravel(), minlength=len(lists))


def debiased(rows, others):
    return float(cka_batch(torch.tensor(rows)[None], torch.tensor(others)[None]))


def package_values(a, b, k):
    """(measure, package and call, value) of all that a package computes as the formula says."""
    lists = stable_lists(a, k), stable_lists(b, k)
    yield "mutual-knn", "numpy argsort, stable", shared(*lists)
    yield "mutual-knn", "scikit-learn NearestNeighbors", shared(partial_lists(a, k), partial_lists(b, k))
    for name, x, y in ("cka", a, b), ("cka-unit-rows", unit(a), unit(b)):
        yield name, "ckatorch cka_base", float(cka_base(torch.tensor(x), torch.tensor(y)))
        yield name, "repsim cka, gretton", float(repsim.cka([x, y], "linear", "gretton")[0, 1])
    yield "cka-debiased", "ckatorch cka_batch", debiased(a, b)
    yield "cka-debiased-unit-rows", "ckatorch cka_batch", debiased(unit(a), unit(b))
    for name, x, y in ("cosine", unit(a), unit(b)), ("euclidean", a, b):
        # Squared distances of unit rows have the order of cosine distances.
        matrices = [calc_rdm(Dataset(side), method="euclidean") for side in (x, y)]
        yield f"rsa-spearman-{name}", "rsatoolbox compare", float(np.ravel(compare(*matrices, method="spearman"))[0])
        yield f"rsa-spearman-{name}", "scipy spearmanr", float(spearmanr(pdist(a, name), pdist(b, name)).statistic)
    wide = max(a.shape[1], b.shape[1])
    sides = [np.pad(side - side.mean(0), ((0, 0), (0, wide - side.shape[1]))) for side in (a, b)]
    norms = np.linalg.norm(sides[0]) * np.linalg.norm(sides[1])
    yield "procrustes-similarity", "scipy orthogonal_procrustes", orthogonal_procrustes(*sides)[1] / norms
    yield "procrustes-similarity", "scipy procrustes, √(1 − disparity)", float(np.sqrt(1 - procrustes(*sides)[2]))
    if len(a) > a.shape[1] + b.shape[1] + 1:
        count = min(a.shape[1], b.shape[1])
        scores = CCA(n_components=count).fit_transform([a, b])
        found = [np.corrcoef(scores[0][:, i], scores[1][:, i])[0, 1] for i in range(count)]
        yield "cca-mean", "cca-zoo CCA", float(np.mean(found))
        yield "cca-mean-squared", "cca-zoo CCA", float(np.mean(np.square(found)))
        for i in range(3):
            yield f"cca-first {i + 1}", "cca-zoo CCA", float(found[i])
        yield "cca-mean", "repsim cca, pillai", float(repsim.cca([a, b], "pillai")[0, 1])
        yield "cca-mean-squared", "repsim cca, yanai", float(repsim.cca([a, b], "yanai")[0, 1])
    for side, found in zip("ab", lists):
        yield f"hubness-skewness-{side}", "scipy skew", float(skew(occurrences(found)))
        yield f"antihubs-{side}", "numpy bincount", float(np.mean(occurrences(found) == 0))


def expected(golden, measure):
    name, _, place = measure.partition(" ")
    value = golden["measures"][name]
    return value[int(place) - 1] if place else value


def agreement(sets):
    print("| set | measure | by | value | golden | difference |\n|---|---|---|---:|---:|---:|")
    wrong = 0
    for name, (a, b, golden) in sets.items():
        for measure, source, value in package_values(a, b, golden["k"]):
            target = expected(golden, measure)
            difference = abs(value - target)
            fails = difference > TIED.get(source.split()[0], TOLERANCE)
            wrong += fails
            mark = " **differs**" if fails else " (ties)" if difference > TOLERANCE else ""
            print(f"| {name} | `{measure}` | {source} | {value:.10f} | {target:.10f} | {difference:.0e}{mark} |")
    return wrong


def independence(first, second):
    """HSIC₁ of two square matrices; the diagonals do not count."""
    n = len(first)
    first, second = first - np.diag(np.diag(first)), second - np.diag(np.diag(second))
    middle = first.sum() * second.sum() / ((n - 1) * (n - 2))
    return (np.sum(first * second.T) + middle - 2 * first.sum(0) @ second.sum(1) / (n - 2)) / (n * (n - 3))


def masked_alignment(a, b, k, added):
    """CKNNA with a number added to its denominator."""
    lists = [stable_lists(rows, k) for rows in (a, b)]
    products = [unit(rows) @ unit(rows).T for rows in (a, b)]
    masks = [np.zeros(matrix.shape) for matrix in products]
    for mask, found in zip(masks, lists):
        np.put_along_axis(mask, found, 1, axis=1)
    both = masks[0] * masks[1]
    numerator = independence(both * products[0], both * products[1])
    own = [independence(mask * matrix, mask * matrix) for mask, matrix in zip(masks, products)]
    return numerator / (np.sqrt(own[0] * own[1]) + added)


def first_place(sets):
    print("\nCKNNA(A, A), normal rows, k = 10:\n\n| items × dimensions | exact root | 1e-6 added |\n|---|---:|---:|")
    random = np.random.default_rng(1)
    for items, width in (1024, 256), (1024, 1024), (1024, 8192), (4096, 8192):
        rows = random.standard_normal((items, width))
        exact, added = masked_alignment(rows, rows, 10, 0), masked_alignment(rows, rows, 10, 1e-6)
        print(f"| {items:,} × {width:,} | {exact:.6f} | {added:.4f} |")
    print("\n| set | golden `cknna` | exact root | 1e-6 added |\n|---|---:|---:|---:|")
    for name, (a, b, golden) in sets.items():
        exact, added = (masked_alignment(a, b, golden["k"], number) for number in (0, 1e-6))
        print(f"| {name} | {golden['measures']['cknna']:.10f} | {exact:.10f} | {added:.4f} |")


def second_place(sets):
    print(f"\nRSA of {PAIRS:,} pairs drawn at random (100 draws), Spearman, cosine:\n")
    print("| set | pairs | all pairs | least | largest | sd of the draws |\n|---|---:|---:|---:|---:|---:|")
    random = np.random.default_rng(1)
    for name, (a, b, golden) in sets.items():
        first, second = pdist(a, "cosine"), pdist(b, "cosine")
        drawn = []
        for _ in range(100):
            rows = random.choice(len(first), PAIRS, replace=False)
            drawn.append(spearmanr(first[rows], second[rows]).statistic)
        print(
            f"| {name} | {len(first):,} | {golden['measures']['rsa-spearman-cosine']:.4f} | {min(drawn):.4f} | "
            f"{max(drawn):.4f} | {np.std(drawn, ddof=1):.4f} |")


def clamped(rows):
    edge = np.quantile(np.abs(rows), 0.95)
    return np.clip(rows, -edge, edge)


def third_place(sets):
    print("\nMutual k-NN, k = 10: ties to the lower row (golden), over 100 random orders of the rows, PyTorch's topk in float32,")
    print("scikit-learn, and with numbers beyond the 95 % quantile of their size clamped to it:\n")
    print("| set | golden | least | largest | topk | scikit-learn | clamped |\n|---|---:|---:|---:|---:|---:|---:|")
    random = np.random.default_rng(1)
    for name, (a, b, golden) in sets.items():
        k, orders = golden["k"], []
        for _ in range(100):
            order = random.permutation(len(a))
            orders.append(shared(stable_lists(a[order], k), stable_lists(b[order], k)))
        others = [shared(lists(a, k), lists(b, k)) for lists in (top_lists, partial_lists)]
        others.append(shared(stable_lists(clamped(a), k), stable_lists(clamped(b), k)))
        cells = [golden["measures"]["mutual-knn"], min(orders), max(orders), *others]
        print(f"| {name} | " + " | ".join(f"{cell:.4f}" for cell in cells) + " |")


def fourth_place(sets):
    a, b, golden = sets["things"]
    print("\nThe first canonical correlations, things:\n\n| by | first | second | third |\n|---|---:|---:|---:|")
    print("| golden | " + " | ".join(f"{value:.7f}" for value in golden["measures"]["cca-first"]) + " |")
    for label, options in ("as it comes", {}), ("tol 1e-10, max_iter 100,000", {"tol": 1e-10, "max_iter": 100000}):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            x, y = IterativeCCA(n_components=3, **options).fit_transform(a, b)
        found = [np.corrcoef(x[:, i], y[:, i])[0, 1] for i in range(3)]
        print(f"| scikit-learn CCA, {label} | " + " | ".join(f"{value:.7f}" for value in found) + " |")


def more_places(sets):
    print("\nrepsim where it measures something else:\n\n| what | should be | repsim |\n|---|---:|---:|")
    a, b, golden = sets["things"]
    value = repsim.cka([a, b], "linear", "song")[0, 1]
    print(f"| debiased CKA (`song`), things | {golden['measures']['cka-debiased']:.4f} | {value:.4f} |")
    found = repsim.svcca([a, b], "pillai")
    print(f"| SVCCA, things with itself (first side) | 1 | {found[0, 0]:.4f} |")
    print(f"| SVCCA, things | {golden['measures']['svcca-99']:.4f} | {found[0, 1]:.4f} |")


def main():
    beside = pathlib.Path(__file__).resolve().parents[3] / "shared/data"
    data = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("CROSSMODAL_DATA", beside))
    golden = json.loads((data.parent / "golden/compare.json").read_text())
    sets = {}
    for name, entry in golden.items():
        a, b = (np.load(data / file).astype(np.float64) for file in entry["files"])
        sets[name] = a, b, entry
    print(", ".join(f"{package} {importlib.metadata.version(package)}" for package in PACKAGES) + "\n")
    wrong = agreement(sets)
    for place in first_place, second_place, third_place, fourth_place, more_places:
        place(sets)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
