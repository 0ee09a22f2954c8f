"""The command line of an extraction."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, NoReturn

import numpy

from ._failure import DATA, FILE, MISSING, STOPPED, USAGE, Failure, shown
from ._files import check_lines, rows_of, write_lines, write_vectors
from ._models import IMAGE_MODELS, TEXT_MODELS, Model, Wish, load
from ._pictures import Pictures
from ._texts import Texts
from ._work import Work, encode, note


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Failure(USAGE, message)


def _parser() -> argparse.ArgumentParser:
    models = "\n".join(
        f"  {what}\n" + "\n".join(f"    {form:28} {line}" for form, (_, line) in table.items())
        for what, table in [("of pictures:", IMAGE_MODELS), ("of texts:", TEXT_MODELS)])
    parser = _Parser(
        prog="python -m crossmodal.extract", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Vectors of the pictures of a folder, or of the texts of a table, a row each.",
        epilog=f"models\n{models}\n\nStopped in its middle, the same command goes on where it was. Exit codes: 0 done, 64 command "
        "line,\n65 content, 69 a package is missing, 74 a file, 75 stopped.")
    parser.add_argument("input", help="a folder of pictures, or a table of texts (.tsv, .csv, or a text a line)")
    parser.add_argument("--model", required=True, help="one of the models below")
    parser.add_argument("-o", "--output", required=True, help="the .npy to write, or .npz for layers of different widths")
    parser.add_argument("--names", help="write the names of the rows to this file, one a line")
    parser.add_argument("--files", help="only these pictures: a file of paths below the folder, one a line, in their order")
    parser.add_argument("--strict", action="store_true", help="end at a picture that cannot be read, instead of leaving it out")
    parser.add_argument("--column", help="the texts: a name in the header, or a number from 1 where there is no header")
    parser.add_argument("--pairs-with", help="an .npy, or a file of names, that must have as many rows")
    parser.add_argument(
        "--layers", help="names of layers, with commas between, or all; means over the picture or over the tokens. Without: "
        "the features that the model is known for")
    parser.add_argument("--keep-length", action="store_true", help="do not bring vectors of sentences to length 1")
    parser.add_argument("--weights", help="a file of weights for torchvision and timm")
    parser.add_argument("--batch", type=int, default=32, help="items at a time (default: 32)")
    parser.add_argument("--threads", type=int, help="threads of the model")
    return parser


def main(arguments: list[str]) -> int:
    """Runs the command; returns its exit code."""
    try:
        run(_parser().parse_args(arguments))
        return 0
    except Failure as failure:
        print(f"extract: {failure}", file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        print("extract: stopped; the same command goes on", file=sys.stderr)
        return STOPPED
    except MemoryError:
        print("extract: the memory is not enough; try a smaller --batch", file=sys.stderr)
        return MISSING
    except OSError as error:
        print(f"extract: {error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
        return FILE


def run(options: argparse.Namespace) -> None:
    """Does what the options ask for."""
    output = Path(options.output)
    _check(options, output)
    given = Path(options.input)
    if not given.exists():
        raise Failure(FILE, f"{given}: there is no such folder or file")
    of_texts = not given.is_dir()
    items: Any = Texts(given, options.column) if of_texts else Pictures(given, Path(options.files) if options.files else None)
    if options.names:
        check_lines(given, items.names())
    # Whether there is such a file must not be known only after hours.
    partner = rows_of(Path(options.pairs_with)) if options.pairs_with else None
    if of_texts:
        _check_rows(options, partner, len(items), f"{given}: {len(items)} texts")
    layers = [layer.strip() for layer in options.layers.split(",")] if options.layers else None
    model = load(
        Wish(
            options.model, layers, Path(options.weights) if options.weights else None, options.threads, options.keep_length),
        of_texts)
    if len(set(model.layers)) < len(model.layers):
        raise Failure(USAGE, "--layers: names a layer twice")
    work = Work(output, {"items": items.stamp(), "model": model.identity, "layers": model.layers, "batch": options.batch})
    rows, arrays = encode(
        items, model, work, options.batch, options.strict, lambda arrays: _check_widths(output, model, arrays))
    if not of_texts:
        _check_rows(options, partner, len(rows), f"{given}: {len(rows)} pictures")
    shape = write_vectors(output, model.layers, arrays)
    if options.names:
        names = items.names()
        write_lines(Path(options.names), [names[row] for row in rows])
    work.finish()
    if len(rows) < len(items):
        note(f"{given}: {len(items) - len(rows)} of {len(items)} pictures left out"
             + ("" if options.names else "; --names FILE says which rows there are"))
    note(f"{output}: {shape}")


def _check(options: argparse.Namespace, output: Path) -> None:
    if output.suffix not in (".npy", ".npz"):
        raise Failure(USAGE, f"-o {output}: allowed is a file with the ending .npy or .npz")
    for path in [options.output, options.names]:
        if path and not Path(path).resolve().parent.is_dir():
            raise Failure(FILE, f"{path}: its folder does not exist")
    if options.names:
        # Also through links and other spellings: what is written last would be all that is left.
        for option, other in [
            ("-o", options.output), ("the input", options.input), ("--files", options.files),
            ("--pairs-with", options.pairs_with),
        ]:
            if other and Path(other).resolve() == Path(options.names).resolve():
                raise Failure(USAGE, f"--names {options.names}: is the same file as {option} {other}; allowed: another file")
    if options.batch < 1:
        raise Failure(USAGE, f"--batch {options.batch}: allowed are numbers from 1")
    if options.threads is not None and options.threads < 1:
        raise Failure(USAGE, f"--threads {options.threads}: allowed are numbers from 1")
    is_folder = Path(options.input).is_dir()
    for option, value, of_folder in [
        ("--files", options.files, True), ("--strict", options.strict, True), ("--weights", options.weights, True),
        ("--column", options.column, False), ("--keep-length", options.keep_length, False),
    ]:
        if value and of_folder != is_folder:
            raise Failure(USAGE, f"{option}: only with {'a folder of pictures' if of_folder else 'a table of texts'}")


def _check_rows(options: argparse.Namespace, partner: int | None, count: int, words: str) -> None:
    if partner is not None and partner != count:
        raise Failure(
            DATA, f"{words}, but --pairs-with {options.pairs_with} has {partner}; row i of both must belong to one item")


def _check_widths(output: Path, model: Model, arrays: list[numpy.ndarray]) -> None:
    widths = [array.shape[1] for array in arrays]
    if output.suffix == ".npy" and len(set(widths)) > 1:
        found = shown(f"{layer} {width}" for layer, width in zip(model.layers, widths))
        raise Failure(USAGE, f"-o {output}: an .npy has layers of one width; found {found}; allowed: .npz, an array for each")
