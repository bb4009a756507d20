"""Which files belong together: two folders or globs paired by name and by symbol, or a list written down.

    zh/2018/CD-2138.docx   en/2018/CD-2138.pdf      one name: a pair
    zh/G1827147.pdf        en/G1827148.pdf          no name in common: paired by the symbol printed in them
    pairs.tsv, pairs.jsonl                          source, target and, where it is known, symbol and name

Nothing is held in memory but the line at hand: an archive has a hundred thousand of them.
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
# What tells the language at the end of a name: CD-2138_en, CD-2138.zh-Hans, G1827147(C).
_LANGUAGE_MARK = re.compile(
    r"(?:[._ -](?:zh(?:[-_](?:hans|hant|cn|tw))?|en(?:[-_](?:us|gb))?|chi|eng|c|e)|\([ce]\))$", re.IGNORECASE
)
_UNSAFE = re.compile(r"[^\w.()+-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One pair of files: a name for its results (`2018/CD-2138`), both paths, the document symbol where it is known."""

    name: str
    source: str
    target: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Loner:
    """A file, or a line of a list, that makes no pair, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file of one side: the name under which its partner is looked for, and its path."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of pairs, written down."""

    path: Path


@dataclass(frozen=True, slots=True)
class Folders:
    """Two folders or globs, the source side first; `sources` may hold a `sources.toml` that knows symbols."""

    source: str
    target: str
    sources: Path | None = None


Manifest = Listed | Folders


def find_manifest(words: Sequence[str]) -> Manifest:
    """Say what the words of a call mean: a list, a folder that holds `zh` and `en`, or two folders or globs.

    Raises:
        UsageError: none of these.
    """
    if len(words) == 2:
        return Folders(words[0], words[1])
    path = Path(words[0])
    if path.suffix.lower() in TABLES and path.is_file():
        return Listed(path)
    for folder in (path / "corpus", path):
        if (folder / "zh").is_dir() and (folder / "en").is_dir():
            return Folders(str(folder / "zh"), str(folder / "en"), folder)
    raise UsageError(
        "is neither a list of pairs nor a folder that holds zh and en",
        path=words[0],
        advice="give pairs.tsv, pairs.jsonl, a project folder, or two folders or quoted globs",
    )


def find_texts(place: str) -> Iterator[TextFile]:
    """Give the files under a folder, or that a glob finds, each with the name its partner must have.

    Hidden files and read-me files are left out; the order is that of the file system.

    Raises:
        UsageError: there is no such folder, and it is no glob.
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
    """Give the files under a folder as the file system gives them; `rglob` would hold all names of a folder at once.

    Links to folders are not followed: they may lead in a circle.

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
    """Give the folder in which a glob begins to choose."""
    parts = Path(pattern).parts
    fixed = next((index for index, part in enumerate(parts) if glob.has_magic(part)), len(parts) - 1)
    return Path(*parts[:fixed]) if fixed else Path()


def pair_name(path: str) -> str:
    """Give the name under which the two sides meet: `2018/CD-2138_en.docx` -> `2018/CD-2138`."""
    pure = PurePosixPath(path)
    stem = _LANGUAGE_MARK.sub("", pure.stem) or pure.stem
    return safe_name(str(pure.with_name(stem)))


def safe_name(name: str) -> str:
    """Give the name as a path that stays inside its folder and can be written everywhere."""
    parts = [_UNSAFE.sub("-", part).strip(".-") for part in name.split("/")]
    return "/".join(part for part in parts if part) or "unnamed"


def read_list(path: Path) -> Iterator[Entry | Loner]:
    """Read a list of pairs line by line; relative paths are relative to its folder, empty lines say nothing.

    Raises:
        ReadError: it cannot be read.
    """
    parse = _parse_json_line if path.suffix.lower() == ".jsonl" else _TableLine()
    try:
        with path.open(encoding="utf-8-sig") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip() and not line.startswith("#"):
                    fields = parse(line)
                    if fields is not None:
                        yield _entry_of(fields, path, number)
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError.of(error, path) from error


Fields = dict[str, str]


class _TableLine:
    """Parses the lines of a table; the first one may name the columns."""

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


def _entry_of(fields: Fields, path: Path, number: int) -> Entry | Loner:
    source, target, symbol = (fields.get(key, "") for key in ("source", "target", "symbol"))
    if not source or not target:
        return Loner(f"{path}:{number}", "the line names no source and target")
    name = fields.get("name") or symbol.replace("/", "-")
    return Entry(
        safe_name(name) if name else pair_name(Path(source).name),
        str(path.parent / source),
        str(path.parent / target),
        symbol,
    )
