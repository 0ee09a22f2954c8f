"""Processors with less than this one has: the same neighbors, numbers that agree but for rounding."""

import json
import os
import shutil
import subprocess
import sys

import pytest

CODE = """
import json, numpy, crossmodal
random = numpy.random.default_rng(3)
x, y = random.normal(size=(200, 16)), random.normal(size=(200, 24))
result = {"indices": crossmodal.neighbors(x, k=5)[0].tolist(), "overlap": crossmodal.overlap(x, y, k=[1, 9]).tolist()}
for kind in ("float16", "float32"):
    result[kind] = crossmodal.neighbors(x.astype(kind), k=5)[0].tolist()
comparison = crossmodal.compare(x, y, permutations=3)
result["compare"] = [row["value"] for row in comparison.rows()]
result["map"] = crossmodal.Map(epochs=2, hidden_units=8).fit(x, y).predict(x).tolist()
result["ridge"] = crossmodal.RidgeMap([1, 10]).fit(x, y).coef_.tolist()
result["distances"] = crossmodal.distances(x, metric="euclidean").tolist()
result["rank"] = [found["medianRank"] for found in crossmodal.retrieval(x, x)["directions"]]
print(json.dumps({"kernel": crossmodal.configuration(), **result}))
"""


def run(program=(), **variables):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}
    found = subprocess.run([*program, sys.executable, "-c", CODE], capture_output=True, text=True, env=environment)
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout.splitlines()[-1])


def flat(value):
    return [number for entry in value for number in flat(entry)] if isinstance(value, list) else [value]


def check(found, wanted):
    for name in ("indices", "float16", "float32", "overlap", "rank"):
        assert found[name] == wanted[name], name
    for name in ("compare", "map", "ridge", "distances"):
        assert flat(found[name]) == pytest.approx(flat(wanted[name]), rel=1e-3, abs=1e-4), name


@pytest.mark.parametrize("instructions", ["avx2", "baseline"])
def test_lesser_instructions(instructions):
    """As OpenBLAS and our own kernels choose where AVX-512, or AVX2 too, is missing."""
    kernel = "Haswell" if instructions == "avx2" else "Nehalem"
    found = run(CROSSMODAL_INSTRUCTIONS=instructions, OPENBLAS_CORETYPE=kernel)
    assert found["kernel"]["kernel"] == kernel
    assert found["kernel"]["path"] == ("fused" if instructions == "avx2" else "openblas")
    check(found, run())


@pytest.mark.long
@pytest.mark.skipif(shutil.which("qemu-x86_64") is None, reason="qemu-user is not installed")
@pytest.mark.parametrize("processor", ["Nehalem", "Westmere"])
def test_a_processor_without_avx(processor):
    found = run(("qemu-x86_64", "-cpu", processor))
    assert found["kernel"]["kernel"] == "Nehalem"
    check(found, run())
