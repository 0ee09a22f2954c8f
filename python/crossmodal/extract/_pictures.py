"""A folder of pictures: which files, in which order, under which names, and their pixels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ._failure import DATA, FILE, USAGE, Failure, need, shown

ENDINGS = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".ppm", ".pgm"}


class Pictures:
    """The pictures of a folder and of the folders in it, ordered by path; or those that a list names, in its order."""

    def __init__(self, folder: Path, listed: Path | None = None):
        self.folder = folder
        need("PIL", "reading pictures", "pillow")
        if not folder.is_dir():
            raise Failure(FILE, f"{folder}: there is no such folder")
        if listed is None:
            files = [path.relative_to(folder) for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file()]
            self.files = sorted(file.as_posix() for file in files if not any(part.startswith(".") for part in file.parts))
        else:
            self.files = [line.strip() for line in _lines(listed) if line.strip()]
            for file in self.files:
                if not (folder / file).is_file():
                    raise Failure(DATA, f"{listed}: names {file!r}, which is not in {folder}")
            if not self.files:
                raise Failure(DATA, f"{listed}: names no pictures; allowed: a path a line, relative to {folder}")
        if not self.files:
            found = sorted(path.name for path in folder.iterdir())
            raise Failure(
                DATA,
                f"{folder}: has no pictures ({', '.join(sorted(ENDINGS))}); "
                + (f"it has {shown(found)}" if found else "it is empty"))

    def __len__(self) -> int:
        return len(self.files)

    def names(self) -> list[str]:
        """Paths below the folder without their endings, which stay where two files would get one name."""
        bare = [file.rsplit(".", 1)[0] for file in self.files]
        counts: dict[str, int] = {}
        for name in bare:
            counts[name] = counts.get(name, 0) + 1
        return [name if counts[name] == 1 else file for name, file in zip(bare, self.files)]

    def stamp(self) -> list[Any]:
        """What tells these files from others: paths, sizes and times."""
        return [[file, (self.folder / file).stat().st_size, (self.folder / file).stat().st_mtime_ns] for file in self.files]

    def read(self, number: int) -> Any:
        """A picture in RGB, upright, on white where it is transparent.

        Raises ValueError with the reason where it is none or is cut off.
        """
        from PIL import Image, ImageOps

        try:
            with Image.open(self.folder / self.files[number]) as file:
                picture = ImageOps.exif_transpose(file).convert("RGBA")
        except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
            # Pillow's errors name an object in memory.
            reason = "is no picture" if isinstance(error, Image.UnidentifiedImageError) else str(error) or type(error).__name__
            raise ValueError(reason) from None
        white = Image.new("RGBA", picture.size, (255, 255, 255, 255))
        white.alpha_composite(picture)
        return white.convert("RGB")


def squared(picture: Any, side: int) -> Any:
    """The whole picture in the middle of a white square of a size, bicubic: nothing is cut off."""
    from PIL import Image

    longest = max(picture.size)
    square = Image.new("RGB", (longest, longest), (255, 255, 255))
    square.paste(picture, ((longest - picture.width) // 2, (longest - picture.height) // 2))
    return square.resize((side, side), Image.BICUBIC)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise Failure(FILE, f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Failure(USAGE, f"{path}: is no text in UTF-8; allowed: a path a line, relative to the folder") from None
