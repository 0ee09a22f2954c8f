"""Studies: what ``crossmodal run`` makes, from Python."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Mapping

import numpy

from ._arrays import flag, whole
from ._library import path_text, shown, word
from ._maps import Map
from ._program import argument, ask, fail, program
from ._settings import Settings

# Columns of `crossmodal results`, of every kind of study, that hold text: a name may look like a number.
_TEXT_COLUMNS = {
    "kind", "fit", "dataset", "image", "text", "direction", "loss", "model", "setting", "activation", "state", "steady",
    "collapsed", "reason", "note", "kernels", "host", "worker", "started", "row", "vectors", "map", "initializer", "ratings",
    "pair", "a", "b", "measure",
}


class Study:
    """A study on disk.

    >>> crossmodal.Study("no.study").results()
    Traceback (most recent call last):
    OSError: no.study...
    """

    def __init__(self, directory: Any) -> None:
        self.directory = Path(path_text(directory, "directory"))

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
            study: its directory; None: as ``crossmodal run`` names it, ``NAME.study`` in the current one.
            workers: processes side by side; None: as the program decides.
            settings: keys that override the file, as ``{"training.max-epochs": 20}``; texts are texts, whatever is in them.
            progress: a bar of tqdm, where it is installed.

        An interrupt lets the workers keep what they finished, and raises ``Interrupted``; run again to continue.
        """
        wanted = flag(progress, "progress")
        count = [] if workers is None else ["--workers", str(whole(workers, "workers"))]
        chosen = [argument(path_text(config, "config")), *_settings(settings)]
        directory = _directory(chosen) if study is None else path_text(study, "study")
        command = [program(), "run", *chosen, "--study", argument(directory), *count]
        with tempfile.TemporaryFile("w+") as words:
            # A session of its own: an interrupt reaches the program once, from here.
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=words, start_new_session=True)
            bar = _Bar(cls(directory), wanted)
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
        return json.loads(self._ask("status", "--json"))

    def results(self) -> Any:
        """One row for each fit, with the columns of `crossmodal results`: a data frame where pandas is installed, else a list
        of dictionaries.
        """
        text = self._ask("results")
        # Cells as Python reads them: a data frame's own reader rounds.
        rows = [{column: _value(column, cell) for column, cell in row.items()} for row in csv.DictReader(io.StringIO(text))]
        try:
            import pandas
        except ImportError:
            return rows
        return pandas.DataFrame(rows)

    def best(self) -> list[dict[str, Any]]:
        """The chosen setting and epoch of each cell, with the spread over folds; ``name`` is the cell's for ``map(cell)``. Of other
        kinds of studies, what is best there.
        """
        # A study of another kind has vectors or pairs instead of cells.
        return next(value for value in json.loads(self._ask("best", "--json")).values() if isinstance(value, list))

    def settings(self, cell: str) -> Settings:
        """The settings of a cell, for ``Map(study_settings=…)``, whose fits then are those of the study.

        >>> crossmodal.Study("no.study").settings("small/x/y/image-to-text/mse/nn")
        Traceback (most recent call last):
        OSError: no.study...
        """
        wanted = word(cell, "cell").decode()
        cells = json.loads(self._ask("plan", "--settings", "--json"))["cells"]
        found = {entry["name"]: entry for entry in cells}
        if wanted not in found:
            raise ValueError(f"cell {shown(cell)}: there is none; there are {', '.join(found)}")
        return Settings(found[wanted])

    def folds(self) -> numpy.ndarray:
        """The fold of each row of a cross-validation that has been run, as scikit-learn's ``PredefinedSplit`` takes it."""
        entries = self._index("predictions")
        if any(os.path.basename(entry["file"]).startswith("run-") for entry in entries):
            raise ValueError(f"{self.directory}: a holdout, whose chosen maps are fitted on all training rows, not on folds")
        cells: dict[str, list[dict[str, Any]]] = {}
        for entry in entries:
            cells.setdefault(entry["cell"], []).append(entry)
        entries = max(cells.values(), key=len)
        count = self.settings(entries[0]["cell"]).folds
        if len(entries) < count:
            raise ValueError(f"{self.directory}: {len(entries)} of {count} folds have a chosen map so far; run the study to its end")
        rows = numpy.concatenate([entry["rows"] for entry in entries])
        if len(set(rows.tolist())) < len(rows):
            raise ValueError(f"{self.directory}: repeats its folds, so that a row is in several; predictions() has the rows of each")
        folds = numpy.full(rows.max() + 1, -1)
        for entry in entries:
            folds[entry["rows"]] = entry["fold"]
        return folds

    def predictions(self, cell: str | None = None) -> list[dict[str, Any]]:
        """f(X) of the rows held out: for each fold ``{"cell", "fold", "rows", "vectors", …}``, rows from 0; without a cell of all."""
        return self._exported("predictions", cell, "vectors", numpy.load)

    def maps(self, cell: str | None = None) -> list[dict[str, Any]]:
        """The chosen maps: for each fold ``{"cell", "fold", "rows", "map", …}``, of all cells without one."""
        return self._exported("models", cell, "map", Map.load)

    def map(self, cell: str | None = None, fold: int = 0) -> Map:
        """The chosen map of a cell and fold, or run; without a cell that of the first."""
        whole(fold, "fold", 0)
        found = self.maps(cell)
        for entry in found:
            if entry.get("fold", entry.get("run")) == fold:
                return entry["map"]
        raise ValueError(f"fold {fold}: there are {sorted({entry.get('fold', entry.get('run')) for entry in found})}")

    def _ask(self, command: str, *options: str) -> str:
        return ask(command, argument(str(self.directory)), *options)

    def _exported(self, what: str, cell: str | None, key: str, load: Any) -> list[dict[str, Any]]:
        return self._index(what, cell, lambda entry, path: {**entry, key: load(path)})

    def _index(self, what: str, cell: str | None = None, read: Any = lambda entry, path: entry) -> list[dict[str, Any]]:
        with tempfile.TemporaryDirectory() as folder:
            target = os.path.join(folder, what)
            chosen = [] if cell is None else [f"--cell={word(cell, 'cell').decode()}"]
            self._ask("export", "--to", what, "-o", target, *chosen)
            index = json.loads((Path(target) / "index.json").read_text(encoding="utf-8"))
            return [read(entry, os.path.join(target, entry["file"])) for entry in index]


