"""A table of texts: one a row, in order."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

from ._failure import DATA, FILE, Failure, shown


class Texts:
    """The texts of a column of a .csv, or of a table with tabs, in which quotes are letters.

    As everywhere in crossmodal: a name asks for a header line, a number from 1 says that there is none, and without either
    the last column holds the texts and there is no header.
    """

    def __init__(self, path: Path, column: str | None = None):
        self.path = path
        try:
            content = path.read_bytes()
        except IsADirectoryError:
            raise Failure(FILE, f"{path}: is a folder; allowed: a table of texts") from None
        except OSError as error:
            raise Failure(FILE, f"{path}: {error.strerror}") from None
        try:
            # A mark of UTF-8 in front is no text, but counts among the bytes.
            text = content.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise Failure(DATA, f"{path}: byte {error.start} is not UTF-8; allowed: texts in UTF-8") from None
        if b"\0" in content:
            raise Failure(DATA, f"{path}: byte {content.index(0)} is zero; allowed: texts in UTF-8 without zero bytes")
        self._digest = hashlib.sha256(content).hexdigest()
        csv.field_size_limit(1 << 30)
        if path.suffix.lower() == ".csv":
            rows = list(csv.reader(io.StringIO(text, newline="")))
        else:
            # Quotes between tabs are letters.
            rows = [line.split("\t") if line else [] for line in text.replace("\r\n", "\n").split("\n")]
        while rows and not rows[-1]:
            rows.pop()
        if not rows:
            raise Failure(DATA, f"{path}: has no rows")
        for number, row in enumerate(rows, 1):
            if not row:
                raise Failure(DATA, f"{path}: row {number} is an empty line; a table with another column has empty texts")
            if len(row) != len(rows[0]):
                raise Failure(DATA, f"{path}: row {number} has {len(row)} columns, the first has {len(rows[0])}")
        place = self._place(rows, column)
        if column is not None and not column.isdigit():
            rows = rows[1:]
        if not rows:
            raise Failure(DATA, f"{path}: has no rows below its header")
        self.texts = [row[place] for row in rows]

    def _place(self, rows: list[list[str]], column: str | None) -> int:
        if column is None:
            return len(rows[0]) - 1
        if column.isdigit():
            if not 1 <= int(column) <= len(rows[0]):
                raise Failure(DATA, f"{self.path}: has {len(rows[0])} columns, but the text is to be in column {column}")
            return int(column) - 1
        if column not in rows[0]:
            raise Failure(
                DATA, f"{self.path}: no column is named {column!r}; the first line names {shown(rows[0])}")
        return rows[0].index(column)

    def __len__(self) -> int:
        return len(self.texts)

    def names(self) -> list[str]:
        """The texts on one line each."""
        return [" ".join(text.split()) for text in self.texts]

    def stamp(self) -> list[Any]:
        """What tells these texts from others."""
        return [self._digest, len(self.texts)]

    def read(self, number: int) -> str:
        """A text."""
        return self.texts[number]
