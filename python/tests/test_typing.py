"""A program of a user, as type checkers see the package."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
from __future__ import annotations

from pathlib import Path
from typing import List, Tuple

import numpy
import crossmodal
from crossmodal import Map, RidgeMap, Study

x: numpy.ndarray = numpy.eye(20)
indices, distances = crossmodal.neighbors(x, k=3)
rows: int = indices.shape[0]
table: crossmodal.Comparison = crossmodal.compare(x, x, measures=["mutual-knn"], names=["a", "b"])
score: float | None = table["mutual-knn"]
document: dict[str, object] = table.to_dict()
ranks: dict[str, object] = crossmodal.retrieval(x, x, groups=[1, 2] * 10)
map: Map = Map("nn", hidden_units=8, epochs=2).fit(x, x)
mapped: numpy.ndarray = map.predict(x)
loss: float = map.score(x, x)
layers: List[Tuple[numpy.ndarray, numpy.ndarray]] = map.layers_
map.save(Path("m.safetensors"))
again: Map = Map.load("m.safetensors")
ridge: RidgeMap = RidgeMap(penalties=[1.0, 10.0]).fit(x, x)
study: Study = Study.run("config.yaml", workers=2, settings={"training.max-epochs": 2})
best: list[dict[str, object]] = study.best()
"""

WRONG = """
import crossmodal
crossmodal.Map(epochs="3")
crossmodal.overlap([[1.0]], [[1.0]], metric=3)
crossmodal.overlapp([[1.0]], [[1.0]])
"""


def check(folder, text):
    (folder / "program.py").write_text(text)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "MYPYPATH": sys.path[0]}
    return subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--cache-dir", os.devnull, "program.py"], cwd=folder,
        capture_output=True, text=True, env=environment)


@pytest.mark.long
def test_a_program_of_a_user_is_well_typed(tmp_path):
    pytest.importorskip("mypy")
    found = check(tmp_path, PROGRAM)
    assert found.returncode == 0, found.stdout
    found = check(tmp_path, WRONG)
    assert found.returncode == 1 and found.stdout.count("error:") == 3, found.stdout
