"""A folder of projects: those that are in it, a new one, and texts that are put into one."""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cdalign.atomic import write_whole
from cdalign.errors import ProjectError, ReadError, UsageError, WriteError
from cdalign.locks import hold_folder, read_bytes
from cdalign.messages import say
from cdalign.project.folder import SOURCE_FOLDER, TARGET_FOLDER, Pair, Project, open_project
from cdalign.project.sources import read_sources

# A name with a suffix and `.sentences.tmx` after it fits into the 255 bytes of every file system.
_LONGEST_NAME_BYTES = 180
# Windows refuses these in the name of a file, and the names after them as a whole, whatever their suffix
# (Microsoft: "Naming Files, Paths, and Namespaces").
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}")
_USUAL_SUFFIX = ".txt"
_ADDING_LOCK = ".cdalign-adding.lock"


@dataclass(frozen=True, slots=True)
class Listed:
    """A project as a list shows it: its name, its folder, and how many pairs of texts are in it."""

    name: str
    root: Path
    pairs: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is put into a project: the name that its file had, and its bytes."""

    name: str
    data: bytes


def list_projects(folder: Path) -> tuple[Listed, ...]:
    """Return the projects in a folder, the one that was opened or built last first."""
    try:
        roots = [root for root in folder.iterdir() if (root / "corpus").is_dir()]
    except OSError:
        return ()
    roots.sort(key=lambda root: (-_last_used(root), root.name))
    return tuple(Listed(root.name, root, _count_texts(root)) for root in roots)


def _last_used(root: Path) -> int:
    times = [0]
    for path in (root, root / "tm", root / "corpus" / SOURCE_FOLDER):
        with suppress(OSError):
            times.append(path.stat().st_mtime_ns)
    return max(times)


def _count_texts(root: Path) -> int:
    try:
        return sum(1 for path in (root / "corpus" / SOURCE_FOLDER).iterdir() if not path.name.startswith("."))
    except OSError:
        return 0


def fit_name(name: str) -> str:
    """Return a name that every system takes for a file: without its forbidden characters, and not too long."""
    fitted = _NOT_IN_NAMES.sub(" ", unicodedata.normalize("NFC", name))
    fitted = " ".join(fitted.split()).strip(". ")
    while len(fitted.encode("utf-8", "surrogatepass")) > _LONGEST_NAME_BYTES:
        fitted = fitted[:-1].rstrip(". ")
    return f"_{fitted}" if _RESERVED.fullmatch(fitted) else fitted


def begin_project(folder: Path, name: str) -> Project:
    """Make a project without texts in a folder of projects, and return it.

    Raises:
        UsageError: the name is empty or cannot be that of a folder.
        ProjectError: there is something of that name already.
        WriteError: the folder cannot be made.
    """
    fitted = fit_name(name)
    if not fitted or fitted != " ".join(unicodedata.normalize("NFC", name).split()):
        raise UsageError(
            "this cannot be the name of a folder",
            path=name,
            advice='leave out < > : " / \\ | ? * and dots at its beginning and end',
        )
    taken = {path.name.casefold() for path in folder.iterdir()} if folder.is_dir() else set()
    if fitted.casefold() in taken:
        raise ProjectError("there is a project of this name already", path=fitted, advice="choose another name")
    root = folder / fitted
    try:
        for part in (Path("corpus", SOURCE_FOLDER), Path("corpus", TARGET_FOLDER), Path("tm")):
            (root / part).mkdir(parents=True)
    except OSError as error:
        raise WriteError(
            say("cannot be made ({error})", error=error.strerror or error), path=root, advice="choose another folder"
        ) from error
    return open_begun(root)


def open_begun(root: Path) -> Project:
    """Return the project in a folder, also one into which no text was put yet.

    Raises:
        ProjectError, ReadError: as `open_project`, where there is a text.
    """
    sides = [root / "corpus" / side for side in (SOURCE_FOLDER, TARGET_FOLDER)]
    if all(side.is_dir() and not any(_is_text(path) for path in side.iterdir()) for side in sides):
        return Project(root, (), read_sources(root / "corpus"))
    return open_project(root)


def _is_text(path: Path) -> bool:
    return path.is_file() and not path.name.startswith((".", "README"))


def touch_project(root: Path) -> None:
    """Note that a project was opened: it is the first of the list then."""
    with suppress(OSError):
        os.utime(root)


def admit_pair(
    project: Project,
    name: str,
    chinese: Text,
    other: Text,
    working: bytes = b"",
    edits: bytes = b"",
    comments: bytes = b"",
) -> Pair:
    """Put two texts into a project under one name and return the pair.

    The bytes of the working file, of the edits and of the comments go with them; what is empty is not written.
    Where the name is taken, a number is put after it. The suffixes of the files are kept.

    Raises:
        BusyError: another process holds the lock of the project for too long.
        WriteError: a file cannot be written; neither is there then.
    """
    with hold_folder(project.memory_folder, name=_ADDING_LOCK):
        stem = _free_stem(project, name)
        pair = Pair(
            stem,
            project.corpus / SOURCE_FOLDER / f"{stem}{_suffix(chinese.name)}",
            project.corpus / TARGET_FOLDER / f"{stem}{_suffix(other.name)}",
        )
        contents = {pair.source: chinese.data, pair.target: other.data}
        if working:
            contents[project.working_file(pair)] = working
        if edits:
            contents[project.edits_file(pair)] = edits
        if comments:
            contents[project.comments_file(pair)] = comments
        _write_all(contents)
    return pair


def _write_all(contents: dict[Path, bytes]) -> None:
    written: list[Path] = []
    try:
        for path, data in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
            written.append(path)
    except (WriteError, ReadError, OSError):
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _free_stem(project: Project, name: str) -> str:
    # A dot would cut the stem of a file that has no suffix.
    wished = fit_name(name.replace(".", " ")) or "text"
    if wished.startswith("README"):
        wished = f"_{wished}"
    folders = [project.corpus / SOURCE_FOLDER, project.corpus / TARGET_FOLDER]
    taken = {path.stem.casefold() for folder in folders if folder.is_dir() for path in folder.iterdir()}
    if project.memory_folder.is_dir():
        # A working file whose texts were taken away holds decisions about other texts.
        taken |= {path.name.partition(".")[0].casefold() for path in project.memory_folder.glob("*.beads.tsv")}
    stem, number = wished, 2
    while stem.casefold() in taken:
        stem, number = f"{wished} {number}", number + 1
    return stem


def _suffix(name: str) -> str:
    suffix = Path(name).suffix
    return suffix.lower() if _SUFFIX.fullmatch(suffix) else _USUAL_SUFFIX


def read_text(name: str, path: Path) -> Text:
    """Return a text from a file, under the name that the user's file had.

    Raises:
        ReadError: it cannot be read.
    """
    return Text(name, read_bytes(path))
