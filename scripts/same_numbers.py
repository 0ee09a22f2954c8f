#!/usr/bin/python3
"""Compare what two versions wrote into two folders; scripts/same_numbers.sh calls it.

    scripts/same_numbers.py OLD NEW

    *.results.csv        of 'crossmodal results': row by row, all columns but those that say when and where a fit ran
    *.csv                tables of other kinds, row by row
    *.best.json          of 'crossmodal best --json': cell by cell; settings by their numbers, however they are written
    *.rows               studies of 'kind: ratings': every measurement beside that of the same vectors, map and setting,
                         wherever its JSON stands: in files of their own or in journals
    *.ended              a command that failed, in one version or in both: a difference
    *.safetensors        tensor by tensor; metadata are told
    *.txt                what a command printed: a JSON document key by key, else byte for byte
    anything else        byte for byte

Numbers are compared as they are written, to the last digit. Columns and keys have the same name when they differ only
in hyphens, underscores and capitals. What NEW has beside is told on stderr and is no difference; what only OLD has is
one. Columns that name units of work may change their name and their spelling; so may the setting, which was an index
once: the rows must be the same, in the same order, by all other columns.

Prints a line for each comparison, below it the first differing places, and at last the sum. Exit codes: 0 no
differences, 1 differences, 64 usage.
"""

import ast
import csv
import json
import re
import struct
import sys
from pathlib import Path

# Columns of results that may differ between two runs of one study.
VOLATILE = {"seconds", "host", "worker", "attempt", "started"}
# Columns that name units of work.
UNITS = {"fit", "unit", "id"}
# Differing places that are shown of a comparison.
SHOWN = 5


