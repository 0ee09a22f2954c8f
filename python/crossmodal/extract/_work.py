"""Batch after batch, kept on disk: what a stopped extraction has done is not done again."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any, Callable

import numpy

from ._failure import DATA, Failure
from ._files import replace, write_lines


class Work:
    """The batches of one output, in a hidden folder beside it that goes when the output stands."""

    def __init__(self, output: Path, identity: dict[str, Any]):
        self.folder = output.parent / f".{output.name}.batches"
        self._digest = hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()
        mark = self.folder / "identity"
        if self.folder.exists() and not (mark.exists() and mark.read_text().strip() == self._digest):
            note("what a stopped run left is of other files or another model, and is begun again")
            shutil.rmtree(self.folder)

    def load(self, batch: int) -> tuple[list[int], list[numpy.ndarray]] | None:
        """Rows and vectors of a batch that was finished before; None where it was not."""
        path = self.folder / f"{batch}.npz"
        if not path.exists():
            return None
        with numpy.load(path, allow_pickle=False) as content:
            return content["rows"].tolist(), [content[str(layer)] for layer in range(len(content.files) - 1)]

    def keep(self, batch: int, rows: list[int], arrays: list[numpy.ndarray]) -> None:
        """Keeps the vectors of a batch."""
        if not self.folder.exists():
            self.folder.mkdir()
            write_lines(self.folder / "identity", [self._digest])
        layers = {str(layer): array for layer, array in enumerate(arrays)}
        replace(self.folder / f"{batch}.npz", lambda file: numpy.savez(file, rows=numpy.array(rows, int), **layers))

    def finish(self) -> None:
        """Removes what was kept."""
        shutil.rmtree(self.folder, ignore_errors=True)


def encode(
    items: Any, model: Any, work: Work, batch_size: int, strict: bool, accept: Callable[[list[numpy.ndarray]], None]
) -> tuple[list[int], list[numpy.ndarray]]:
    """The rows that could be read, and their vectors, one array a layer.

    A picture that cannot be read is said and left out, or ends the run with ``strict``. ``accept`` may refuse the first
    vectors, before time is spent on the others.
    """
    size = model.batch_size or len(items)
    size = min(size, batch_size) if model.batch_size else size
    parts: list[tuple[list[int], list[numpy.ndarray]]] = []
    progress = Progress(len(items))
    for batch, start in enumerate(range(0, len(items), size)):
        numbers = range(start, min(start + size, len(items)))
        part = work.load(batch)
        if part is None or strict and len(part[0]) < len(numbers):
            part = _encode(items, numbers, model, strict)
            if part[0] and not parts:
                accept(part[1])
            work.keep(batch, *part)
        elif len(part[0]) < len(numbers):
            for number in sorted(set(numbers) - set(part[0])):
                note(f"{items.files[number]}: was left out before the stop")
        if part[0]:
            parts.append(part)
        progress.show(numbers.stop)
    progress.finish()
    if not parts:
        raise Failure(DATA, f"{items.folder}: none of its {len(items)} pictures can be read")
    rows = [row for part in parts for row in part[0]]
    return rows, [numpy.concatenate([part[1][layer] for part in parts]) for layer in range(len(parts[0][1]))]


def _encode(items: Any, numbers: range, model: Any, strict: bool) -> tuple[list[int], list[numpy.ndarray]]:
    rows, batch = [], []
    for number in numbers:
        try:
            batch.append(items.read(number))
            rows.append(number)
        except ValueError as error:
            line = f"{items.folder / items.files[number]}: cannot be read ({error})"
            if strict:
                raise Failure(DATA, f"{line}; without --strict it is left out") from None
            note(f"{line}, and is left out")
    arrays = [numpy.asarray(array, numpy.float32) for array in model.encode(batch)] if batch else []
    for array in arrays:
        bad = numpy.flatnonzero(~numpy.isfinite(array).all(axis=1))
        if len(bad):
            raise Failure(DATA, f"row {rows[bad[0]] + 1} has a vector that is not finite; nothing was written")
    return rows, arrays


class Progress:
    """A line that counts, on a terminal; elsewhere a line every ten seconds."""

    def __init__(self, total: int):
        self.total, self.shown = total, time.monotonic()

    def show(self, done: int) -> None:
        if done == self.total:
            return
        if sys.stderr.isatty():
            print(f"\r{done} of {self.total}", end="", file=sys.stderr, flush=True)
        elif time.monotonic() - self.shown > 10:
            self.shown = time.monotonic()
            note(f"{done} of {self.total}")

    def finish(self) -> None:
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def note(line: str) -> None:
    """A line for people."""
    print(f"extract: {line}", file=sys.stderr, flush=True)
