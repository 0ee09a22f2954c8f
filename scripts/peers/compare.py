#!/usr/bin/env python3
"""Seven measures of two spaces with 200 random alignments: crossmodal compare beside the way the field's scripts do it.

Started by compare.sh: compare.py ROWSxDIMENSIONSxDIMENSIONS THREADS. The script is PyTorch on the processor, float32, written
here from the formulas in docs/MEASURES.md: n × n similarities of unit rows, topk, masks, HSIC from whole matrices; RSA by SciPy,
Procrustes and CCA by NumPy. A random alignment calls the same function again with one side's rows in another order: rows and
columns of a finished matrix of similarities or of a finished list, which is kinder than to measure that side anew. It repeats what
does not change, as such scripts do. As many alignments as fit in BUDGET seconds are run, at least one, and their mean time counts
200 times; how many were run stands in the table. Every score must first equal ours to 1e-4 (CKNNA without the script's 1e-6).
"""

import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np
import scipy
import threadpoolctl
import torch
from scipy.spatial.distance import pdist, squareform
from scipy.stats import spearmanr

PROGRAM = os.environ.get("CROSSMODAL", ".build/release/crossmodal")
PERMUTATIONS = 200
BUDGET = 20
K = 10
TOLERANCE = 1e-4


def draw(rows, width, other):
    """Two views of 40 latent dimensions of falling weight, each with as much noise of its own, float32."""
    random = np.random.default_rng(1)
    weights = 1 / np.sqrt(np.arange(1, 41))
    hidden = random.standard_normal((rows, 40)) * weights
    views = []
    for dimensions in (width, other):
        view = hidden @ random.standard_normal((40, dimensions))
        views.append((view + random.standard_normal(view.shape) * weights.sum() ** 0.5).astype(np.float32))
    return views


def nearest(similarities):
    """The places of the K most similar others of every row."""
    return similarities.clone().fill_diagonal_(-math.inf).topk(K).indices


def reordered(matrix, order):
    return matrix[order][:, order]


def reordered_lists(lists, order):
    """The lists after item i of the other side became item order[i]."""
    return torch.argsort(order)[lists[order]]


def mask(lists):
    return torch.zeros(len(lists), len(lists)).scatter_(1, lists, 1)


def mutual(first, second):
    return float((mask(first) * mask(second)).sum() / (len(first) * K))


def independence(first, second):
    """HSIC₁: the diagonals do not count. The product of matrices is not formed: only its sum is needed."""
    n = len(first)
    first, second = first.clone().fill_diagonal_(0), second.clone().fill_diagonal_(0)
    sums = first.sum(dim=0, dtype=torch.float64), second.sum(dim=1, dtype=torch.float64)
    middle = sums[0].sum() * sums[1].sum() / ((n - 1) * (n - 2))
    total = (first * second.T).sum(dtype=torch.float64) + middle - 2 * (sums[0] @ sums[1]) / (n - 2)
    return float(total / (n * (n - 3)))


def neighbor_alignment(first, second, lists, others, added=1e-6):
    """CKNNA; scripts add 1e-6 to the denominator."""
    masks = mask(lists), mask(others)
    numerator = independence(masks[0] * masks[1] * first, masks[0] * masks[1] * second)
    own = [independence(m * matrix, m * matrix) for m, matrix in zip(masks, (first, second))]
    return numerator / (math.sqrt(own[0] * own[1]) + added)


def unbiased_alignment(first, second):
    return independence(first, second) / math.sqrt(independence(first, first) * independence(second, second))


def alignment(first, second):
    """CKA of two matrices of similarities."""
    centered = []
    for matrix in (first, second):
        columns = matrix.mean(dim=0)
        centered.append(matrix - columns[None] - columns[:, None] + columns.mean())
    products = [(x * y).sum(dtype=torch.float64) for x, y in ((*centered,), (centered[0],) * 2, (centered[1],) * 2)]
    return float(products[0] / (products[1] * products[2]) ** 0.5)


def rank_correlation(first, second):
    return float(spearmanr(first, second).statistic)


def procrustes(first, second):
    a, b = first - first.mean(0), second - second.mean(0)
    return float(np.linalg.svd(a.T @ b, compute_uv=False).sum() / (np.linalg.norm(a) * np.linalg.norm(b)))


def canonical(first, second):
    a, b = (np.linalg.qr(side - side.mean(0))[0] for side in (first, second))
    return float(np.linalg.svd(a.T @ b, compute_uv=False).mean())


