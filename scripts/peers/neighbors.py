#!/usr/bin/env python3
"""Exact nearest neighbors, ours beside four libraries, on the same rows in one run: the tables of docs/BENCHMARKS.md.

Started by neighbors.sh, which finds the libraries: neighbors.py WORD2VEC_OR_EMPTY [PART ...]. Parts, all where none is named:

    self      k = 10, cosine, self excluded, beside NumPy, scikit-learn, faiss and PyTorch
    growth    2 threads beside one, and k = 100 beside k = 10
    data      rows that whole numbers resolve badly, beside our search in Float; lists must be equal
    among     9,251 rows among 100,000, beside faiss's IndexFlat and usearch's exact search

float32; one thread a process where nothing else is said. Ours is `bench neighbors`, which checks lists in Double before it times
the search in its process, from the rows to the sorted lists; the best of at least 7 repetitions counts, and of ROUNDS calls in turn
with the libraries', whose best of ROUNDS counts. The libraries' normalization and the filling of an index are part of their time, as
normalization is of ours. "differ" counts the rows in which a library's list is another one than ours: rounding to float32 exchanges
neighbors of almost equal distance. More than 1 % would be an error and ends with 65.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import faiss  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
import usearch  # noqa: E402
import usearch.index  # noqa: E402
from sklearn.neighbors import NearestNeighbors  # noqa: E402

K, BLOCK, ROUNDS = 10, 1024, 3
SIZES = [(2866, 128), (9251, 300), (9251, 2048), (20000, 64)]
PROGRAMS = os.environ.get("CROSSMODAL_PROGRAMS", ".build/release")
CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def without_self(indices):
    """The first K others of each row."""
    own = indices == np.arange(len(indices))[:, None]
    own[~own.any(axis=1), -1] = True
    return indices[~own].reshape(len(indices), K)


def numpy_search(rows):
    rows = unit(rows)
    found = np.empty((len(rows), K), np.int64)
    for start in range(0, len(rows), BLOCK):
        scores = rows[start:start + BLOCK] @ rows.T
        block = np.arange(len(scores))
        scores[block, start + block] = -np.inf
        best = np.argpartition(scores, -K, axis=1)[:, -K:]
        order = np.argsort(-np.take_along_axis(scores, best, 1), axis=1)
        found[start:start + BLOCK] = np.take_along_axis(best, order, 1)
    return found


def sklearn_search(rows):
    search = NearestNeighbors(n_neighbors=K, algorithm="brute", metric="cosine", n_jobs=1)
    return search.fit(rows).kneighbors(return_distance=False)


def faiss_search(rows):
    rows = rows.copy()
    faiss.normalize_L2(rows)
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    return without_self(index.search(rows, K + 1)[1])


def torch_search(rows):
    rows = torch.nn.functional.normalize(torch.from_numpy(rows))
    found = []
    for start in range(0, len(rows), BLOCK):
        scores = rows[start:start + BLOCK] @ rows.T
        block = torch.arange(len(scores))
        scores[block, start + block] = -torch.inf
        found.append(scores.topk(K).indices)
    return torch.cat(found).numpy()


def faiss_among(rows, items):
    rows, items = rows.copy(), items.copy()
    faiss.normalize_L2(rows)
    faiss.normalize_L2(items)
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(items)
    return index.search(rows, K)[1]


def usearch_among(rows, items):
    found = usearch.index.search(items, rows, K, usearch.index.MetricKind.Cos, exact=True, threads=1)
    return np.asarray(found.keys)


PEERS = {"NumPy": numpy_search, "scikit-learn": sklearn_search, "faiss": faiss_search, "PyTorch": torch_search}


def bench(file, path, *arguments):
    """One result of our benchmark: seconds, fraction of the limit, path."""
    command = [f"{PROGRAMS}/bench", "neighbors", "--files", file, "--path", path, "--json", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr.strip().splitlines()[-1]}")
    for line in done.stderr.splitlines():
        if "something else used" in line:
            print(line, file=sys.stderr)
    return json.loads(done.stdout)["results"][0]


def lists(file, among=None, path="automatic", k=K):
    with tempfile.TemporaryDirectory() as folder:
        command = [f"{PROGRAMS}/crossmodal", "neighbors", file, *([among] if among else []), "-k", str(k), "--path", path,
                   "-o", f"{folder}/lists.npy"]
        subprocess.run(command, check=True, capture_output=True)
        return np.load(f"{folder}/lists.npy")


def best_of(search, *data):
    start = time.perf_counter()
    found = search(*data)
    return time.perf_counter() - start, found


def better(one, other):
    return one if other is None or one["seconds"] < other["seconds"] else other


def of_file(folder, name, rows):
    np.save(f"{folder}/{name}.npy", np.ascontiguousarray(rows, np.float32))
    return f"{folder}/{name}.npy"


def normal(rows, columns, seed=1):
    return np.random.default_rng(seed).standard_normal((rows, columns), dtype=np.float32)


def self_search(folder, sets):
    names = list(PEERS)
    print(f"| self, k = {K}, cosine | ours, ms | products | of the Float half limit | in Float, ms | {', ms | '.join(names)}, ms | times "
          "faiss | times the best | differ |")
    print("|---|" + "---:|" * (len(names) + 7))
    disagree = False
    for name, file in sets:
        rows = np.load(file)
        expected = lists(file)
        best, own, floats, differing = dict.fromkeys(names, float("inf")), None, None, 0
        for _ in range(ROUNDS):
            for peer in names:
                seconds, found = best_of(PEERS[peer], rows)
                best[peer] = min(best[peer], seconds)
                differing = max(differing, int((found != expected).any(axis=1).sum()))
            own = better(bench(file, "automatic"), own)
            floats = better(bench(file, "float"), floats)
        disagree |= differing > len(rows) / 100
        ours = own["seconds"]
        times = " | ".join(f"{best[peer] * 1e3:.0f}" for peer in names)
        print(f"| {name} {len(rows):,} × {rows.shape[1]:,} | {ours * 1e3:.1f} | {own['path']} | {own['fraction']:.2f} | "
              f"{floats['seconds'] * 1e3:.1f} | {times} | {best['faiss'] / ours:.1f} | {min(best.values()) / ours:.1f} | {differing} |",
              flush=True)
    return disagree


def use_cores(count):
    """Pins this process and those it starts to the last cores."""
    if CORES:
        os.sched_setaffinity(0, CORES[-count:])


def growth(sets):
    print("\n| ours | 1 thread, ms | 2 threads, ms | times as fast | k = 100, ms | products | times k = 10 |")
    print("|---|" + "---:|" * 6)
    for name, file in sets:
        one = two = many = None
        for _ in range(ROUNDS):
            one = better(bench(file, "automatic"), one)
            use_cores(2)
            two = better(bench(file, "automatic", "--threads", 2), two)
            use_cores(1)
            many = better(bench(file, "automatic", "--k", 100), many)
        print(f"| {name} | {one['seconds'] * 1e3:.1f} | {two['seconds'] * 1e3:.1f} | {one['seconds'] / two['seconds']:.2f} | "
              f"{many['seconds'] * 1e3:.1f} | {many['path']} | {many['seconds'] / one['seconds']:.2f} |", flush=True)


def data(folder):
    rows, columns = 4000, 300
    random = np.random.default_rng(3)
    base = normal(rows, columns, 2)
    heavy = base.copy()
    heavy[:, 0] *= 100
    centers = random.standard_normal((rows // 100, columns))
    clustered = np.maximum(0, centers[random.integers(len(centers), size=rows)] + 0.05 * base)
    sets = {
        "normal": base, "one dimension 100 times the rest": heavy, "clustered": clustered,
        "nearly constant": 1 + 1e-4 * base, "every row twice": np.repeat(base[: rows // 2], 2, axis=0),
        "offset by ten": 10 + base, "whole numbers": np.round(2 * base),
    }
    print(f"\n| {rows:,} × {columns}, k = {K} | metric | in Float, ms | ours, ms | products | ours of Float | lists |")
    print("|---|" + "---:|" * 6)
    disagree = False
    for number, (name, numbers) in enumerate(sets.items()):
        file = of_file(folder, f"data{number}", numbers)
        equal = (lists(file) == lists(file, path="openblas")).all()
        disagree |= not equal
        for metric in ("cosine", "euclidean"):
            own = floats = None
            for _ in range(ROUNDS):
                floats = better(bench(file, "float", "--metric", metric), floats)
                own = better(bench(file, "automatic", "--metric", metric), own)
            print(f"| {name} | {metric} | {floats['seconds'] * 1e3:.1f} | {own['seconds'] * 1e3:.1f} | {own['path']} | "
                  f"{own['seconds'] / floats['seconds']:.2f} | {'equal' if equal else 'DIFFER'} |", flush=True)
    return disagree


def among(folder):
    rows, items = normal(9251, 300, 4), normal(100_000, 300, 5)
    file, others = of_file(folder, "queries", rows), of_file(folder, "items", items)
    expected, own = lists(file, others), None
    best, differing = {"faiss": float("inf"), "usearch": float("inf")}, 0
    for _ in range(ROUNDS):
        own = better(bench(file, "automatic", "--among", others), own)
        for name, search in (("faiss", faiss_among), ("usearch", usearch_among)):
            seconds, found = best_of(search, rows, items)
            best[name] = min(best[name], seconds)
            differing = max(differing, int((found != expected).any(axis=1).sum()))
    print("\n| 9,251 among 100,000 × 300 | ours, s | products | of the Float limit | faiss IndexFlat, s | usearch exact, s | times the best | differ |")
    print("|---|" + "---:|" * 7)
    print(f"| cosine, k = {K} | {own['seconds']:.2f} | {own['path']} | {own['fraction']:.2f} | {best['faiss']:.2f} | {best['usearch']:.2f} | "
          f"{min(best.values()) / own['seconds']:.1f} | {differing} |", flush=True)
    return differing > len(rows) / 100


def main():
    torch.set_num_threads(1)
    faiss.omp_set_num_threads(1)
    words, parts = sys.argv[1], sys.argv[2:] or ["self", "growth", "data", "among"]
    print(f"NumPy {np.__version__}, scikit-learn {__import__('sklearn').__version__}, faiss {faiss.__version__}, "
          f"PyTorch {torch.__version__}, usearch {usearch.__version__}; best of {ROUNDS} rounds\n")
    disagree = False
    use_cores(1)
    with tempfile.TemporaryDirectory() as folder:
        sets = [("normal", of_file(folder, f"normal{r}x{c}", normal(r, c))) for r, c in SIZES]
        if words:
            subprocess.run([f"{PROGRAMS}/crossmodal", "convert", words, f"{folder}/word2vec.npy", "--names", f"{folder}/words.txt"],
                           check=True, capture_output=True)
            sets.insert(0, ("word2vec", f"{folder}/word2vec.npy"))
        if "self" in parts:
            disagree |= self_search(folder, sets)
        if "growth" in parts:
            growth([("normal 9,251 × 300", f"{folder}/normal9251x300.npy"), ("normal 20,000 × 64", f"{folder}/normal20000x64.npy")])
        if "data" in parts:
            disagree |= data(folder)
        if "among" in parts:
            disagree |= among(folder)
    if disagree:
        sys.exit(65)


if __name__ == "__main__":
    main()
