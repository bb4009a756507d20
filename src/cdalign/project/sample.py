"""The sample project, laid into a folder of the user's: the report that cdalign was first made for."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from cdalign.atomic import write_whole
from cdalign.errors import WriteError

_PACKAGE = "cdalign"
# What a project starts with; everything else is made by a build.
_PARTS = (("corpus", "zh"), ("corpus", "en"), ("corpus", "gold"), ("corpus", "sources.toml"), ("tm", "termbase.tsv"))


def lay_sample(folder: str | Path) -> tuple[Path, ...]:
    """Write the sample project into a folder, made where it is missing, and return the files.

    Raises:
        WriteError: the folder holds something already, or cannot be written.
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
    """Return where the sample is: inside the installed package, or in the checkout that the package is run from."""
    package = resources.files(_PACKAGE)
    packed = package.joinpath("sample")
    return packed if packed.is_dir() else Path(str(package)).parent.parent
