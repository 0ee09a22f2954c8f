"""Makes the wheel from what scripts/wheel.sh has collected; a build backend without requirements.

The library, the programs and what they need must lie in ``build/stage`` (or CROSSMODAL_STAGE), as scripts/wheel.sh puts
them there. A source tree without them says so.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import stat
import subprocess
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent


def _stage() -> Path:
    stage = Path(os.environ.get("CROSSMODAL_STAGE", HERE / "build" / "stage"))
    if not (stage / "lib" / "libcrossmodal.so").exists():
        raise SystemExit(
            f"crossmodal: {stage / 'lib' / 'libcrossmodal.so'} is missing: this source tree is not built. Run scripts/wheel.sh, "
            "which needs Swift 6.3 (https://www.swift.org/install), or install a wheel")
    return stage


def newest_glibc(files: list[Path]) -> tuple[int, int]:
    """The newest version of glibc whose symbols any of the files asks for."""
    found = {(2, 17)}
    for file in files:
        text = subprocess.run(["readelf", "-VW", str(file)], capture_output=True, text=True, check=True).stdout
        found |= {(int(major), int(minor)) for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", text)}
    return max(found)


def _tag(stage: Path) -> str:
    files = [path for path in stage.rglob("*") if path.is_file() and path.read_bytes()[:4] == b"\x7fELF"]
    major, minor = newest_glibc(files)
    return f"py3-none-manylinux_{major}_{minor}_{os.uname().machine}"


def _project() -> dict[str, Any]:
    # Of Python 3.11, where the wheel is built; that a tree is not built is said before.
    import tomllib

    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    package = (HERE / project["name"] / "__init__.py").read_text(encoding="utf-8")
    return {**project, "version": re.findall(r'^__version__ = "(.+)"$', package, re.MULTILINE)[0]}


def _metadata(project: dict[str, Any]) -> str:
    lines = [
        "Metadata-Version: 2.1", f"Name: {project['name']}", f"Version: {project['version']}",
        f"Summary: {project['description']}", f"License: {project['license']['text']}",
        f"Requires-Python: {project['requires-python']}", "Description-Content-Type: text/markdown",
    ]
    lines += [f"Requires-Dist: {name}" for name in project["dependencies"]]
    for extra, names in project["optional-dependencies"].items():
        lines += [f"Provides-Extra: {extra}", *(f"Requires-Dist: {name}; extra == '{extra}'" for name in names)]
    return "\n".join(lines) + "\n\n" + (HERE / project["readme"]).read_text(encoding="utf-8")


def build_wheel(wheel_directory: str, config_settings: object = None, metadata_directory: object = None) -> str:
    """PEP 517."""
    stage = _stage()
    tag, project = _tag(stage), _project()
    package = project["name"]
    name = f"{package}-{project['version']}-{tag}.whl"
    info = f"{package}-{project['version']}.dist-info"
    entries: list[tuple[str, bytes, bool]] = []
    for path in sorted((HERE / package).rglob("*")):
        if path.is_file() and path.suffix in {".py", ".typed"}:
            entries.append((str(path.relative_to(HERE)), path.read_bytes(), False))
    for path in sorted(stage.rglob("*")):
        if path.is_file():
            place = path.relative_to(stage)
            target = f"{info}/{place}" if place.parts[0] == "licenses" else f"{package}/{place}"
            entries.append((target, path.read_bytes(), place.parts[0] == "bin"))
    scripts = "".join(f"{name} = {function}\n" for name, function in project["scripts"].items())
    entries += [
        (f"{info}/METADATA", _metadata(project).encode(), False),
        (f"{info}/WHEEL", f"Wheel-Version: 1.0\nGenerator: crossmodal\nRoot-Is-Purelib: false\nTag: {tag}\n".encode(), False),
        (f"{info}/entry_points.txt", f"[console_scripts]\n{scripts}".encode(), False),
    ]
    records = []
    with zipfile.ZipFile(Path(wheel_directory) / name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for target, content, is_program in entries:
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            records.append(f"{target},sha256={digest},{len(content)}")
            _write(archive, target, content, is_program)
        records.append(f"{info}/RECORD,,")
        _write(archive, f"{info}/RECORD", ("\n".join(records) + "\n").encode(), False)
    return name


def _write(archive: zipfile.ZipFile, target: str, content: bytes, is_program: bool) -> None:
    # One date, so that the same files give the same wheel.
    entry = zipfile.ZipInfo(target, (2020, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | (0o755 if is_program else 0o644)) << 16
    archive.writestr(entry, content)


def build_sdist(sdist_directory: str, config_settings: object = None) -> str:
    """PEP 517: there is none, since Python cannot build the library."""
    raise SystemExit("crossmodal: has no source distribution; the repository is one")
