"""Do rows find what belongs to them?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ._arrays import Rows, codes, whole
from ._library import Call, floats, thread_count, word


_SCORES = {
    "recallAt", "chanceRecallAt", "medianRank", "meanReciprocalRank", "meanAveragePrecision", "meanAveragePrecisionAtR",
}


def retrieval(
    x: Any, y: Any = None, groups: Any = None, labels: Any = None, metric: str | None = None, csls: int | None = None,
    threads: int | None = None,
) -> dict[str, Any]:
    """Whether the rows of x find what belongs to them among the rows of y, and the other way round.

    Args:
        x: n × d numbers, as f(X).
        y: m × d numbers, as Y. None: the rows of x look for others of their label.
        groups: what belongs together, one number or text for each row of both sets, or a pair (tuple) of such lists where the
            sets have different rows; as the five captions of an image. None: row i belongs to row i.
        labels: likewise; equal rows are not put together.
        metric: ``"cosine"``, ``"euclidean"``, ``"csls"`` or ``"all"`` (of two sets the default).
        csls: of two sets, rows of the other side that the means of CSLS are over; the default is 10, or all where there are fewer.
        threads: None: all processors.

    Returns:
        The document of ``crossmodal retrieval --json``: recall at 1, 5 and 10, median rank, mean reciprocal rank and mean
        average precision in both directions.

    >>> x = numpy.eye(6)
    >>> found = crossmodal.retrieval(x, x, metric="cosine")
    >>> found["directions"][0]["recallAt"]["1"], found["directions"][0]["medianRank"]
    (1.0, 1.0)
    >>> crossmodal.retrieval([[1, 0], [1, 0.1], [0, 1], [0.1, 1]], labels=["a", "a", "b", "b"])["meanAveragePrecision"]
    1.0
    """
    # What can be listed only once is asked for twice.
    groups, labels = [list(given) if isinstance(given, Iterator) else given for given in (groups, labels)]
    first = Rows(x, "x")
    known: dict[Any, int] = {}
    if groups is not None and labels is not None:
        raise ValueError("groups and labels: allowed is one of them")
    if y is None:
        if groups is not None:
            raise ValueError("groups: of two sets; one set has labels")
        if labels is None:
            raise ValueError("labels: one set needs the label of each row")
        if csls is not None:
            raise ValueError("csls: of two sets; the rows of one set are ranked by cosine or Euclidean distance")
        one = codes(labels, "labels", first.rows, known)
        found = Call().text(
            "retrieval", first.pointer, None, 2, one.ctypes.data, None, word(metric or "cosine", "metric"), 1,
            thread_count(threads), work=float(first.rows) ** 2 * first.columns * 8, keep=(first, one),
        )
        return floats(found, _SCORES)
    second = Rows(y, "y")
    kind, name, given = (0, "", None) if groups is None and labels is None else (
        (1, "groups", groups) if groups is not None else (2, "labels", labels))
    one = two = None
    if given is not None:
        pair = given if isinstance(given, tuple) and len(given) == 2 else (given, given)
        one = codes(pair[0], f"{name} of x", first.rows, known)
        two = codes(pair[1], f"{name} of y", second.rows, known)
    few = min(first.rows, second.rows)
    found = Call().text(
        "retrieval", first.pointer, second.pointer, kind, None if one is None else one.ctypes.data,
        None if two is None else two.ctypes.data, word(metric or "all", "metric"),
        min(10, few) if csls is None else whole(csls, "csls"), thread_count(threads),
        work=float(first.rows) * second.rows * first.columns * 4, keep=(first, second, one, two),
    )
    for direction in found["directions"]:
        # JSON orders keys as texts: 1, 10, 5.
        for key in ("recallAt", "chanceRecallAt"):
            direction[key] = dict(sorted(direction[key].items(), key=lambda entry: int(entry[0])))
    return floats(found, _SCORES)
