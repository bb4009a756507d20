"""The sample project, written into a folder of the user. It is the report that cdalign was first made for."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from cdalign.atomic import write_whole
from cdalign.errors import WriteError

_PACKAGE = "cdalign"
# The files that a project starts with. A build makes all others.
_PARTS = (
    ("corpus", "zh"),
    ("corpus", "en"),
    ("corpus", "gold"),
    ("corpus", "sources.toml"),
    ("corpus", "queries.toml"),
    ("tm", "termbase.tsv"),
)


def lay_sample(folder: str | Path) -> tuple[Path, ...]:
    """Write the sample project into a folder and return the files. A missing folder is made.

    Raises:
        WriteError: the folder is not empty, or cannot be written.
    """
    root = Path(folder)
    if root.is_file() or (root.is_dir() and any(root.iterdir())):
        raise WriteError("is not an empty folder", path=root, advice="name a folder that is new or empty")
    files = [(root.joinpath(*place), source) for part in _PARTS for place, source in _files_below(part)]
    for path, source in files:
        write_whole(path, source.read_bytes())
    return tuple(path for path, _ in files)


def _files_below(part: tuple[str, ...]) -> list[tuple[tuple[str, ...], Traversable]]:
    """Return the files of a part of the sample, each with its place in a project."""
    place = _sample_root().joinpath(*part)
    if place.is_file():
        return [(part, place)]
    names = sorted(item.name for item in place.iterdir() if not item.name.startswith("."))
    return [found for name in names for found in _files_below((*part, name))]


def _sample_root() -> Traversable:
    """Return the folder of the sample: in the installed package, or in the checkout that the package runs from."""
    package = resources.files(_PACKAGE)
    packed = package.joinpath("sample")
    return packed if packed.is_dir() else Path(str(package)).parent.parent
