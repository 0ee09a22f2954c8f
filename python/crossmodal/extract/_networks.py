"""What a network of PyTorch says of a batch: its output, or the states of layers by name."""

from __future__ import annotations

import difflib
from typing import Any, Callable, Sequence

import numpy

from ._failure import DATA, USAGE, Failure
from ._models import Model, Wish

OUTPUT = "output"


def network(
    wish: Wish, torch: Any, module: Any, prepare: Callable[[Any], Any], output: Callable[[Any], Any], identity: list[Any]
) -> Model:
    """A model that stacks prepared items and runs them.

    Args:
        module: the network; put into evaluation.
        prepare: an item to a tensor.
        output: what the model is known for: a batch of tensors to rows × dimensions.
    """
    module.eval()
    if wish.threads:
        torch.set_num_threads(wish.threads)
    layers = [OUTPUT] if wish.layers is None else _layers(torch, module, wish.layers)
    states: dict[str, Any] = {}

    def remember(layer: str) -> Callable[..., None]:
        def hook(_module: Any, _inputs: Any, state: Any) -> None:
            states[layer] = state[0] if isinstance(state, tuple) else state

        return hook

    for layer in layers:
        if layer != OUTPUT:
            module.get_submodule(layer).register_forward_hook(remember(layer))

    def encode(items: Sequence[Any]) -> list[numpy.ndarray]:
        states.clear()
        with torch.no_grad():
            states[OUTPUT] = output(torch.stack([prepare(item) for item in items]))
            return [_rows(layer, states.get(layer), len(items)) for layer in layers]

    return Model(identity, layers, encode)


def _rows(layer: str, state: Any, items: int) -> numpy.ndarray:
    # Channels averaged over the picture, states of tokens over the tokens.
    if state is None:
        raise Failure(DATA, f"--layers {layer}: the model does not use this layer")
    if state.ndim not in (2, 3, 4) or state.shape[0] != items:
        shape = " × ".join(str(size) for size in state.shape)
        raise Failure(
            DATA, f"--layers {layer}: gives {shape} for {items} items; allowed: items × dimensions, items × tokens × "
            "dimensions, items × channels × height × width")
    state = state.float()
    return (state.mean((2, 3)) if state.ndim == 4 else state.mean(1) if state.ndim == 3 else state).numpy()


def _layers(torch: Any, module: Any, asked: list[str]) -> list[str]:
    names = [name for name, _ in module.named_modules() if name]
    if asked == ["all"]:
        return _blocks(torch, module) + [OUTPUT]
    for layer in asked:
        if layer not in names and layer != OUTPUT:
            near = difflib.get_close_matches(layer, names, 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"the model has {', '.join(names[:6])}, …"
            raise Failure(USAGE, f"--layers {layer}: is no layer of the model; {hint}")
    return asked


def _blocks(torch: Any, module: Any) -> list[str]:
    """What stands in the network's outermost lists and sequences, in order."""
    found: list[str] = []
    for name, child in module.named_children():
        if isinstance(child, (torch.nn.ModuleList, torch.nn.Sequential)):
            found += [f"{name}.{inner}" for inner, _ in child.named_children()]
        elif any(isinstance(part, (torch.nn.ModuleList, torch.nn.Sequential)) for part in child.modules()):
            found += [f"{name}.{inner}" for inner in _blocks(torch, child)]
    return found


def before_last(torch: Any, module: Any) -> Callable[[Any], Any]:
    """What enters the last fully connected layer, the classifier: the features of an ImageNet network."""
    linear = [part for part in module.modules() if isinstance(part, torch.nn.Linear)]
    if not linear:
        raise Failure(USAGE, "the model has no fully connected layer, before which its features stand; name one by --layers")
    inputs: list[Any] = []
    linear[-1].register_forward_pre_hook(lambda _module, given: inputs.append(given[0]))

    def features(batch: Any) -> Any:
        inputs.clear()
        module(batch)
        return inputs[-1]

    return features
