#!/usr/bin/env python3
"""Train small networks with PyTorch and write what comes out as golden files for the tests.

    python3 -m venv .venv && .venv/bin/pip install torch
    .venv/bin/python scripts/reference/train_golden.py

Writes Tests/CrossModalTests/Golden/training/*.json. Each file is one fit in float64 on one thread: rows in their given
order, given initial weights, gradients by automatic differentiation. 23 rows in batches of 8, so the last batch of an
epoch has 7. Fields:

    model, hiddenUnits, activation           lin, nn, nn-3, nn-5 (0, 1, 3, 5 hidden layers of 7); output linear
    loss         name; for cosine reduction; for max-margin margin, negativeSide, negative (hardest), distance; for info-nce
                 temperature, direction; for sigmoid temperature, bias; where wanted structureWeight, the weight of the
                 term that keeps the inputs' neighborhoods
    optimizer    name, its numbers, learningRate; where wanted weightDecay (decoupled) and schedule
    labels       where wanted, one a row: rows of one label are no negatives of each other
    torch        the version of PyTorch
    batchSize, epochs
    inputs, targets                          one row each
    initial, final                           layers: weights (inputs x outputs) and bias
    trainingLoss                             per epoch: mean of the batches' losses before their update, weighted by rows

Every fit is repeated with the initial weights shifted by 1e-10 and must end within 1e-7 of itself: no case sits on a
kink or hangs on the sign of a rounding error.
"""

import json
import math
import os
import sys
import tempfile
from pathlib import Path

import torch

