#!/usr/bin/env python3
"""Reads who depends on whom in Sources, and fails on a circle or a crossed wall.

    scripts/architecture.py [ROOT] [--edges] [--write]

A dependency is a use of what another folder or target declares: a type, a function, a member. It is read off the text:
comments and string literals are left out (what is interpolated into a string counts), declarations are collected with
their owner and access, and every other identifier is looked up among what the file can see. A name that stands in its own
folder, or that several folders declare, says nothing and is passed over; so is a member that the standard library has too.

--edges prints an example of every dependency between folders, --write puts the picture into docs/ARCHITECTURE.md.
The last line is "N circles, M crossed walls"; exit code 1 unless both are 0.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

from architecture_rooms import BLAS_DOOR, COMMON_LIBRARIES, ROOMS
from swift_source import SwiftFile, standard_members

BEGIN, END = "<!-- picture: scripts/architecture.py --write -->", "<!-- end of picture -->"


def read_sources(root):
    """All Swift files below Sources, each with its target and folder."""
    files = []
    targets = frozenset(path.name for path in (root / "Sources").iterdir()) if (root / "Sources").is_dir() else ()
    for path in sorted((root / "Sources").rglob("*.swift")):
        parts = path.relative_to(root / "Sources").parts
        folder = "/".join(parts[:-1])
        files.append(SwiftFile(path, target=parts[0], folder=folder, place="/".join(parts), targets=targets))
    return files


class Declarations:
    """What is declared where, by name."""

    def __init__(self, files):
        self.types, self.functions, self.members = defaultdict(list), defaultdict(list), defaultdict(list)
        for file in files:
            for declaration in file.declarations:
                if declaration.kind == "type" and declaration.owner is None:
                    self.types[declaration.name].append(declaration)
                elif declaration.owner is None:
                    self.functions[declaration.name].append(declaration)
                else:
                    self.members[declaration.name].append(declaration)

    def home(self, kind, name, file, owner=None):
        """The one folder that a use of `name` in `file` can mean, or None."""
        found = {
            d.file.folder
            for d in getattr(self, kind)[name]
            if (owner is None or d.owner == owner) and d.is_visible_in(file)
        }
        return found.pop() if len(found) == 1 and file.folder not in found else None


def dependencies(files):
    """{(folder, folder): example} for every use that leaves its folder."""
    declared = Declarations(files)
    edges = {}

    def note(file, home, use):
        if home is not None:
            edges.setdefault((file.folder, home), f"{file.place}:{use.line} {use.name}")

    for file in files:
        for use in file.uses:
            if use.is_member:
                if use.name not in standard_members:
                    note(file, declared.home("members", use.name, file, owner=use.owner), use)
            elif use.name in declared.types:
                note(file, declared.home("types", use.name, file), use)
            elif use.name in declared.functions and (use.is_call or use.name not in file.own_names):
                note(file, declared.home("functions", use.name, file), use)
            elif use.scope is not None and use.name not in file.local_names:
                note(file, declared.home("members", use.name, file, owner=use.scope), use)
    return edges


def circles(nodes, edges):
    """The strongly connected components of more than one node (Tarjan 1972)."""
    following = defaultdict(set)
    for first, second in edges:
        following[first].add(second)
    index, low, stack, on_stack, found = {}, {}, [], set(), []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        on_stack.add(node)
        for other in following[node]:
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in on_stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            component = []
            while not component or component[-1] != node:
                component.append(stack.pop())
                on_stack.discard(component[-1])
            if len(component) > 1:
                found.append(sorted(component))

    sys.setrecursionlimit(10_000)
    for node in sorted(nodes):
        if node not in index:
            visit(node)
    return found


def crossed_walls(files, edges):
    """Sentences about imports, pointers and uses that the table of rooms does not allow."""
    walls = []
    for file in files:
        room = ROOMS.get(file.target)
        if room is None:
            continue
        for line, module in file.imports:
            if module not in room.may_import and module not in COMMON_LIBRARIES:
                walls.append(f"{file.place}:{line} imports {module}")
        if any(module == BLAS_DOOR.module for _, module in file.imports) and file.place not in BLAS_DOOR.files:
            walls.append(f"{file.place} imports {BLAS_DOOR.module}, which is left to {', '.join(BLAS_DOOR.files)}")
        if file.unsafe_line and not room.allows_pointers(file.place):
            walls.append(f"{file.place}:{file.unsafe_line} names a pointer")
    for (first, second), example in sorted(edges.items()):
        here, there = first.split("/")[0], second.split("/")[0]
        if here != there and here in ROOMS and there not in ROOMS[here].may_import:
            walls.append(f"{example} ({first} uses {second})")
    return walls


def heights(nodes, edges):
    """The longest way down from each node; nodes of a circle count once."""
    following = defaultdict(set)
    for first, second in edges:
        if first in nodes and second in nodes:
            following[first].add(second)
    known = {}

    def height(node, above=frozenset()):
        if node not in known:
            below = [height(other, above | {node}) for other in following[node] if other not in above]
            known[node] = 1 + max(below, default=-1)
        return known[node]

    return {node: height(node) for node in sorted(nodes)}


def picture(files, edges):
    """The rooms from the lowest to the highest, each with the rooms it uses, and its folders in the same way."""
    targets = {file.target for file in files}
    between = {tuple(node.split("/")[0] for node in edge) for edge in edges}
    between = {(first, second) for first, second in between if first != second}
    lines = []
    order = heights(targets, between)
    for target in sorted(targets, key=lambda name: (order[name], name)):
        used = sorted(second for first, second in between if first == target)
        lines.append(f"{target}" + (f" -> {' '.join(used)}" if used else ""))
        folders = {file.folder for file in files if file.target == target}
        inner = heights(folders, edges)
        for folder in sorted(folders - {target}, key=lambda name: (inner[name], name)):
            below = sorted(
                second.split("/", 1)[-1] for first, second in edges if first == folder and second.startswith(target)
            )
            lines.append(f"  {folder.split('/', 1)[1]}" + (f" -> {' '.join(below)}" if below else ""))
    return "\n".join("    " + line for line in lines)


def documented_picture(document):
    text = document.read_text(encoding="utf-8") if document.exists() else ""
    match = re.search(re.escape(BEGIN) + r"\n\n?(.*?)\n\n?" + re.escape(END), text, re.DOTALL)
    return (text, match)


def main(arguments):
    options = {word for word in arguments if word.startswith("--")}
    roots = [word for word in arguments if not word.startswith("--")]
    if options - {"--edges", "--write"} or len(roots) > 1:
        print("architecture.py: usage: architecture.py [ROOT] [--edges] [--write]", file=sys.stderr)
        return 64
    root = Path(roots[0] if roots else Path(__file__).resolve().parent.parent)
    files = read_sources(root)
    if not files:
        print(f"architecture.py: {root}/Sources: no Swift files", file=sys.stderr)
        return 74

    edges = dependencies(files)
    drawn = picture(files, edges)
    print(drawn)
    if "--edges" in options:
        for (first, second), example in sorted(edges.items()):
            print(f"{first} -> {second}: {example}")

    walls = crossed_walls(files, edges)
    for folder in sorted(path.name for path in (root / "Sources").iterdir() if path.is_dir()):
        if folder not in ROOMS:
            walls.append(f"{folder}: no such room in scripts/architecture_rooms.py")
    document = root / "docs" / "ARCHITECTURE.md"
    text, match = documented_picture(document)
    if not match:
        walls.append(f"docs/ARCHITECTURE.md has no picture between '{BEGIN}' and '{END}'")
    elif match.group(1) != drawn:
        if "--write" in options:
            document.write_text(text[: match.start(1)] + drawn + text[match.end(1) :], encoding="utf-8")
        else:
            walls.append("docs/ARCHITECTURE.md shows another picture: scripts/architecture.py --write")

    folders = {file.folder for file in files}
    found = circles(folders, edges)
    between = {tuple(node.split("/")[0] for node in edge) for edge in edges}
    found += circles({file.target for file in files}, {edge for edge in between if edge[0] != edge[1]})
    for circle in found:
        print("circle: " + " <-> ".join(circle))
        for (first, second), example in sorted(edges.items()):
            if first in circle and second in circle:
                print(f"  {first} -> {second}: {example}")
    for wall in walls:
        print("wall: " + wall)

    lengths = sorted(file.line_count for file in files)
    largest = max(files, key=lambda file: file.line_count)
    print(
        f"{len(files)} Swift files, {sum(lengths)} lines, median {lengths[len(lengths) // 2]}, largest "
        f"{largest.place} with {largest.line_count}; {sum(1 for file in files if file.unsafe_line)} files name "
        f"Unsafe; {sum(file.public_count for file in files)} public declarations"
    )
    print(f"{len(found)} circles, {len(walls)} crossed walls")
    return 1 if found or walls else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
