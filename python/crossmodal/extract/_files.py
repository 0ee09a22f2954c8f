"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any, Callable

import numpy

from ._failure import DATA, FILE, Failure


def replace(path: Path, write: Callable[[Any], None]) -> None:
    """Writes a file beside its place and moves it there in one step."""
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise Failure(FILE, f"{path}: cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            write(file)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException as error:
        os.unlink(temporary)
        if isinstance(error, OSError):
            raise Failure(FILE, f"{path}: cannot be written: {error.strerror}") from None
        raise


def write_lines(path: Path, lines: list[str]) -> None:
    """A text file of one line each."""
    replace(path, lambda file: file.write("".join(line + "\n" for line in lines).encode()))


def check_lines(whose: Path, lines: list[str]) -> None:
    """Refuses what cannot be a line of a text file."""
    for line in lines:
        try:
            line.encode()
        except UnicodeEncodeError:
            raise Failure(DATA, f"{whose}: the name {line!r} is not UTF-8, and cannot be a line of --names; rename it") from None
        if line and line.splitlines() != [line]:
            raise Failure(DATA, f"{whose}: the name {line!r} has a line break, and cannot be a line of --names; rename it")


def write_vectors(path: Path, layers: list[str], arrays: list[numpy.ndarray]) -> str:
    """One layer as n × D, layers of one width as n × L × D; as .npz an array for each. Returns the shape in words."""
    if path.suffix == ".npz":
        # An archive names its arrays by files, and "/" would be a folder.
        keys = [layer.replace("/", "-") for layer in layers]
        replace(path, lambda file: numpy.savez(file, **dict(zip(keys, arrays))))
        return ", ".join(f"{key} {array.shape[1]}" for key, array in zip(keys, arrays))
    array = arrays[0] if len(arrays) == 1 else numpy.stack(arrays, axis=1)
    replace(path, lambda file: numpy.save(file, array, allow_pickle=False))
    return " × ".join(str(size) for size in array.shape)


def rows_of(path: Path) -> int:
    """The number of rows of an .npy file, or the lines of a text file."""
    try:
        if path.suffix == ".npy":
            return len(numpy.load(path, mmap_mode="r", allow_pickle=False))
        return len(path.read_text(encoding="utf-8").splitlines())
    except OSError as error:
        raise Failure(FILE, f"{path}: {error.strerror or 'cannot be read'}") from None
    except (ValueError, TypeError):
        raise Failure(DATA, f"{path}: is no .npy file of rows and no text; allowed: one of these") from None
