#!/usr/bin/env python3
"""Write two small maps with the libraries of the formats themselves, as golden files for the tests.

    python3 -m venv .venv && .venv/bin/pip install numpy onnx safetensors
    .venv/bin/python scripts/reference/models_golden.py

Writes to Tests/CrossModalTests/Golden/models:

    NAME.safetensors   tensors and metadata as docs/MODELS.md names them, by the library safetensors
    NAME.onnx          the same map by onnx.helper: crossmodal must write these bytes
    maps.json          {NAME: {x, y, t, target}}: rows, f of them, target rows and their steps, by numpy in float64

`plain` is a linear map without steps; `steps` has all kinds of steps on both sides and a hidden layer.
"""

import json
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file

FOLDER = Path(__file__).resolve().parents[2] / "Tests/CrossModalTests/Golden/models"
SINGLE, DOUBLE = numpy.float32, numpy.float64
LEAST = 1e-300


def layers(random, *widths):
    tensors = {}
    for place, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        tensors[f"W{place}"] = random.integers(-8, 9, (inputs, outputs)).astype(SINGLE) / 8
        tensors[f"b{place}"] = random.integers(-8, 9, outputs).astype(SINGLE) / 8
    return tensors


def steps(random, prefix, columns, outputs):
    numbers = lambda *shape: random.integers(-20, 21, shape).astype(DOUBLE) / 7
    return {
        f"{prefix}.step.0.shift": numbers(columns),
        f"{prefix}.step.0.factor": numbers(columns),
        f"{prefix}.step.1.shift": numbers(columns),
        f"{prefix}.step.1.matrix": numbers(columns, outputs),
    }


def stepped(tensors, metadata, prefix, rows):
    rows = rows.astype(DOUBLE)
    for place, kind in enumerate(filter(None, metadata.get(f"{prefix}.steps", "").split(", "))):
        name = f"{prefix}.step.{place}"
        if kind == "scaling":
            rows = (rows - tensors[name + ".shift"]) * tensors[name + ".factor"]
        elif kind == "projection":
            rows = (rows - tensors[name + ".shift"]) @ tensors[name + ".matrix"]
        else:
            length = numpy.linalg.norm(rows, axis=1, keepdims=True)
            rows = rows / numpy.where(length > 0, length, 1)
    return rows


def mapped(tensors, metadata, rows):
    rows = stepped(tensors, metadata, "input", rows).astype(SINGLE).astype(DOUBLE)
    last = max(int(name[1:]) for name in tensors if name[0] == "W")
    for place in range(last + 1):
        rows = rows @ tensors[f"W{place}"] + tensors[f"b{place}"]
        if place < last:
            rows = numpy.tanh(rows)
    return rows


def graph(tensors, metadata, columns):
    nodes, constants, current = [], [], "x"

    def apply(operation, inputs, output, **attributes):
        nonlocal current
        nodes.append(helper.make_node(operation, inputs, [output], name=output, **attributes))
        current = output

    def constant(name, array):
        constants.append(numpy_helper.from_array(array, name))

    kinds = list(filter(None, metadata.get("input.steps", "").split(", ")))
    if kinds:
        apply("Cast", [current], "input.double", to=TensorProto.DOUBLE)
    for place, kind in enumerate(kinds):
        name = f"input.step.{place}"
        if kind == "unit-length":
            row = current
            constant(name + ".axis", numpy.array([1], numpy.int64))
            constant(name + ".least", numpy.array(LEAST))
            apply("Mul", [row, row], name + ".squares")
            apply("ReduceSum", [current, name + ".axis"], name + ".sum", keepdims=1)
            apply("Sqrt", [current], name + ".length")
            apply("Max", [current, name + ".least"], name + ".divisor")
            apply("Div", [row, current], name)
            continue
        constant(name + ".shift", tensors[name + ".shift"])
        apply("Sub", [current, name + ".shift"], name + ".centered")
        what, operation = (".factor", "Mul") if kind == "scaling" else (".matrix", "MatMul")
        constant(name + what, tensors[name + what])
        apply(operation, [current, name + what], name)
    if kinds:
        apply("Cast", [current], "input.prepared", to=TensorProto.FLOAT)
    last = max(int(name[1:]) for name in tensors if name[0] == "W")
    for place in range(last + 1):
        for name in (f"W{place}", f"b{place}"):
            constant(name, tensors[name])
        apply("Gemm", [current, f"W{place}", f"b{place}"], "y" if place == last else f"layer.{place}")
        if place < last:
            apply("Tanh", [current], f"hidden.{place}")
    ports = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", width])
        for name, width in (("x", columns), ("y", tensors[f"b{last}"].size))
    ]
    return helper.make_graph(nodes, "map", ports[:1], ports[1:], constants)


def write(name, tensors, metadata, columns, target_columns, random):
    save_file(tensors, FOLDER / f"{name}.safetensors", metadata=metadata)
    model = helper.make_model(
        graph(tensors, metadata, columns), ir_version=8, producer_name="crossmodal",
        opset_imports=[helper.make_opsetid("", 17)],
    )
    helper.set_model_props(model, dict(sorted(metadata.items())))
    onnx.checker.check_model(model, full_check=True)
    (FOLDER / f"{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))
    x = random.integers(-40, 41, (5, columns)).astype(SINGLE) / 16
    t = random.integers(-40, 41, (5, target_columns)).astype(SINGLE) / 16
    # One row that the steps make zero.
    if "input.step.1.shift" in tensors:
        x[2] = 0
    return {
        "x": x.tolist(), "y": mapped(tensors, metadata, x).tolist(), "t": t.tolist(),
        "target": stepped(tensors, metadata, "target", t).tolist(),
    }


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    random = numpy.random.default_rng(17)
    plain = layers(random, 3, 2)
    result = {"plain": write("plain", plain, {"format": "crossmodal", "activation": "linear"}, 3, 2, random)}
    tensors = layers(random, 3, 5, 2) | steps(random, "input", 4, 3) | steps(random, "target", 3, 2)
    # x = 0 goes to zero before it is divided by its length: (0 - shift) factor = the next shift.
    tensors["input.step.1.shift"] = -tensors["input.step.0.shift"] * tensors["input.step.0.factor"]
    metadata = {
        "format": "crossmodal", "activation": "tanh", "input.steps": "scaling, projection, unit-length",
        "target.steps": "scaling, projection", "scores": '{"loss": 0.25}',
    }
    result["steps"] = write("steps", tensors, metadata, 4, 3, random)
    (FOLDER / "maps.json").write_text(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
