"""Folders of files that are made of others once: whole, with a manifest that says of what."""

import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path


class Failure(Exception):
    """One line for the user, and the exit code."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def say(line):
    print(line, file=sys.stderr)


def checksum(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_current(folder, sources, names):
    """Whether the folder holds every result, unchanged, of these sources."""
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        return manifest["sources"] == sources and manifest["results"] == {
            name: checksum(folder / name) for name in names
        }
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return False


def write(path, content):
    """Replace the file in one step; returns its checksum."""
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    return hashlib.sha256(content).hexdigest()


def write_manifest(folder, sources, results, **facts):
    """Written last: a folder without it, or with other sources, is made again."""
    manifest = {**facts, "sources": sources, "results": results}
    write(folder / "manifest.json", (json.dumps(manifest, indent=2) + "\n").encode())


def end(main):
    """Runs a script's main function and exits with its code; errors are one line."""
    name = Path(sys.argv[0]).name
    try:
        sys.exit(main(sys.argv[1:]))
    except Failure as failure:
        print(f"{name}: {failure}", file=sys.stderr)
        sys.exit(failure.code)
    except OSError as error:
        print(f"{name}: {error.filename}: {error.strerror}", file=sys.stderr)
        sys.exit(74)
    except KeyboardInterrupt:
        print(f"{name}: stopped; run again", file=sys.stderr)
        sys.exit(130)