def main():
    rows, width, other = map(int, sys.argv[1].split("x"))
    threads = int(sys.argv[2])
    torch.set_num_threads(threads)
    names = [
        "mutual-knn", "cknna", "cka-unit-rows", "cka-debiased-unit-rows", "rsa-spearman-cosine",
        "procrustes-similarity", "cca-mean",
    ]
    with tempfile.TemporaryDirectory() as folder, threadpoolctl.threadpool_limits(threads):
        a, b = draw(rows, width, other)
        paths = [f"{folder}/{name}.npy" for name in "ab"]
        for path, side in zip(paths, (a, b)):
            np.save(path, side)
        ours, seconds, used, memory = run_ours(paths, threads, [])
        print(f"crossmodal compare, all measures: {seconds:.1f} s, processor {used:.1f} s, {memory:.2f} GB", flush=True)
        _, equal_seconds, equal_used, equal_memory = run_ours(paths, threads, ["--measures", ",".join(names)])
        print(f"crossmodal compare, the same seven: {equal_seconds:.1f} s, processor {equal_used:.1f} s, {equal_memory:.2f} GB", flush=True)
        table = run_theirs(names, a, b, ours)
    count = len(table)
    head = f"{sys.argv[1]}, {PERMUTATIONS} alignments, {threads} threads"
    print(f"\n| {head} | score once, s | an alignment, s | run | in all, s |\n|---|---:|---:|---:|---:|")
    for name, cost in table.items():
        print(f"| `{name}` | {cost.once:.2f} | {cost.each:.3f} | {cost.run} | {cost.total:.0f} |")
    print(f"\nPyTorch {torch.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}\n")
    print("| | seconds | times ours | processor seconds | GB |\n|---|---:|---:|---:|---:|")
    print(f"| crossmodal, all measures | {seconds:.1f} | 1 | {used:.1f} | {memory:.2f} |")
    print(f"| crossmodal, the same {count} | {equal_seconds:.1f} | | {equal_used:.1f} | {equal_memory:.2f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    few = {name: cost for name, cost in table.items() if not name.startswith(("rsa", "cca"))}
    for title, part, gigabytes in (
        (f"the field's script, {count}", table, f"{peak:.1f}"), ("without RSA and CCA", few, "")):
        total, busy = (sum(getattr(cost, key) for cost in part.values()) for key in ("total", "busy"))
        print(f"| {title} | {total:.0f} | {total / seconds:.1f} | {busy:.0f} | {gigabytes} |")


class Cost:
    """Seconds of a score and of one of the alignments that were run, and what 200 of them take."""

    def __init__(self, once, each, run, once_busy, each_busy):
        self.once, self.each, self.run = once, each, run
        self.total, self.busy = once + PERMUTATIONS * each, once_busy + PERMUTATIONS * each_busy


def run_ours(paths, threads, options):
    """The JSON, seconds, processor seconds, and the largest memory in GB."""
    command = [PROGRAM, "compare", *paths, "-k", str(K), "--permutations", str(PERMUTATIONS)]
    start = time.perf_counter()
    process = subprocess.Popen(command + ["--threads", str(threads), "--json"] + options, stdout=subprocess.PIPE)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"crossmodal compare: status {status}")
    return json.loads(text), seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1e6


def run_theirs(names, a, b, ours):
    """What each measure costs, by name."""
    expected = {entry["name"]: entry.get("value") for entry in ours["pairs"][0]["measures"]}
    table = {}

    def measured(name, prepare, score, permuted, checked=None):
        """prepare makes what the score needs, permuted what it needs after a random alignment."""
        start, busy = time.perf_counter(), time.process_time()
        given = prepare()
        value = score(*given)
        once, once_busy = time.perf_counter() - start, time.process_time() - busy
        check(name, (checked or score)(*given), expected.get(name))
        random, spent, used, count = np.random.default_rng(2), 0.0, 0.0, 0
        while count < PERMUTATIONS and (count == 0 or spent < BUDGET):
            order = random.permutation(len(a))
            start, busy = time.perf_counter(), time.process_time()
            score(*permuted(order, *given))
            spent, used = spent + time.perf_counter() - start, used + time.process_time() - busy
            count += 1
        table[name] = Cost(once, spent / count, count, once_busy, used / count)
        print(f"{name}: {value:.6f}, {once:.2f} s and {spent / count:.3f} s for an alignment", flush=True)

    def similarities():
        sides = [torch.nn.functional.normalize(torch.from_numpy(side)) for side in (a, b)]
        return [side @ side.T for side in sides]

    def lists():
        return [nearest(matrix) for matrix in similarities()]

    def matrices_and_lists():
        matrices = similarities()
        return *matrices, *(nearest(matrix) for matrix in matrices)

    def order_lists(order, first, second):
        return first, reordered_lists(second, torch.from_numpy(order))

    def order_matrix(order, first, second):
        return first, reordered(second, torch.from_numpy(order))

    def order_both(order, first, second, found, others):
        order = torch.from_numpy(order)
        return first, reordered(second, order), found, reordered_lists(others, order)

    def distances():
        return pdist(a, "cosine"), pdist(b, "cosine")

    def order_distances(order, first, second):
        return first, squareform(reordered(squareform(second, checks=False), order), checks=False)

    def exact(*given):
        return neighbor_alignment(*given, added=0)

    def order_rows(order, first, second):
        return first, second[order]

    measured(names[0], lists, mutual, order_lists)
    measured(names[1], matrices_and_lists, neighbor_alignment, order_both, exact)
    measured(names[2], similarities, alignment, order_matrix)
    measured(names[3], similarities, unbiased_alignment, order_matrix)
    measured(names[4], distances, rank_correlation, order_distances)
    measured(names[5], lambda: (a, b), procrustes, order_rows)
    measured(names[6], lambda: (a, b), canonical, order_rows)
    return table


def check(name, value, expected):
    """Ends where the script and ours do not measure the same."""
    if expected is None:
        print(f"{name}: ours has no score here")
    elif abs(value - expected) > TOLERANCE:
        print(f"{name}: {value:.6f}; ours {expected:.6f}")
        sys.exit(65)


if __name__ == "__main__":
    main()
