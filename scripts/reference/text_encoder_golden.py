#!/usr/bin/env python3
"""Compute small text encoders with PyTorch and Keras and write what comes out as golden files for the tests.

    python3 -m venv .venv && .venv/bin/pip install torch keras
    .venv/bin/python scripts/reference/text_encoder_golden.py

Writes Tests/LayersTests/Golden/text/*.json, all in float64:

    current-last, current-mean     torch.nn.GRU on packed sequences
    keras1-last, keras1-mean       keras.layers.GRU with reset_after=False and hard sigmoid (0.2 x + 0.5), masked padding

Keras 3 multiplies matrices in float32 on its PyTorch backend whatever their type, so its numbers hold to about 1e-7.

Each is embedding -> bidirectional GRU -> mean of the directions -> fully connected -> softmax (last) or sigmoid (mean)
cross-entropy, on sequences of 1 to 12 words. Fields: units, pooling, loss, sequences, targets; weights in the engine's
layout (parts z, r, n; the forward direction first); features, value (the loss), gradients by automatic differentiation.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"

import keras  # noqa: E402
import torch  # noqa: E402

FOLDER = Path(__file__).resolve().parents[2] / "Tests/LayersTests/Golden/text"
VOCABULARY, DIMENSIONS, UNITS, LABELS = 13, 4, 3, 5
LENGTHS = [12, 7, 12, 1, 9, 4]


def random_weights():
    def normal(*shape, scale=0.7):
        return (scale * torch.randn(*shape, dtype=torch.float64)).requires_grad_()

    weights = {
        "embedding": normal(VOCABULARY, DIMENSIONS),
        "input": normal(DIMENSIONS, 6 * UNITS),
        "inputBias": normal(6 * UNITS, scale=0.3),
        "output": normal(UNITS, LABELS),
        "outputBias": normal(LABELS, scale=0.3),
    }
    for direction in ("forward", "backward"):
        weights[direction] = normal(UNITS, 3 * UNITS)
        weights[direction + "Bias"] = normal(3 * UNITS, scale=0.3)
    return weights


def part(tensor, index):
    return tensor[..., index * UNITS:(index + 1) * UNITS]


def torch_states(weights, sequences):
    """Both directions' states as (items, time, 2 units), and the state at the end of each, by torch.nn.GRU."""
    gru = torch.nn.GRU(DIMENSIONS, UNITS, batch_first=True, bidirectional=True).double()
    names = {}
    for index, (direction, suffix) in enumerate((("forward", ""), ("backward", "_reverse"))):
        def reordered(tensor, first):
            # PyTorch's order is r, z, n.
            return torch.cat([part(tensor, first + 1), part(tensor, first), part(tensor, first + 2)], -1)

        names["weight_ih_l0" + suffix] = reordered(weights["input"], 3 * index).T
        names["bias_ih_l0" + suffix] = reordered(weights["inputBias"], 3 * index)
        names["weight_hh_l0" + suffix] = reordered(weights[direction], 0).T
        names["bias_hh_l0" + suffix] = reordered(weights[direction + "Bias"], 0)
    inputs = [weights["embedding"][torch.tensor(sequence)] for sequence in sequences]
    packed = torch.nn.utils.rnn.pack_sequence(inputs, enforce_sorted=False)
    states, last = torch.func.functional_call(gru, names, (packed,))
    padded, _ = torch.nn.utils.rnn.pad_packed_sequence(states, batch_first=True)
    return padded, last


def keras_states(weights, sequences):
    """The same by keras.layers.GRU of Keras 1's kind; padding (index 0 of a shifted table) is masked."""
    def hard_sigmoid(x):
        return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)

    longest = max(map(len, sequences))
    padded = torch.zeros(len(sequences), longest, DIMENSIONS, dtype=torch.float64)
    mask = torch.zeros(len(sequences), longest, dtype=torch.bool)
    rows = []
    for index, sequence in enumerate(sequences):
        row = weights["embedding"][torch.tensor(sequence)]
        rows.append(torch.cat([row, padded[index, len(sequence):]]))
        mask[index, :len(sequence)] = True
    inputs = torch.stack(rows)
    outputs = []
    for index, direction in enumerate(("forward", "backward")):
        layer = keras.layers.GRU(
            UNITS, reset_after=False, recurrent_activation=hard_sigmoid, return_sequences=True, dtype="float64",
            go_backwards=direction == "backward")
        layer.build((None, longest, DIMENSIONS))
        kernel = weights["input"][:, 3 * index * UNITS:3 * (index + 1) * UNITS]
        bias = weights["inputBias"][3 * index * UNITS:3 * (index + 1) * UNITS]
        variables = layer.trainable_variables
        with keras.StatelessScope(state_mapping=list(zip(variables, [kernel, weights[direction], bias]))):
            values = layer(inputs, mask=mask)
        if direction == "backward":
            # Time runs from the back; padding comes first and repeats the initial state.
            values = torch.flip(values, [1])
        outputs.append(values)
    ends = torch.tensor([len(sequence) - 1 for sequence in sequences])
    items = torch.arange(len(sequences))
    return torch.cat(outputs, -1), torch.stack([outputs[0][items, ends], outputs[1][:, 0]])


def golden(states_of, variant, pooling, loss):
    weights = random_weights()
    sequences = [torch.randint(0, VOCABULARY, (length,)).tolist() for length in LENGTHS]
    states, last = states_of(weights, sequences)
    if pooling == "last":
        both = last
    else:
        means = torch.stack([states[i, :len(s)].mean(0) for i, s in enumerate(sequences)])
        both = torch.stack([means[:, :UNITS], means[:, UNITS:]])
    features = both.mean(0)
    scores = features @ weights["output"] + weights["outputBias"]
    if loss == "softmax":
        targets = [[int(torch.randint(0, LABELS, ()))] for _ in sequences]
        value = torch.nn.functional.cross_entropy(scores, torch.tensor([row[0] for row in targets]))
    else:
        present = torch.rand(len(sequences), LABELS) < 0.4
        targets = [torch.nonzero(row).flatten().tolist() for row in present]
        value = torch.nn.functional.binary_cross_entropy_with_logits(scores, present.double())
    used = {name: tensor for name, tensor in weights.items() if variant == "current" or not name.startswith(
        ("forwardBias", "backwardBias"))}
    gradients = torch.autograd.grad(value, list(used.values()))
    return {
        "variant": variant, "pooling": pooling, "loss": loss, "units": UNITS, "labels": LABELS,
        "sequences": sequences, "targets": targets,
        "weights": {name: tensor.detach().tolist() for name, tensor in weights.items()},
        "features": features.detach().tolist(), "value": value.item(),
        "gradients": {name: gradient.tolist() for name, gradient in zip(used, gradients)},
    }


def main():
    torch.manual_seed(1)
    torch.set_num_threads(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for variant, states_of in (("current", torch_states), ("keras1", keras_states)):
        for pooling, loss in (("last", "softmax"), ("mean", "sigmoid")):
            case = golden(states_of, variant, pooling, loss)
            (FOLDER / f"{variant}-{pooling}.json").write_text(json.dumps(case) + "\n")


if __name__ == "__main__":
    main()
