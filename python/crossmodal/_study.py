"""Studies: what ``crossmodal run`` makes, from Python."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Mapping

import numpy

from ._maps import Map
from ._program import ask, fail, program


class Study:
    """A study on disk.

    >>> crossmodal.Study("no.study").results()
    Traceback (most recent call last):
    OSError: no.study...
    """

    def __init__(self, directory: Any) -> None:
        self.directory = Path(directory)

    def __repr__(self) -> str:
        return f"Study({str(self.directory)!r})"

    @classmethod
    def run(
        cls, config: Any, study: Any = None, workers: int | None = None, settings: Mapping[str, Any] | None = None,
        progress: bool = True,
    ) -> Study:
        """Runs a study, or continues it: what is finished is never done again.

        Args:
            config: the YAML file.
            study: its directory; None: ``NAME.study`` in the current one.
            workers: processes side by side; None: as the program decides.
            settings: keys that override the file, as ``{"training.max-epochs": 20}``.
            progress: a bar of tqdm, where it is installed.

        An interrupt lets the workers keep what they finished, and raises ``Interrupted``; run again to continue.
        """
        directory = Path(study) if study is not None else Path(f"{_name(config, settings)}.study")
        command = [program(), "run", str(config), "--study", str(directory), *_settings(settings)]
        if workers is not None:
            command += ["--workers", str(workers)]
        with tempfile.TemporaryFile("w+") as words:
            # A session of its own: an interrupt reaches the program once, from here.
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=words, start_new_session=True)
            bar = _Bar(cls(directory), progress)
            try:
                while process.poll() is None:
                    time.sleep(0.05)
                    bar.update()
            except KeyboardInterrupt:
                process.send_signal(signal.SIGINT)
                process.wait()
            finally:
                bar.close()
                if process.poll() is None:
                    process.kill()
                    process.wait()
            words.seek(0)
            fail(process.returncode, words.read())
        return cls(directory)

    def status(self) -> dict[str, Any]:
        """The document of ``crossmodal status --json``."""
        return json.loads(ask("status", str(self.directory), "--json"))

    def results(self) -> Any:
        """One row for each fit, with the columns of `crossmodal results`: a data frame where pandas is installed, else a list
        of dictionaries.
        """
        text = ask("results", str(self.directory))
        # Cells as Python reads them: a data frame's own reader rounds.
        rows = [{key: _value(cell) for key, cell in row.items()} for row in csv.DictReader(io.StringIO(text))]
        try:
            import pandas
        except ImportError:
            return rows
        return pandas.DataFrame(rows)

    def best(self) -> list[dict[str, Any]]:
        """The chosen setting and epoch of each cell, with the spread over folds; ``name`` is the cell's for ``map(cell)``."""
        return json.loads(ask("best", str(self.directory), "--json"))["cells"]

    def predictions(self, cell: str | None = None) -> list[dict[str, Any]]:
        """f(X) of the rows held out: for each fold ``{"cell", "fold", "rows", "vectors", …}``, rows from 0; without a cell of all."""
        return self._exported("predictions", cell, "vectors", numpy.load)

    def maps(self, cell: str | None = None) -> list[dict[str, Any]]:
        """The chosen maps: for each fold ``{"cell", "fold", "rows", "map", …}``, of all cells without one."""
        return self._exported("models", cell, "map", Map.load)

    def map(self, cell: str | None = None, fold: int = 0) -> Map:
        """The chosen map of a cell and fold, or run; without a cell that of the first."""
        found = self.maps(cell)
        for entry in found:
            if entry.get("fold", entry.get("run")) == fold:
                return entry["map"]
        raise ValueError(f"fold {fold}: there are {sorted({entry.get('fold', entry.get('run')) for entry in found})}")

    def _exported(self, what: str, cell: str | None, key: str, load: Any) -> list[dict[str, Any]]:
        with tempfile.TemporaryDirectory() as folder:
            target = os.path.join(folder, what)
            chosen = [] if cell is None else ["--cell", cell]
            ask("export", str(self.directory), "--to", what, "-o", target, *chosen)
            index = json.loads((Path(target) / "index.json").read_text(encoding="utf-8"))
            return [{**entry, key: load(os.path.join(target, entry["file"]))} for entry in index]


def _name(config: Any, settings: Mapping[str, Any] | None) -> str:
    # What `run` calls the directory: the name that the resolved configuration has.
    found = re.search(r"^name: (.+)$", ask("check", str(config), *_settings(settings)), re.MULTILINE)
    if found is None:
        raise ValueError(f"{config}: has no name; say study=…")
    return found[1].strip().strip("'\"")


def _value(cell: str) -> Any:
    for kind in (int, float):
        try:
            return kind(cell)
        except ValueError:
            continue
    return cell or None


def _settings(settings: Mapping[str, Any] | None) -> list[str]:
    found: list[str] = []
    for key, value in (settings or {}).items():
        found += ["--set", f"{key}={value if isinstance(value, str) else json.dumps(value)}"]
    return found


class _Bar:
    """The fits that are done, as tqdm shows them; nothing without it."""

    def __init__(self, study: Study, wanted: bool) -> None:
        self._study, self._bar, self._next = study, None, time.monotonic() + 1
        self._wanted = wanted

    def update(self) -> None:
        if not self._wanted or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + 1
        try:
            from tqdm.auto import tqdm

            state = self._study.status()["progress"]
            done, total = state["done"] + state["failed"], state["total"]
        except (ImportError, OSError, ValueError, RuntimeError, KeyError):
            return
        if self._bar is None:
            self._bar = tqdm(total=total, unit="fit")
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
