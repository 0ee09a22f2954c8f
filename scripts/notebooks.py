#!/usr/bin/env python3
"""Runs the notebooks of docs/notebooks, without a network, and keeps what they print and draw.

    PYTHON scripts/notebooks.py [--check]

Each notebook's source is docs/notebooks/NAME.py: cells begin with a line `# %%` (code) or `# %% [markdown]` (text, behind
`# `). Without a word the notebooks are made anew, with their pictures, for people who read them on a web page; --check runs
them and writes nothing. Needs crossmodal, matplotlib, nbclient, nbformat and ipykernel.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "notebooks"


def cells(source):
    """The cells of a source."""
    found, kind, lines = [], None, []

    def close():
        text = "\n".join(lines).strip("\n")
        if kind == "markdown":
            text = "\n".join(line[2:] if line.startswith("# ") else line.lstrip("#") for line in text.split("\n"))
            found.append(nbformat.v4.new_markdown_cell(text))
        elif kind == "code":
            found.append(nbformat.v4.new_code_cell(text))

    for line in source.splitlines():
        if line.startswith("# %%"):
            close()
            kind, lines = ("markdown" if "[markdown]" in line else "code"), []
        else:
            lines.append(line)
    close()
    for place, cell in enumerate(found):
        # The same names every time.
        cell["id"] = f"cell-{place}"
    return found


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit("notebooks.py: takes nothing or --check")
    for path in sorted(FOLDER.glob("*.py")):
        notebook = nbformat.v4.new_notebook(cells=cells(path.read_text(encoding="utf-8")))
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
        for cell in notebook.cells:
            cell.metadata.pop("execution", None)
        print(f"{path.stem}: {len(notebook.cells)} cells")
        if not check:
            nbformat.write(notebook, path.with_suffix(".ipynb"))


if __name__ == "__main__":
    main()