def normal(name):
    """'bestEpoch', 'best-epoch' and 'best_epoch' are one name."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


def flatten(node, prefix=""):
    """{'a': {'b': 1}} as {'a.b': 1}; items of a list by what they rate, else by number."""
    if isinstance(node, dict):
        items = [(normal(key), value) for key, value in node.items()]
    elif isinstance(node, list):
        items = [
            (value["ratings"] if isinstance(value, dict) and "ratings" in value else str(place), value)
            for place, value in enumerate(node)
        ]
    else:
        return {prefix[:-1]: str(node)}
    return {key: value for name, item in items for key, value in flatten(item, f"{prefix}{name}.").items()}


def parsed(text):
    """JSON with the numbers as they are written."""
    return json.loads(text, parse_float=str, parse_int=str)


def csv_rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        lines = list(csv.reader(file))
    columns = [normal(name) for name in lines[0]] if lines else []
    return columns, [dict(zip(columns, line)) for line in lines[1:]]


def object_rows(objects):
    rows = [flatten(one) for one in objects]
    return list(dict.fromkeys(column for row in rows for column in row)), rows


# Keys of 'best' as earlier versions had them.
BEST_KEYS = {"deviation": "spread"}
# The parts of a setting's text as earlier versions wrote it: lr=0.001,h=256,p=0,relu,margin=2.5
SETTING_PARTS = {"lr": "learningRate", "h": "hiddenUnits", "p": "dropout", "margin": "margin"}


def setting_object(setting):
    """A setting by its numbers and words; earlier versions wrote it as a text."""
    if not isinstance(setting, str):
        return setting
    pairs = [part.rpartition("=") for part in setting.split(",")]
    return {SETTING_PARTS.get(key, key or "activation"): value for key, _, value in pairs}


def best_rows(path):
    document = parsed(path.read_text(encoding="utf-8"))
    cells = document["cells"] if isinstance(document, dict) else document
    rows = []
    for cell in cells:
        row = {BEST_KEYS.get(key, key): value for key, value in cell.items()}
        # The texts of settings say nothing that the settings do not.
        rows.append({
            key: setting_object(value) if key in ("setting", "simplest") else value
            for key, value in row.items()
            if key not in ("settingText", "simplestText")
        })
    return object_rows(rows)


def document_rows(path):
    """A JSON document as a row; None if it is none."""
    try:
        document = parsed(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    return object_rows([document]) if isinstance(document, dict) else None


def measured(node):
    """All objects below that have vectors and results."""
    if isinstance(node, dict):
        named = {normal(key): value for key, value in node.items()}
        if "vectors" in named and "results" in named:
            yield named
        else:
            for value in node.values():
                yield from measured(value)
    elif isinstance(node, list):
        for value in node:
            yield from measured(value)


def measurements(directory):
    """What a study of ratings measured, by vectors, map and setting; twice if two measurements differ."""
    found = {}
    for path in sorted(directory.rglob("*.json")) + sorted(directory.rglob("*.jsonl")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for piece in [text] if path.suffix == ".json" else text.splitlines():
            try:
                rows = list(measured(parsed(piece)))
            except ValueError:
                continue
            for row in rows:
                setting = ",".join(f"{key}={value}" for key, value in sorted(flatten(row.get("setting") or {}).items()))
                name = f"{row['vectors']}/{row.get('map', 'none')}/{setting}"
                same = found.setdefault(name, [])
                if row not in same:
                    same.append(row)
    return {
        name if number == 0 else f"{name} ({number + 1})": row
        for name, rows in sorted(found.items())
        for number, row in enumerate(rows)
    }


def compare_measurements(name, old, new):
    """Two studies of ratings: (what was compared, number of differences, places)."""
    both = [key for key in old if key in new]
    what, differences, places = compare_rows(name, *(object_rows([side[key] for key in both]) for side in (old, new)))
    alone = [f"{key}: only in OLD" for key in old if key not in new]
    alone += [f"{key}: only in NEW" for key in new if key not in old]
    return what, differences + len(alone), alone + places


def is_index(rows):
    """Whether settings are given by their place in the grid."""
    settings = {row["setting"] for row in rows if row["setting"]}
    return bool(settings) and all(setting.isdigit() for setting in settings)


def compare_rows(name, old, new):
    """Two tables: (what was compared, number of differences, places)."""
    (old_columns, old_rows), (new_columns, new_rows) = old, new
    is_results = name.endswith(".results.csv")
    ignored, units = (VOLATILE, UNITS) if is_results else (set(), set())
    differences, places, columns, of_column = 0, [], [], {}
    for column in old_columns:
        if column in ignored:
            continue
        if column not in new_columns:
            if column in units:
                print(f"{name}: only OLD has the column '{column}'", file=sys.stderr)
            else:
                differences += 1
                places.append(f"column '{column}': only in OLD")
        elif is_results and column == "setting" and is_index(old_rows) and not is_index(new_rows):
            print(f"{name}: '{column}' was an index", file=sys.stderr)
        elif column in units and {row[column] for row in old_rows} != {row[column] for row in new_rows}:
            print(f"{name}: '{column}' spells the units otherwise", file=sys.stderr)
        else:
            columns.append(column)
    for column in new_columns:
        if column not in old_columns and column not in ignored:
            print(f"{name}: only NEW has the column '{column}'", file=sys.stderr)
    if len(old_rows) != len(new_rows):
        differences += abs(len(old_rows) - len(new_rows))
        places.append(f"rows: old {len(old_rows)}, new {len(new_rows)}")
    if not old_rows:
        differences += 1
        places.append("OLD has no rows")
    for number, (one, other) in enumerate(zip(old_rows, new_rows), 1):
        for column in columns:
            # What a row of objects lacks is empty.
            before, after = one.get(column, ""), other.get(column, "")
            if before != after:
                differences += 1
                of_column[column] = of_column.get(column, 0) + 1
                if len(places) < SHOWN:
                    unit = next((f" ({one[key]})" for key in old_columns if key in units and key in one), "")
                    values = f"old {before or 'empty'}, new {after or 'empty'}"
                    places.append(f"row {number}{unit}, column '{column}': {values}")
    if of_column:
        most = sorted(of_column, key=lambda column: -of_column[column])
        more = f", and {len(most) - SHOWN} columns more" if len(most) > SHOWN else ""
        places.insert(0, "by column: " + ", ".join(f"{column} {of_column[column]}" for column in most[:SHOWN]) + more)
    return f"{len(old_rows)} rows, {len(columns)} columns", differences, places


def tensors(path):
    """A safetensors file: ({name: (form, bytes)}, metadata)."""
    data = path.read_bytes()
    start = 8 + struct.unpack_from("<Q", data)[0]
    header = json.loads(data[8:start])
    metadata = header.pop("__metadata__", {})
    found = {}
    for name, tensor in header.items():
        first, last = tensor["data_offsets"]
        found[name] = (tensor["dtype"], tensor["shape"], data[start + first : start + last])
    return found, metadata


def compare_tensors(name, old, new):
    """Two safetensors files: (what was compared, number of differences, places)."""
    (before, facts), (after, other_facts) = tensors(old), tensors(new)
    beside = sorted(key for key in facts.keys() | other_facts.keys() if facts.get(key) != other_facts.get(key))
    if beside:
        print(f"{name}: other metadata: {', '.join(beside)}", file=sys.stderr)
    places = [f"tensor '{key}' differs" for key in sorted(before) if before[key] != after.get(key)]
    places += [f"tensor '{key}': only in NEW" for key in sorted(after.keys() - before.keys())]
    return f"{len(before)} tensors", len(places), places


def npy(data):
    """(columns, element size, format, offset) of a little-endian .npy of floats, else None."""
    if data[:6] != b"\x93NUMPY":
        return None
    start, form = (10, "<H") if data[6] == 1 else (12, "<I")
    length = struct.unpack_from(form, data, 8)[0]
    header = ast.literal_eval(data[start : start + length].decode("latin-1"))
    kind = {"<f4": "<f", "<f8": "<d"}.get(header["descr"])
    if kind is None or header["fortran_order"] or not header["shape"]:
        return None
    return header["shape"][-1], struct.calcsize(kind), kind, start + length


def compare_bytes(old, new):
    """Two files: (what was compared, number of differences, places)."""
    before, after = old.read_bytes(), new.read_bytes()
    what = f"{len(before)} bytes"
    if before == after:
        return what, 0, []
    places = [] if len(before) == len(after) else [f"bytes: old {len(before)}, new {len(after)}"]
    at = next((i for i, (a, b) in enumerate(zip(before, after)) if a != b), min(len(before), len(after)))
    form = npy(before) if len(before) == len(after) else None
    if form and at >= form[3]:
        columns, size, kind, offset = form
        element = (at - offset) // size
        a, b = (struct.unpack_from(kind, data, offset + element * size)[0] for data in (before, after))
        places.append(f"row {element // columns}, column {element % columns} (from 0): old {a!r}, new {b!r}")
    elif old.suffix in {".txt", ".json"}:
        line = before.count(b"\n", 0, at)
        a, b = ((data.split(b"\n") + [b""] * line)[line].decode("utf-8", "replace")[:200] for data in (before, after))
        places.append(f"line {line + 1}: old {a.strip()}, new {b.strip()}")
    else:
        places.append(f"first at byte {at} (from 0)")
    return what, 1, places


def compare(name, old, new):
    for side, path in (("OLD", old), ("NEW", new)):
        if not path.exists():
            return "1 file", 1, [f"{side} has none"]
    if name.endswith(".rows"):
        return compare_measurements(name, measurements(old), measurements(new))
    if name.endswith(".best.json"):
        return compare_rows(name, best_rows(old), best_rows(new))
    if name.endswith(".csv"):
        return compare_rows(name, csv_rows(old), csv_rows(new))
    if name.endswith(".safetensors"):
        return compare_tensors(name, old, new)
    if name.endswith(".txt"):
        before, after = document_rows(old), document_rows(new)
        if before and after:
            return compare_rows(name, before, after)
    return compare_bytes(old, new)


def counted(number):
    return f"{number} difference" + ("" if number == 1 else "s")


def main():
    if len(sys.argv) != 3:
        print("usage: scripts/same_numbers.py OLD NEW", file=sys.stderr)
        return 64
    old, new = Path(sys.argv[1]), Path(sys.argv[2])
    # Studies first, then tables, then files.
    order = [".results.csv", ".best.json", ".rows", ".csv", ""]
    names = {path.name for folder in (old, new) for path in folder.iterdir()}
    total = 0
    for name in sorted(names, key=lambda name: (next(i for i, end in enumerate(order) if name.endswith(end)), name)):
        if name.endswith(".ended"):
            sides = [path / name for path in (old, new)]
            texts = [side.read_text(encoding="utf-8").strip() if side.exists() else "ended well" for side in sides]
            what, differences, places = "1 command", 1, [f"old {texts[0]}, new {texts[1]}"]
        else:
            what, differences, places = compare(name, old / name, new / name)
        total += differences
        print(f"{name.removesuffix('.results.csv').removesuffix('.ended')}: {what}, {counted(differences)}")
        for place in places[:SHOWN]:
            print(f"  {place}")
    print(counted(total))
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