FOLDER = Path(__file__).resolve().parents[2] / "Tests/CrossModalTests/Golden/training"
ROWS, INPUTS, OUTPUTS, HIDDEN, BATCH, EPOCHS = 23, 5, 4, 7, 8, 3
DEPTH = {"lin": 0, "nn": 1, "nn-3": 3, "nn-5": 5}
ACTIVATIONS = {"relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "linear": lambda x: x}
NORM_GUARD = 1e-6

MSE = {"name": "mse"}
COSINE = {"name": "cosine", "reduction": "sum"}
COSINE_MEAN = {"name": "cosine", "reduction": "mean"}


def max_margin(margin, side, distance="euclidean"):
    return {
        "name": "max-margin",
        "margin": margin,
        "negativeSide": side,
        "negative": "hardest",
        "distance": distance,
    }


RMSPROP = {"name": "rmsprop", "rho": 0.9, "epsilon": 1e-8, "learningRate": 0.01}
RMSPROP_INSIDE = {"name": "rmsprop-inside", "rho": 0.9, "epsilon": 1e-4, "learningRate": 0.01}
ADAM = {"name": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "learningRate": 0.01}
DESCENT = {"name": "descent", "learningRate": 0.05}

INFO_NCE = {"name": "info-nce", "temperature": 0.2, "direction": "both"}
INFO_NCE_FORWARD = {"name": "info-nce", "temperature": 0.07, "direction": "forward"}
SIGMOID = {"name": "sigmoid", "temperature": 10.0, "bias": -10.0}
SIGMOID_MILD = {"name": "sigmoid", "temperature": 3.0, "bias": -0.5}


def with_structure(loss):
    return dict(loss, structureWeight=0.7)


def cases():
    """(file name, model, activation, loss, optimizer)."""
    rotation = ["relu", "tanh", "sigmoid"]
    losses = [
        ("mse", MSE),
        ("cosine", COSINE),
        ("max-margin-input", max_margin(0.25, "input")),
        ("max-margin-target", max_margin(0.5, "target")),
    ]
    for row, model in enumerate(DEPTH):
        for column, (name, loss) in enumerate(losses):
            activation = rotation[(row + column) % 3] if DEPTH[model] else "linear"
            yield f"{model}_{name}_{activation}_rmsprop", model, activation, loss, RMSPROP
    yield "lin_cosine_linear_adam", "lin", "linear", COSINE, ADAM
    yield "nn_mse_sigmoid_adam", "nn", "sigmoid", MSE, ADAM
    yield "nn-3_max-margin-input_relu_adam", "nn-3", "relu", max_margin(1.0, "input"), ADAM
    yield "nn-5_mse_tanh_adam", "nn-5", "tanh", MSE, ADAM
    yield "nn_cosine-mean_relu_rmsprop", "nn", "relu", COSINE_MEAN, RMSPROP
    yield "nn_max-margin-input-cosine_tanh_rmsprop", "nn", "tanh", max_margin(0.25, "input", "cosine"), RMSPROP
    yield "nn_max-margin-target-cosine_relu_rmsprop", "nn", "relu", max_margin(0.25, "target", "cosine"), RMSPROP
    yield "nn_mse_tanh_rmsprop-inside", "nn", "tanh", MSE, RMSPROP_INSIDE
    yield "nn_mse_relu_descent", "nn", "relu", MSE, DESCENT
    yield "lin_info-nce_linear_rmsprop", "lin", "linear", INFO_NCE, RMSPROP
    yield "nn_info-nce-labels_relu_rmsprop", "nn", "relu", INFO_NCE, RMSPROP
    yield "nn-3_info-nce-forward_tanh_rmsprop", "nn-3", "tanh", INFO_NCE_FORWARD, RMSPROP
    yield "nn_sigmoid_tanh_rmsprop", "nn", "tanh", SIGMOID, RMSPROP
    yield "lin_sigmoid-labels_linear_adam", "lin", "linear", SIGMOID_MILD, ADAM
    yield "lin_mse-structure_linear_rmsprop", "lin", "linear", with_structure(MSE), RMSPROP
    yield "nn_max-margin-input-structure_tanh_rmsprop", "nn", "tanh", with_structure(max_margin(0.25, "input")), RMSPROP
    yield "nn-3_info-nce-structure_relu_rmsprop", "nn-3", "relu", with_structure(INFO_NCE), RMSPROP
    yield "nn_mse_tanh_rmsprop-decay", "nn", "tanh", MSE, dict(RMSPROP, weightDecay=0.5)
    yield "nn_mse_relu_rmsprop-inside-decay", "nn", "relu", MSE, dict(RMSPROP_INSIDE, weightDecay=0.5)
    yield "nn_mse_tanh_adam-decay", "nn", "tanh", MSE, dict(ADAM, weightDecay=0.5)
    yield "lin_mse_linear_descent-decay-cosine", "lin", "linear", MSE, dict(DESCENT, weightDecay=0.5, schedule="cosine")
    yield "nn_mse_sigmoid_rmsprop-cosine", "nn", "sigmoid", MSE, dict(RMSPROP, schedule="cosine")
    yield "nn_cosine_tanh_adam-decay-inverse-time", "nn", "tanh", COSINE, dict(ADAM, weightDecay=0.5, schedule="inverse-time")


def guarded_norm(x):
    return x.norm(dim=-1).clamp(min=NORM_GUARD)


def cosine_of(a, b):
    return (a * b).sum(-1) / (guarded_norm(a) * guarded_norm(b))


def distance_of(a, b, kind):
    return (a - b).norm(dim=-1) if kind == "euclidean" else 1 - cosine_of(a, b)


def contrast_of(predictions, targets, loss, labels):
    """InfoNCE by PyTorch's cross-entropy, the sigmoid loss by its log-sigmoid."""
    own = torch.eye(len(targets), dtype=torch.bool)
    hidden = (labels[:, None] == labels[None, :]) & ~own if labels is not None else torch.zeros_like(own)
    cosines = cosine_of(predictions[:, None], targets[None, :])
    if loss["name"] == "sigmoid":
        logits = loss["temperature"] * cosines + loss["bias"]
        terms = -torch.nn.functional.logsigmoid(torch.where(own, logits, -logits))
        return terms.masked_fill(hidden, 0).sum() / len(targets)
    logits = (cosines / loss["temperature"]).masked_fill(hidden, -math.inf)
    places = torch.arange(len(targets))
    forward = torch.nn.functional.cross_entropy(logits, places)
    if loss["direction"] == "forward":
        return forward
    return (forward + torch.nn.functional.cross_entropy(logits.T, places)) / 2


def structure_of(inputs, predictions):
    """The mean over the pairs of different items of the squared difference of their cosines."""
    difference = cosine_of(predictions[:, None], predictions[None, :]) - cosine_of(inputs[:, None], inputs[None, :])
    count = len(inputs)
    return (difference**2)[~torch.eye(count, dtype=torch.bool)].sum() / (count * (count - 1))


def loss_of(predictions, targets, loss, labels):
    """Mean loss of a batch, and the share of its rows that the hinge lets through (1 for other losses)."""
    if loss["name"] == "mse":
        return ((predictions - targets) ** 2).mean(), 1.0
    if loss["name"] == "cosine":
        divisor = targets.shape[1] if loss["reduction"] == "mean" else 1
        return (1 - cosine_of(predictions, targets)).mean() / divisor, 1.0
    if loss["name"] in ("info-nce", "sigmoid"):
        return contrast_of(predictions, targets, loss, labels), 1.0
    # all[i, j] = d(f(x_i), y_j); row i's negatives stand in column i (input side) or in row i (target side).
    all_pairs = distance_of(predictions[:, None], targets[None, :], loss["distance"])
    candidates = all_pairs.T if loss["negativeSide"] == "input" else all_pairs
    hidden = candidates.detach().clone()
    hidden.fill_diagonal_(float("inf"))
    hardest = torch.tensor([min(range(len(row)), key=row.__getitem__) for row in hidden.tolist()])
    violations = loss["margin"] + all_pairs.diagonal() - candidates[torch.arange(len(hardest)), hardest]
    return violations.clamp(min=0).mean(), (violations > 0).double().mean().item()


class Update:
    """One optimizer for a list of parameters."""

    def __init__(self, parameters, options):
        self.parameters, self.options, self.number = parameters, options, 0
        self.means = [torch.zeros_like(p) for p in parameters]
        self.squares = [torch.zeros_like(p) for p in parameters]
        self.library = None
        self.updates = EPOCHS * -(-ROWS // BATCH)
        if options["name"] == "rmsprop":
            self.library = torch.optim.RMSprop(
                parameters, lr=options["learningRate"], alpha=options["rho"], eps=options["epsilon"]
            )

    def rate(self):
        """The scheduled rate of this update."""
        rate, t = self.options["learningRate"], self.number - 1
        schedule = self.options.get("schedule", "constant")
        if schedule == "cosine":
            return rate * 0.5 * (1 + math.cos(math.pi * t / self.updates))
        return rate / (1 + t / -(-ROWS // BATCH)) if schedule == "inverse-time" else rate

    def step(self):
        self.number += 1
        name, rate = self.options["name"], self.rate()
        with torch.no_grad():
            for w in self.parameters:
                # Weights are matrices; biases do not decay.
                if w.dim() == 2:
                    w -= rate * self.options.get("weightDecay", 0) * w
        if self.library:
            for group in self.library.param_groups:
                group["lr"] = rate
            self.library.step()
            return
        with torch.no_grad():
            for w, m, v in zip(self.parameters, self.means, self.squares):
                g = w.grad
                if name == "descent":
                    w -= rate * g
                elif name == "rmsprop-inside":
                    rho = self.options["rho"]
                    v.mul_(rho).add_((1 - rho) * g * g)
                    w -= rate * g / (v + self.options["epsilon"]).sqrt()
                else:
                    # Kingma and Ba 2015, the efficient form before section 2.1: epsilon is "epsilon hat".
                    beta1, beta2 = self.options["beta1"], self.options["beta2"]
                    m.mul_(beta1).add_((1 - beta1) * g)
                    v.mul_(beta2).add_((1 - beta2) * g * g)
                    corrected = rate * (1 - beta2**self.number) ** 0.5 / (1 - beta1**self.number)
                    w -= corrected * m / (v.sqrt() + self.options["epsilon"])


def fit(initial, inputs, targets, labels, activation, loss, optimizer):
    """Final layers, training loss per epoch, mean share of active rows."""
    layers = [(w.clone().requires_grad_(), b.clone().requires_grad_()) for w, b in initial]
    update = Update([p for layer in layers for p in layer], optimizer)
    history, active = [], []
    for _ in range(EPOCHS):
        total = 0.0
        for first in range(0, ROWS, BATCH):
            x, y = inputs[first : first + BATCH], targets[first : first + BATCH]
            for index, (w, b) in enumerate(layers):
                x = x @ w + b
                if index < len(layers) - 1:
                    x = ACTIVATIONS[activation](x)
            value, share = loss_of(x, y, loss, labels[first : first + BATCH] if labels is not None else None)
            if "structureWeight" in loss:
                value = value + loss["structureWeight"] * structure_of(inputs[first : first + BATCH], x)
            for p in update.parameters:
                p.grad = None
            value.backward()
            update.step()
            total += value.item() * len(y)
            active.append(share)
        history.append(total / ROWS)
    return [(w.detach(), b.detach()) for w, b in layers], history, sum(active) / len(active)


def rounded(tensor):
    """Six decimals: short in the file, and exactly what is computed with."""
    return torch.tensor([[round(value, 6) for value in row] for row in tensor.tolist()], dtype=torch.float64)


def initial_layers(model, generator):
    """Glorot uniform weights, small biases that are not zero."""
    sizes = [INPUTS] + [HIDDEN] * DEPTH[model] + [OUTPUTS]
    layers = []
    for rows, columns in zip(sizes, sizes[1:]):
        limit = (6 / (rows + columns)) ** 0.5
        w = (torch.rand(rows, columns, generator=generator, dtype=torch.float64) * 2 - 1) * limit
        b = (torch.rand(1, columns, generator=generator, dtype=torch.float64) * 2 - 1) * 0.1
        layers.append((rounded(w), rounded(b)[0]))
    return layers


def check_rmsprop():
    """The library's RMSprop keeps epsilon outside the root."""
    p = torch.tensor([1.0, 2.0, 3.0, 4.0], dtype=torch.float64, requires_grad=True)
    p.grad = torch.tensor([1.0, 6.0, 7.0, 2.0], dtype=torch.float64)
    Update([p], dict(RMSPROP, learningRate=0.5)).step()
    expected = torch.tensor([-0.5811387801, 0.4188611782, 1.4188611771, 2.4188611949], dtype=torch.float64)
    tiny = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    tiny.grad = torch.tensor([1e-7], dtype=torch.float64)
    Update([tiny], RMSPROP).step()
    if (p.detach() - expected).abs().max() > 1e-9 or abs(-tiny.item() - 0.0240253) > 1e-7:
        sys.exit(f"train_golden.py: RMSprop of torch {torch.__version__} is another one: {p.tolist()}, {tiny.item()}")


def difference(a, b):
    return max((x - y).abs().max().item() for p, q in zip(a, b) for x, y in zip(p, q))


def write(path, document):
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        # A line per field, numbers in full precision without blanks.
        fields = (f'"{key}":{json.dumps(value, separators=(",", ":"))}' for key, value in document.items())
        file.write("{" + ",\n".join(fields) + "}\n")
        file.flush()
        os.fchmod(file.fileno(), 0o644)
        os.fsync(file.fileno())
    os.replace(temporary, path)


def main():
    torch.set_num_threads(1)
    check_rmsprop()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for number, (name, model, activation, loss, optimizer) in enumerate(cases()):
        generator = torch.Generator().manual_seed(1000 + number)
        inputs = rounded(torch.randn(ROWS, INPUTS, generator=generator, dtype=torch.float64))
        # Half learnable, half noise: some hinges are open and some closed.
        mix = torch.randn(INPUTS, OUTPUTS, generator=generator, dtype=torch.float64)
        noise = torch.randn(ROWS, OUTPUTS, generator=generator, dtype=torch.float64)
        targets = rounded((inputs @ mix + noise) / 2)
        initial = initial_layers(model, generator)
        # Four labels, so that batches have some pairs that share one.
        labels = torch.randint(4, (ROWS,), generator=generator) if "-labels" in name else None
        final, history, active = fit(initial, inputs, targets, labels, activation, loss, optimizer)
        shifted = [(w + 1e-10, b + 1e-10) for w, b in initial]
        sensitivity = difference(final, fit(shifted, inputs, targets, labels, activation, loss, optimizer)[0])
        if sensitivity > 1e-7:
            sys.exit(f"train_golden.py: {name}: a shift of 1e-10 grows to {sensitivity}; choose another seed")
        layers = lambda source: [{"weights": w.tolist(), "bias": b.tolist()} for w, b in source]
        write(
            FOLDER / f"{name}.json",
            {
                "model": model,
                "hiddenUnits": HIDDEN if DEPTH[model] else None,
                "activation": activation,
                "loss": loss,
                "optimizer": optimizer,
                "batchSize": BATCH,
                "epochs": EPOCHS,
                **({} if labels is None else {"labels": [str(label) for label in labels.tolist()]}),
                "torch": torch.__version__,
                "inputs": inputs.tolist(),
                "targets": targets.tolist(),
                "initial": layers(initial),
                "trainingLoss": history,
                "final": layers(final),
            },
        )
        losses = " ".join(f"{value:.4f}" for value in history)
        print(f"{name}: loss {losses}, active {active:.2f}, sensitivity {sensitivity:.1e}", file=sys.stderr)


if __name__ == "__main__":
    main()
