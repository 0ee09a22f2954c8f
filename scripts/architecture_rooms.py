"""The rooms of Sources: what each may import, and where pointers may be named. scripts/architecture.py keeps them."""

from dataclasses import dataclass

# Libraries that every room may know.
COMMON_LIBRARIES = {"Dispatch", "Foundation", "Synchronization"}


@dataclass(frozen=True)
class Room:
    """May import: targets of this package and libraries. Pointers: everywhere, nowhere, or in the files named."""

    may_import: frozenset
    pointers: bool | frozenset = False

    def allows_pointers(self, place):
        return self.pointers if isinstance(self.pointers, bool) else place in self.pointers


@dataclass(frozen=True)
class Door:
    """A module that only the files named may import."""

    module: str
    files: tuple


def room(*may_import, pointers=False):
    return Room(frozenset(may_import), pointers if isinstance(pointers, bool) else frozenset(pointers))


BLAS_DOOR = Door(
    "CBLASShim",
    ("Dense/Scalar/Double+BLASScalar.swift", "Dense/Scalar/Float+BLASScalar.swift", "Dense/Processor/BLASLibrary.swift"),
)

ROOMS = {
    "CBLASShim": room(),
    "CZlib": room(),
    "COpenSSL": room(),
    "CMatio": room(),
    "DenseKernels": room(pointers=True),
    "CProgramVersion": room(pointers=True),
    "MatrixReader": room("CMatio", "CZlib", "CProgramVersion", pointers=True),
    "Messages": room(),
    "Dense": room("CBLASShim", "DenseKernels", pointers=True),
    "Layers": room("Dense", "DenseKernels", pointers=True),
    "VectorFiles": room("Dense", "CZlib", "Messages", pointers=True),
    "ForeignFiles": room("VectorFiles", "Dense", "Messages", "Subprocess"),
    "CrossModal": room("Dense", "Layers", "VectorFiles"),
    "Documents": room("CrossModal", "Dense"),
    "Settings": room("Messages", "Yams"),
    "Studies": room(
        "CrossModal", "VectorFiles", "ForeignFiles", "Dense", "Settings", "Messages", "Subprocess", "COpenSSL",
        pointers=["Studies/Hashing/ContentHash.swift", "Studies/Launching/WorkerProcess.swift"],
    ),
    "Reports": room(
        "Studies", "CrossModal", "VectorFiles", "ForeignFiles", "Dense", "Settings", "Messages", "Subprocess", "Mustache",
        "GRDB",
    ),
    "CCrossModal": room(),
    "PythonDoor": room(
        "CCrossModal", "CrossModal", "Documents", "ForeignFiles", "VectorFiles", "Dense", "Messages", "CProgramVersion",
        pointers=True,
    ),
    "CrossModalCLI": room(
        "Reports", "Studies", "Documents", "CrossModal", "VectorFiles", "ForeignFiles", "Dense", "Settings", "Messages",
        "CProgramVersion", "ArgumentParser",
    ),
    "bench": room("CrossModal", "VectorFiles", "Dense", "CProgramVersion", "ArgumentParser"),
}
