#!/usr/bin/env python3
"""Check that a map gives the same numbers here, in onnxruntime and in PyTorch: every family, activation and feature step.

    python3 -m venv .venv && .venv/bin/pip install numpy onnx onnxruntime safetensors torch
    .venv/bin/python scripts/reference/onnx_check.py [--program .build/release/crossmodal] [--trained lin,nn,nn-3,nn-5]

For each chain of steps the families of --trained are trained by the program on prepared rows, and the closed-form maps (least
squares with penalty, rotation, low rank, both sides of a canonical correlation) are solved here. Each becomes a safetensors
file with its steps, as docs/MODELS.md says, which is mapped three times:

    ours       crossmodal map MODEL X
    ONNX       crossmodal convert MODEL M.onnx, then onnx.checker and onnxruntime
    PyTorch    the tensors as they stand in the file

Rows are of offset 50 and deviations from 0.01 to 100, with a zero row among them. Prints the largest difference of each pair,
relative to the largest number of a column (at least 1); exits with 1 beyond 1e-5, and where names, shapes or metadata
differ.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import onnx
import onnxruntime
import torch
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

LIMIT = 1e-5
ROWS, COLUMNS, TARGETS = 300, 24, 10
CHAINS = {
    "none": [],
    "center": ["center"],
    "standardize": ["standardize"],
    "unit-length": ["unit-length"],
    "pca": ["pca"],
    "whiten": ["whiten"],
    "standardize, pca, unit-length": ["standardize", "pca", "unit-length"],
    "unit-length, center, whiten": ["unit-length", "center", "whiten"],
}
ACTIVATIONS = ("relu", "sigmoid", "tanh")


def fitted(chain, rows):
    """Steps fitted on rows: kinds, tensors without prefix, and the rows after them."""
    kinds, tensors, rows = [], {}, rows.astype(numpy.float64)
    for place, step in enumerate(chain):
        name = f"step.{place}."
        if step == "unit-length":
            kinds.append("unit-length")
            length = numpy.linalg.norm(rows, axis=1, keepdims=True)
            rows = rows / numpy.where(length > 0, length, 1)
            continue
        shift = rows.mean(axis=0)
        tensors[name + "shift"] = shift
        if step in ("center", "standardize"):
            kinds.append("scaling")
            factor = numpy.ones(shift.size) if step == "center" else 1 / rows.std(axis=0)
            tensors[name + "factor"] = factor
            rows = (rows - shift) * factor
        else:
            kinds.append("projection")
            _, values, directions = numpy.linalg.svd(rows - shift, full_matrices=False)
            matrix = directions[:8].T
            if step == "whiten":
                matrix = matrix * (len(rows) ** 0.5 / values[:8])
            tensors[name + "matrix"] = numpy.ascontiguousarray(matrix)
            rows = (rows - shift) @ matrix
    return kinds, tensors, rows.astype(numpy.float32)


def solved(rows, targets):
    """Closed-form maps: name, weights, bias, steps of the target."""
    x, y = rows.astype(numpy.float64), targets.astype(numpy.float64)
    mx, my = x.mean(axis=0), y.mean(axis=0)
    xc, yc = x - mx, y - my
    ridge = numpy.linalg.solve(xc.T @ xc + numpy.eye(x.shape[1]), xc.T @ yc)
    yield "ridge", ridge, my - mx @ ridge, {}
    u, _, v = numpy.linalg.svd(xc.T @ yc, full_matrices=False)
    yield "procrustes", u @ v, my - mx @ (u @ v), {}
    _, _, directions = numpy.linalg.svd(xc @ ridge, full_matrices=False)
    low = ridge @ directions[:3].T @ directions[:3]
    yield "reduced-rank", low, my - mx @ low, {}

    def root(covariance):
        values, vectors = numpy.linalg.eigh(covariance + 0.1 * numpy.eye(len(covariance)))
        return vectors / values**0.5 @ vectors.T

    rx, ry = root(xc.T @ xc / len(x)), root(yc.T @ yc / len(y))
    u, s, v = numpy.linalg.svd(rx @ (xc.T @ yc / len(x)) @ ry, full_matrices=False)
    a, b = rx @ u[:, :5] * s[:5], ry @ v[:5].T
    side = {"target.step.0.shift": my, "target.step.0.matrix": numpy.ascontiguousarray(b)}
    yield "cca", a, -mx @ a, side


def torch_map(path, x):
    """f(x) by PyTorch from the tensors of a file."""
    with safe_open(path, "pt") as file:
        metadata = file.metadata()
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    rows = torch.from_numpy(x)
    kinds = [kind for kind in metadata.get("input.steps", "").split(", ") if kind]
    rows = rows.double() if kinds else rows
    for place, kind in enumerate(kinds):
        name = f"input.step.{place}."
        if kind == "scaling":
            rows = (rows - tensors[name + "shift"]) * tensors[name + "factor"]
        elif kind == "projection":
            rows = (rows - tensors[name + "shift"]) @ tensors[name + "matrix"]
        else:
            rows = torch.nn.functional.normalize(rows, dim=1, eps=1e-300)
    rows = rows.float()
    layers = sum(name.startswith("W") for name in tensors)
    for place in range(layers):
        rows = rows @ tensors[f"W{place}"] + tensors[f"b{place}"]
        if place + 1 < layers:
            rows = getattr(torch, metadata["activation"])(rows)
    return rows.numpy()


def onnx_map(path, x, metadata):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    assert [port.name for port in session.get_inputs() + session.get_outputs()] == ["x", "y"]
    assert session.get_inputs()[0].shape == ["n", x.shape[1]], session.get_inputs()[0].shape
    assert session.get_modelmeta().custom_metadata_map == metadata, "metadata differ"
    whole = session.run(["y"], {"x": x})[0]
    # One row alone is the same map.
    alone = session.run(["y"], {"x": x[3:4]})[0]
    assert difference(alone, whole[3:4]) < LIMIT
    return whole


def difference(a, b):
    assert a.shape == b.shape and a.dtype == b.dtype == numpy.float32, (a.shape, b.shape, a.dtype, b.dtype)
    scale = numpy.maximum(1, numpy.abs(b).max(axis=0))
    return float((numpy.abs(a.astype(numpy.float64) - b) / scale).max())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=".build/release/crossmodal")
    parser.add_argument("--trained", default="lin,nn,nn-3,nn-5")
    options = parser.parse_args()
    program = str(Path(options.program).resolve())
    random = numpy.random.default_rng(17)
    x = random.standard_normal((ROWS, COLUMNS)) * 10.0 ** random.uniform(-2, 2, COLUMNS) + 50
    x = x.astype(numpy.float32)
    x[5] = 0
    y = (numpy.tanh((x[:, :TARGETS] - 50) / 10) + random.standard_normal((ROWS, TARGETS))).astype(numpy.float32)
    worst, count = {}, 0

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        numpy.save(folder / "x.npy", x)
        numpy.save(folder / "y.npy", y)

        def run(*arguments):
            result = subprocess.run([program, *map(str, arguments)], cwd=folder, capture_output=True, text=True)
            if result.returncode != 0:
                sys.exit(f"{' '.join(map(str, arguments))}: {result.returncode}: {result.stderr}")

        def models(chain):
            kinds, steps, prepared = fitted(chain, x)
            numpy.save(folder / "prepared.npy", prepared)
            for family in options.trained.split(","):
                for activation in ACTIVATIONS if family.startswith("nn") else ["linear"]:
                    choice = [] if activation == "linear" else ["--activation", activation, "--hidden-units", 32]
                    run("train", "prepared.npy", "y.npy", "-o", "t.safetensors", "--model", family, "--epochs", 5, *choice)
                    yield family, activation, kinds, steps, load_file(folder / "t.safetensors")
            for family, weights, bias, side in solved(prepared, y):
                layer = {"W0": numpy.ascontiguousarray(weights, numpy.float32), "b0": bias.astype(numpy.float32)}
                yield family, "linear", kinds, steps, layer | side

        for chain in CHAINS:
            for family, activation, kinds, steps, tensors in models(CHAINS[chain]):
                tensors = tensors | {"input." + name: numbers for name, numbers in steps.items()}
                metadata = {"format": "crossmodal", "activation": activation, "scores": '{"loss": 0.5}'}
                metadata |= {"input.steps": ", ".join(kinds)} if kinds else {}
                metadata |= {"target.steps": "projection"} if family == "cca" else {}
                for name in ("m.onnx", "z.npy"):
                    (folder / name).unlink(missing_ok=True)
                save_file(tensors, folder / "m.safetensors", metadata=metadata)
                run("map", "m.safetensors", "x.npy", "-o", "z.npy")
                run("convert", "m.safetensors", "m.onnx")
                ours = numpy.load(folder / "z.npy")
                onnx_ = onnx_map(str(folder / "m.onnx"), x, metadata)
                torch_ = torch_map(folder / "m.safetensors", x)
                found = difference(ours, onnx_), difference(ours, torch_), difference(onnx_, torch_)
                if family == "cca":
                    run("map", "m.safetensors", "y.npy", "-o", "side.npy", "--target")
                    shift, matrix = (tensors[f"target.step.0.{name}"] for name in ("shift", "matrix"))
                    side = ((y.astype(numpy.float64) - shift) @ matrix).astype(numpy.float32)
                    assert difference(numpy.load(folder / "side.npy"), side) < LIMIT
                key = f"{family}, {activation}" if activation != "linear" else family
                count += 1
                for place, what in ((chain, "steps"), (key, "map")):
                    before = worst.get((what, place), (0, 0, 0))
                    worst[what, place] = tuple(map(max, before, found))
                if max(found) > LIMIT or not numpy.isfinite(ours).all():
                    print(f"DIFFERS: {key}, steps {chain}: {found}")

    versions = f"onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}, PyTorch {torch.__version__}"
    print(f"{count} maps, {versions}")
    print(f"| {'':32} | ours-ONNX | ours-PyTorch | ONNX-PyTorch |\n| :--- | ---: | ---: | ---: |")
    for (what, place), numbers in sorted(worst.items(), key=lambda item: item[0][0] == "map"):
        print(f"| {what + ' ' + place:32} | " + " | ".join(f"{number:.1e}" for number in numbers) + " |")
    sys.exit(any(max(numbers) > LIMIT for numbers in worst.values()))


if __name__ == "__main__":
    main()