def _directory(chosen: list[str]) -> str:
    """Where `run` puts a study if nobody says where."""
    return json.loads(ask("plan", *chosen, "--json"))["directory"]


def _value(column: str, cell: str) -> Any:
    if column in _TEXT_COLUMNS:
        return cell or None
    for kind in (int, float):
        try:
            return kind(cell)
        except ValueError:
            continue
    return cell or None


def _settings(settings: Mapping[str, Any] | None) -> list[str]:
    if settings is None:
        return []
    if not isinstance(settings, Mapping):
        raise ValueError(f"settings {shown(settings)}: keys and values are needed, as {{'training.max-epochs': 20}}")
    # JSON is YAML in which a text stays a text.
    return [
        f"--set={word(key, 'settings').decode()}={json.dumps(_plain(value, key), ensure_ascii=False)}"
        for key, value in settings.items()
    ]


def _plain(value: Any, key: str) -> Any:
    """A value as JSON has it."""
    if isinstance(value, (numpy.generic, numpy.ndarray)):
        value = value.tolist()
    if isinstance(value, Path):
        value = str(value)
    if isinstance(value, (list, tuple, range)):
        return [_plain(entry, key) for entry in value]
    if isinstance(value, Mapping):
        return {word(name, key).decode(): _plain(entry, key) for name, entry in value.items()}
    if isinstance(value, str):
        word(value, key)
    elif not (value is None or isinstance(value, int) or isinstance(value, float) and math.isfinite(value)):
        raise ValueError(
            f"settings {key}: found {shown(value)}; allowed are finite numbers, texts, True, False, None, and lists of them")
    return value


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
