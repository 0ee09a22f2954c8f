"""What ends an extraction: one line, and an exit code of the command line."""

from __future__ import annotations

import importlib
from typing import Any

USAGE, DATA, MISSING, FILE, STOPPED = 64, 65, 69, 74, 75


class Failure(Exception):
    """A line for people with its exit code: 64 usage, 65 content, 69 a package is missing, 74 a file, 75 stopped."""

    def __init__(self, code: int, line: str):
        super().__init__(" ".join(line.split()))
        self.code = code


def need(module: str, whom: str, install: str) -> Any:
    """An imported module; a missing one is said with the command that brings everything that the model needs."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        missing = error.name or module
        raise Failure(MISSING, f"{whom} needs the Python package {missing}; pip install {install}") from None


def shown(names: Any, most: int = 8) -> str:
    """Names for a line, the first of them where there are many."""
    names = [repr(str(name)) for name in names]
    return ", ".join(names[:most]) + (f", … ({len(names)} in all)" if len(names) > most else "")
