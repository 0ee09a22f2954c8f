"""What spaces share: compare and its result."""

from __future__ import annotations

import html
from typing import Any, Iterable

from ._arrays import Rows, counts, whole
from ._library import Array, Call, floats, thread_count, word, words


_SCORES = {"value", "values", "chance", "null", "p", "calibrated", "interval", "threshold"}


class Comparison:
    """What two or more spaces share, each measure beside its null.

    Prints as a table and shows itself in a notebook; ``to_dict()`` is the document of ``crossmodal compare --json``,
    ``to_frame()`` a row for each measure of each pair. ``comparison["cka-debiased"]`` is the score of a measure.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def to_dict(self) -> dict[str, Any]:
        """The whole document, with the keys of the command line."""
        return self._document

    def to_frame(self) -> Any:
        """A data frame of pandas: a row for each measure, number of neighbors and pair of spaces."""
        import pandas

        return pandas.DataFrame(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """The rows of ``to_frame`` as dictionaries; None where a measure has none."""
        found = []
        for pair in self._document["pairs"]:
            for score in pair["measures"]:
                null, interval = score.get("null") or {}, score.get("interval") or {}
                found.append({
                    "a": pair["a"], "b": pair["b"], "measure": score["name"], "k": score.get("k"),
                    "value": score.get("value"), "chance": score.get("chance"), "null_mean": null.get("mean"),
                    "null_sd": null.get("sd"), "threshold": null.get("threshold"), "p": score.get("p"),
                    "calibrated": score.get("calibrated"), "from": interval.get("from"), "to": interval.get("to"),
                    "note": score.get("note"),
                })
        return found

    def __getitem__(self, measure: str) -> float | None:
        names = [row["measure"] for row in self.rows()]
        if measure not in names:
            raise KeyError(f"{measure}: not measured; there are {', '.join(dict.fromkeys(names))}")
        return self.rows()[names.index(measure)]["value"]

    def _table(self) -> list[list[str]]:
        several = len(self._document["pairs"]) > 1
        head = (["pair"] if several else []) + ["measure", "k", "score", "null", "p", "calibrated"]
        cells = [head]
        for row in self.rows():
            numbers = [row["value"], row["null_mean"], row["p"], row["calibrated"]]
            cells.append(
                ([f"{row['a']}, {row['b']}"] if several else [])
                + [row["measure"], "" if row["k"] is None else str(row["k"])]
                + ["" if number is None else f"{number:.4f}" for number in numbers]
            )
        return cells

    def __repr__(self) -> str:
        cells = self._table()
        words = len(cells[0]) - 5
        widths = [max(len(line[place]) for line in cells) for place in range(len(cells[0]))]
        lines = [
            "  ".join(
                cell.ljust(width) if place < words else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(line, widths))
            ).rstrip()
            for line in cells
        ]
        document = self._document
        lines.append(
            f"{document['items']} items, {document['metric']}; null: {document['permutations']} random alignments; "
            "calibrated: 0 unrelated, 1 equal")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        cells = [[html.escape(cell) for cell in line] for line in self._table()]
        words = len(cells[0]) - 5

        def row(line: list[str], kind: str) -> str:
            return "<tr>" + "".join(
                f'<{kind} style="text-align: {"left" if place < words else "right"}">{cell}</{kind}>'
                for place, cell in enumerate(line)) + "</tr>"

        head, body = row(cells[0], "th"), "".join(row(line, "td") for line in cells[1:])
        document = self._document
        return (
            f"<table><caption>{document['items']} items, {html.escape(document['metric'])}</caption>"
            f"<thead>{head}</thead><tbody>{body}</tbody></table>"
        )


def _names(names: Iterable[str] | None, count: int) -> list[str]:
    if names is None:
        return ["x", "y", "z"][:count] if count <= 3 else [f"x{place + 1}" for place in range(count)]
    found = words(names, "names")
    if len(found) != count:
        raise ValueError(f"names: {len(found)} names of {count} spaces")
    return found


def compare(
    x: Any, y: Any, *others: Any, k: Any = 10, metric: str = "cosine", measures: str | Iterable[str] | None = None,
    permutations: int = 200, seed: int = 1, names: Iterable[str] | None = None, threads: int | None = None,
) -> Comparison:
    """What two or more row-aligned spaces share: neighborhoods, geometry, hubs, each beside its null.

    Args:
        x, y, others: n × any numbers each; row i is the same item everywhere.
        k: numbers of neighbors, or percentages as ``"1%"``.
        metric: which rows are neighbors: ``"cosine"`` or ``"euclidean"``.
        measures: names as ``crossmodal compare --explain all`` lists them; None: all of two spaces, three of several.
        permutations: random alignments of the null; 0 for none.
        seed: of the permutations.
        names: what the spaces are called.
        threads: None: all processors.

    >>> random = numpy.random.default_rng(0)
    >>> x = random.normal(size=(100, 8))
    >>> comparison = crossmodal.compare(x, x @ random.normal(size=(8, 8)), measures=["mutual-knn", "cca-mean"])
    >>> round(comparison["cca-mean"], 6)
    1.0
    >>> print(comparison)
    measure     k   score    null       p  calibrated
    mutual-knn  10  0.5...
    cca-mean        1.0000  ...
    100 items, cosine; null: 200 random alignments; calibrated: 0 unrelated, 1 equal
    """
    sources = [x, y, *others]
    called = _names(names, len(sources))
    spaces = [Rows(source, name) for source, name in zip(sources, called)]
    arrays = (Array * len(spaces))(*[space.array for space in spaces])
    numbers, count, _ = counts(k, spaces[0].rows)
    chosen = None if measures is None else word(",".join(words(measures, "measures")), "measures")
    items = float(spaces[0].rows)
    document = Call().text(
        "compare", arrays, len(spaces), numbers, count, word(metric, "metric"), chosen,
        whole(permutations, "permutations", 0, 1_000_000), whole(seed, "seed", 0, 2**64 - 1), thread_count(threads),
        work=items * (items + 200) * max(space.columns for space in spaces) * (1 + permutations / 20),
        keep=(spaces, arrays, numbers),
    )
    return Comparison(floats(document, _SCORES))
