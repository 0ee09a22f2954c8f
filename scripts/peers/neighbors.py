#!/usr/bin/env python3
"""Times the search of the 10 nearest neighbors of every row among all rows, ours beside four libraries.

Started by scripts/peers/neighbors.sh, which finds the libraries. Cosine, self excluded, random normal rows, float32, one
thread. In each round every contender searches once, in turn, so that all meet the same moments of the machine; the best of
ROUNDS counts. Theirs:

    NumPy         unit rows, products with blocks of 1,024 rows, argpartition, sorted
    scikit-learn  NearestNeighbors(algorithm="brute", metric="cosine")
    faiss         unit rows, IndexFlatIP; the index is filled inside the timing
    PyTorch       unit rows, products with blocks of 1,024 rows, topk

Ours is `bench neighbors`, which times the search inside its process, from the rows to the sorted lists, normalization
included as in theirs. The lists of all are compared with those of `crossmodal overlap --neighbors`, which are exact: "differ"
counts the rows in which a library's list is another one (rounding to float32 can exchange neighbors of almost equal
distance; more than 1 % would be an error and ends with 65).
"""

import json
import os
import subprocess
import sys
import tempfile
import time

THREADS = "1"
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = THREADS

import faiss  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
from sklearn.neighbors import NearestNeighbors  # noqa: E402

K, BLOCK, ROUNDS = 10, 1024, 3
SIZES = ["2866x128", "9251x300", "9251x2048", "20000x64"]
PROGRAMS = ".build/release"


def without_self(indices):
    """The first K others of each row."""
    own = indices == np.arange(len(indices))[:, None]
    own[~own.any(axis=1), -1] = True
    return indices[~own].reshape(len(indices), K)


def numpy_search(rows):
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    found = np.empty((len(rows), K), np.int64)
    for start in range(0, len(rows), BLOCK):
        scores = unit[start:start + BLOCK] @ unit.T
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
    unit = rows.copy()
    faiss.normalize_L2(unit)
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(unit)
    return without_self(index.search(unit, K + 1)[1])


def torch_search(rows):
    unit = torch.nn.functional.normalize(torch.from_numpy(rows))
    found = []
    for start in range(0, len(rows), BLOCK):
        scores = unit[start:start + BLOCK] @ unit.T
        block = torch.arange(len(scores))
        scores[block, start + block] = -torch.inf
        found.append(scores.topk(K).indices)
    return torch.cat(found).numpy()


PEERS = {"NumPy": numpy_search, "scikit-learn": sklearn_search, "faiss": faiss_search, "PyTorch": torch_search}


def bench(size, *arguments):
    output = subprocess.run(
        [f"{PROGRAMS}/bench", "neighbors", "--sizes", size, "--k", str(K), "--json", *arguments],
        check=True, capture_output=True, text=True).stdout
    return json.loads(output)["results"]


def ours(size, kernels):
    """The best time in seconds, the fraction of the half limit, and the kernels of one call of our benchmark."""
    result = bench(size, "--path", kernels)[0]
    return result["seconds"], result["fraction"], kernels


def exact_lists(rows):
    with tempfile.TemporaryDirectory() as folder:
        np.save(f"{folder}/rows.npy", rows)
        subprocess.run(
            [f"{PROGRAMS}/crossmodal", "overlap", f"{folder}/rows.npy", f"{folder}/rows.npy", "--k", str(K),
             "--exclude-self", "--neighbors", f"{folder}/lists.npy"], check=True, capture_output=True)
        return np.load(f"{folder}/lists.npy")[0]


def main():
    torch.set_num_threads(1)
    faiss.omp_set_num_threads(1)
    versions = f"NumPy {np.__version__}, scikit-learn {__import__('sklearn').__version__}, faiss {faiss.__version__}, "
    print(f"{versions}PyTorch {torch.__version__}; k = {K}, cosine, one thread, best of {ROUNDS} rounds\n")
    names = list(PEERS)
    print(f"| rows × columns | ours, ms | kernels | of the half limit | {', ms | '.join(names)}, ms | times the best | differ |")
    print("|---|" + "---:|" * (len(names) + 5))
    # The kernels that a search takes where nothing else is said: fused where they run.
    kernels = "fused" if any(result["path"] == "fused" for result in bench("64x8")) else "openblas"
    disagree = False
    for size in sys.argv[1:] or SIZES:
        rows, columns = map(int, size.split("x"))
        data = np.random.default_rng(1).standard_normal((rows, columns), dtype=np.float32)
        expected = exact_lists(data)
        best, own, differing = dict.fromkeys(names, float("inf")), (float("inf"), 0, ""), 0
        for _ in range(ROUNDS):
            for name in names:
                start = time.perf_counter()
                found = PEERS[name](data)
                best[name] = min(best[name], time.perf_counter() - start)
                differing = max(differing, int((found != expected).any(axis=1).sum()))
            own = min(own, ours(size, kernels))
        disagree |= differing > rows / 100
        times = " | ".join(f"{best[name] * 1e3:.0f}" for name in names)
        print(f"| {rows:,} × {columns:,} | {own[0] * 1e3:.1f} | {own[2]} | {own[1]:.2f} | {times} "
              f"| {min(best.values()) / own[0]:.1f} | {differing} |", flush=True)
    if disagree:
        sys.exit(65)


if __name__ == "__main__":
    main()
