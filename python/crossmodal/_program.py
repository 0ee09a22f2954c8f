"""The programs that come with the package."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NoReturn

from ._library import Interrupted, programs


def program(name: str = "crossmodal") -> str:
    """The path of a program of this package."""
    path = programs() / name
    if not path.exists():
        raise OSError(f"{path}: the program is missing; install the wheel, or build it with scripts/wheel.sh")
    return str(path)


def _become(name: str) -> NoReturn:
    path = program(name)
    os.execv(path, [path, *sys.argv[1:]])


def main() -> NoReturn:
    """``crossmodal`` on PATH."""
    _become("crossmodal")


def matrix() -> NoReturn:
    """``crossmodal-matrix`` on PATH."""
    _become("crossmodal-matrix")


def fail(code: int, words: str) -> None:
    """Raises what an exit code of the command line means; 3 (some fits failed) and 0 are no errors."""
    lines = [line for line in words.splitlines() if line.strip()]
    line = lines[-1] if lines else f"crossmodal ended with exit code {code}"
    line = line[len("crossmodal: "):] if line.startswith("crossmodal: ") else line
    if code in (0, 3):
        return
    if code in (64, 65):
        raise ValueError(line)
    if code in (69, 74):
        raise OSError(line)
    if code in (75, 130) or code < 0:
        raise Interrupted(line)
    raise RuntimeError(line)


def argument(path: str) -> str:
    """A path that no program takes for an option."""
    return os.path.join(".", path) if path.startswith("-") else path


def ask(*arguments: str) -> str:
    """The standard output of a command that ends by itself."""
    found = subprocess.run([program(), *arguments], capture_output=True, text=True, check=False)
    fail(found.returncode, found.stderr)
    return found.stdout
