"""Which files belong together: two folders or globs paired by name and by symbol, or a list of pairs.

    zh/2018/CD-2138.docx   en/2018/CD-2138.pdf      same name: a pair
    zh/G1827147.pdf        en/G1827148.pdf          different names: paired by the symbol printed in them
    pairs.tsv, pairs.jsonl                          source, target and, if known, symbol and name

Only the current line is held in memory, because an archive has a hundred thousand lines.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from cdalign.errors import ReadError, UsageError
from cdalign.notations import load_json

TABLES = (".tsv", ".jsonl")
_COLUMNS = ("source", "target", "symbol", "name")
# The language mark at the end of a name: CD-2138_en, CD-2138.zh-Hans, G1827147(C).
_LANGUAGE_MARK = re.compile(
    r"(?:[._ -](?:zh(?:[-_](?:hans|hant|cn|tw))?|en(?:[-_](?:us|gb))?|chi|eng|c|e)|\([ce]\))$", re.IGNORECASE
)
_UNSAFE = re.compile(r"[^\w.()+-]+")


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One pair of files: the name of its results (`2018/CD-2138`), both paths, and the document symbol if known."""

    name: str
    source: str
    target: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A file or a line of a list that has no partner, and the reason."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file of one side: its path, and the name that its partner must share."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class ListedPair:
    """A list of pairs in a file."""

    path: Path


@dataclass(frozen=True, slots=True)
class Folders:
    """Two folders or globs, the source side first. `sources` may hold a `sources.toml` with symbols."""

    source: str
    target: str
    sources: Path | None = None


Manifest = ListedPair | Folders


def find_manifest(words: Sequence[str]) -> Manifest:
    """Return what the arguments name: a list, a folder that holds `zh` and `en`, or two folders or globs.

    Raises:
        UsageError: the arguments are none of these.
    """
    if len(words) == 2:
        return Folders(words[0], words[1])
    path = Path(words[0])
    if path.suffix.lower() in TABLES and path.is_file():
        return ListedPair(path)
    for folder in (path / "corpus", path):
        if (folder / "zh").is_dir() and (folder / "en").is_dir():
            return Folders(str(folder / "zh"), str(folder / "en"), folder)
    raise UsageError(
        "is neither a list of pairs nor a folder that holds zh and en",
        path=words[0],
        advice="give pairs.tsv, pairs.jsonl, a project folder, or two folders or quoted globs",
    )


def find_texts(place: str) -> Iterator[TextFile]:
    """Yield the files in a folder or matched by a glob, each with the name that its partner must share.

    Hidden files and read-me files are left out. The order is that of the file system.

    Raises:
        UsageError: the folder does not exist, and the text is not a glob.
    """
    root = Path(place)
    if root.is_dir():
        found = walk_files(root)
    elif glob.has_magic(place):
        root = _fixed_part(place)
        found = (path for path in root.glob(Path(place).relative_to(root).as_posix()))
    else:
        raise UsageError("there is no such folder", path=place, advice="give a folder, or a glob in quotes")
    for path in found:
        if not path.is_dir() and not path.name.startswith((".", "README")):
            yield TextFile(pair_name(path.relative_to(root).as_posix()), str(path))


def walk_files(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and its subfolders, in the order of the file system.

    `rglob` would hold all names of a folder in memory at once.

    Links to folders are not followed, because they may form a circle.

    Raises:
        ReadError: a folder cannot be read.
    """
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from walk_files(Path(entry.path))
                else:
                    yield Path(entry.path)
    except OSError as error:
        raise ReadError.of(error, folder) from error


def _fixed_part(pattern: str) -> Path:
    """Return the part of a glob's path that comes before its first wildcard."""
    parts = Path(pattern).parts
    fixed = next((index for index, part in enumerate(parts) if glob.has_magic(part)), len(parts) - 1)
    return Path(*parts[:fixed]) if fixed else Path()


def pair_name(path: str) -> str:
    """Return the name that the two sides of a pair share: `2018/CD-2138_en.docx` -> `2018/CD-2138`."""
    pure = PurePosixPath(path)
    stem = _LANGUAGE_MARK.sub("", pure.stem) or pure.stem
    return safe_name(str(pure.with_name(stem)))


def safe_name(name: str) -> str:
    """Return the name as a path that stays inside its folder and is valid on every system."""
    parts = [_UNSAFE.sub("-", part).strip(".-") for part in name.split("/")]
    return "/".join(part for part in parts if part) or "unnamed"


def read_list(path: Path) -> Iterator[ManifestEntry | Unpaired]:
    """Read a list of pairs line by line. Relative paths are relative to its folder; empty lines are skipped.

    Raises:
        ReadError: the list cannot be read.
    """
    parse = _parse_json_line if path.suffix.lower() == ".jsonl" else _TableLine()
    try:
        with path.open(encoding="utf-8-sig") as stream:
            lines = ((number, line) for number, line in enumerate(stream, 1) if line.strip() and line[0] != "#")
            for number, line in lines:
                fields = parse(line)
                if fields is not None:
                    yield _entry_of(fields, path, number)
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError.of(error, path) from error


Fields = dict[str, str]


class _TableLine:
    """Parses the lines of a table. The first line may name the columns."""

    def __init__(self) -> None:
        self._columns: tuple[str, ...] | None = None

    def __call__(self, line: str) -> Fields | None:
        cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
        if self._columns is None:
            names = tuple(cell.lower() for cell in cells)
            if {"source", "target"} <= set(names):
                self._columns = names
                return None
            self._columns = _COLUMNS
        return dict(zip(self._columns, cells, strict=False))


def _parse_json_line(line: str) -> Fields:
    try:
        value: Any = load_json(line)
    except ReadError:
        return {}
    return {key: str(value[key]) for key in _COLUMNS if value.get(key)} if isinstance(value, dict) else {}


def _entry_of(fields: Fields, path: Path, number: int) -> ManifestEntry | Unpaired:
    source, target, symbol = (fields.get(key, "") for key in ("source", "target", "symbol"))
    if not source or not target:
        return Unpaired(f"{path}:{number}", "the line must name a source and a target")
    name = fields.get("name") or symbol.replace("/", "-")
    return ManifestEntry(
        safe_name(name) if name else pair_name(Path(source).name),
        str(path.parent / source),
        str(path.parent / target),
        symbol,
    )
