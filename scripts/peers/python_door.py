#!/usr/bin/env python3
"""What a call from Python costs: overlap of two sets beside numpy, scikit-learn and faiss, and the overhead of a small call.

    taskset -c 1 PYTHON scripts/peers/python_door.py

Needs crossmodal, numpy; compares with what else is installed of scikit-learn and faiss. One thread each; the best of some
repeats, all in one run. The overhead is what a call takes beyond the search that the library does in it, which the same
search on as many rows of one column shows.
"""

import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import time

import numpy

import crossmodal

K = 10


def best(body, repeats):
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = body()
        found.append(time.perf_counter() - start)
    return min(found), result


def shared(first, second):
    return float(numpy.mean([len(numpy.intersect1d(a, b)) for a, b in zip(first, second)])) / K


def unit(x):
    return x / numpy.linalg.norm(x, axis=1, keepdims=True)


def by_numpy(x, y):
    def lists(z):
        z = unit(z)
        return numpy.vstack([
            numpy.argpartition(-(z[start:start + 1024] @ z.T), K, axis=1)[:, :K] for start in range(0, len(z), 1024)])

    return shared(lists(x), lists(y))


def by_scikit_learn(x, y):
    from sklearn.neighbors import NearestNeighbors

    def lists(z):
        return NearestNeighbors(n_neighbors=K, metric="cosine", algorithm="brute", n_jobs=1).fit(z).kneighbors(
            z, return_distance=False)

    return shared(lists(x), lists(y))


def by_faiss(x, y):
    import faiss

    faiss.omp_set_num_threads(1)

    def lists(z):
        z = numpy.ascontiguousarray(unit(z))
        index = faiss.IndexFlatIP(z.shape[1])
        index.add(z)
        return index.search(z, K)[1]

    return shared(lists(x), lists(y))


def main():
    random = numpy.random.default_rng(1)
    x, y = random.normal(size=(2, 9251, 300)).astype("float32")
    print(f"overlap of two sets of 9,251 x 300, k = {K}, cosine, one thread: seconds, value")
    for name, body, repeats in [
        ("crossmodal", lambda: crossmodal.overlap(x, y, k=K, threads=1), 5), ("numpy", lambda: by_numpy(x, y), 2),
        ("scikit-learn", lambda: by_scikit_learn(x, y), 2), ("faiss", lambda: by_faiss(x, y), 2),
    ]:
        try:
            seconds, value = best(body, repeats)
        except ImportError:
            print(f"  {name:14} not installed")
            continue
        print(f"  {name:14}{seconds:7.3f}  {value:.6f}")
    x, y = random.normal(size=(2, 1000, 64)).astype("float32")
    whole, _ = best(lambda: crossmodal.overlap(x, y, k=K, threads=1), 200)
    tiny, _ = best(lambda: crossmodal.overlap(x[:3, :2], y[:3, :2], k=1, threads=1), 200)
    print(f"overlap of two sets of 1,000 x 64: {1e3 * whole:.3f} ms, of which Python and the interface {1e3 * tiny:.3f} ms")


if __name__ == "__main__":
    main()
