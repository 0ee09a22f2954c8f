"""Neighbors, overlap, distances."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy

from ._arrays import Rows, counts, flag, whole
from ._library import Call, thread_count, word


def overlap(
    x: Any, y: Any, k: Any = 10, metric: str = "cosine", include_self: bool = True, threads: int | None = None
) -> Any:
    """The mean nearest-neighbor overlap mNNO of two row-aligned sets, between 0 and 1.

    Args:
        x: n × p numbers.
        y: n × q numbers; row i is the item of row i of x.
        k: a number of neighbors below n, a percentage of the items as ``"1%"``, or a list of them, which one search serves.
        metric: ``"cosine"`` or ``"euclidean"``.
        include_self: whether an item counts as its own neighbor, as in the paper; without it this is the mutual k-NN.
        threads: that share the search; None: all processors. The result does not depend on it.

    Returns:
        A number, or an array of one for each k.

    Neighbors are exact; ties go to the lower row.

    >>> x = numpy.eye(4)
    >>> crossmodal.overlap(x, x, k=2)
    1.0
    >>> crossmodal.overlap([[0], [1], [3], [7]], [[0], [3], [1], [7]], k=[1, 2], metric="euclidean", include_self=False)
    array([0., 1.])
    """
    first, second = Rows(x, "x"), Rows(y, "y")
    numbers, count, single = counts(k, first.rows)
    values = numpy.empty(count)
    Call().run(
        "overlap", first.pointer, second.pointer, numbers, count, word(metric, "metric"), flag(include_self, "include_self"),
        thread_count(threads), values.ctypes.data_as(ctypes.POINTER(ctypes.c_double)),
        work=float(first.rows) ** 2 * (first.columns + second.columns) / 2, keep=(first, second, numbers, values),
    )
    return float(values[0]) if single else values


def neighbors(
    x: Any, y: Any = None, k: Any = 10, metric: str = "cosine", csls: int | None = None, threads: int | None = None
) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The k exact nearest neighbors of each row of x: among the other rows of x, or among the rows of y.

    Args:
        x: n × d numbers.
        y: m × d numbers; None: x itself, where a row is no neighbor of itself.
        k: up to n − 1, or m.
        metric: ``"cosine"`` or ``"euclidean"``.
        csls: rows whose mean cosine is taken off, as 10: what is near to everything is held back. None: plain distances.
        threads: None: all processors.

    Returns:
        Indices (n × k, int32, nearest first, ties to the lower row) and distances (n × k, float64): 1 − cosine, the
        Euclidean distance, or −CSLS.

    >>> indices, distances = crossmodal.neighbors([[1, 0], [0.9, 0.1], [0, 1]], k=1)
    >>> indices.tolist()
    [[1], [0], [1]]
    >>> bool(distances[0] == distances[1])
    True
    """
    first = Rows(x, "x")
    second = None if y is None else Rows(y, "y")
    among = first.rows if second is None else second.rows
    numbers, count, _ = counts(k, among)
    if count != 1:
        raise ValueError(f"k {k!r}: one number of neighbors is needed; the lists of a larger k begin with those of a smaller")
    # More than the largest is refused by the library, which says why; it must not be the memory that refuses it.
    width = min(numbers[0], among)
    indices = numpy.empty((first.rows, width), dtype=numpy.int32)
    distances = numpy.empty((first.rows, width))
    Call().run(
        "neighbors", first.pointer, second.pointer if second else None, numbers[0], word(metric, "metric"),
        0 if csls is None else whole(csls, "csls"), thread_count(threads), indices.ctypes.data, distances.ctypes.data,
        None, work=float(first.rows) * among * first.columns, keep=(first, second, indices, distances),
    )
    return indices, distances


def distances(x: Any, y: Any = None, metric: str = "cosine") -> numpy.ndarray:
    """All distances from the rows of x (n × d) to those of y (m × d), or of x to itself: n × m, float32.

    Args:
        metric: ``"cosine"``, ``"euclidean"`` or ``"correlation"``.

    Each distance is right to 1e-5 of itself, never negative, 0 for equal rows, and the same both ways.

    >>> crossmodal.distances([[0.0, 0.0], [3.0, 4.0]], metric="euclidean").tolist()
    [[0.0, 5.0], [5.0, 0.0]]
    """
    first = Rows(x, "x")
    second = None if y is None else Rows(y, "y")
    among = first.rows if second is None else second.rows
    if second is not None and second.columns != first.columns:
        raise ValueError(f"y has {second.columns} columns, x has {first.columns}; they must be the same")
    result = numpy.empty((first.rows, among), dtype=numpy.float32)
    Call().run(
        "distances", first.pointer, second.pointer if second else None, word(metric, "metric"), result.ctypes.data,
        work=float(first.rows) * among * first.columns, keep=(first, second, result),
    )
    return result
