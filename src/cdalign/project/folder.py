"""A project folder: the files of `corpus/zh` and `corpus/en`, paired by stem. A build writes into `tm/`."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from cdalign.errors import ProjectError
from cdalign.messages import say
from cdalign.model import ReviserQuery
from cdalign.project.queries import read_queries
from cdalign.project.sources import SourceRecord, read_sources

SOURCE_FOLDER, TARGET_FOLDER = "zh", "en"
_MEMORY_FOLDER = "tm"
_LANGUAGE_NAMES = {SOURCE_FOLDER: say("Chinese"), TARGET_FOLDER: say("English")}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files with the same stem: a Chinese text and its English one."""

    name: str
    source: Path
    target: Path


@dataclass(frozen=True)
class Project:
    """A project folder that can be built: its root, its pairs in order of name, the record of each file, the queries.

    Queries are those of a translator, by the name of the pair.
    """

    root: Path
    pairs: tuple[Pair, ...]
    records: dict[str, SourceRecord]
    queries: dict[str, tuple[ReviserQuery, ...]] = field(default_factory=dict)

    @property
    def corpus(self) -> Path:
        """The folder of the texts."""
        return self.root / "corpus"

    @property
    def memory_folder(self) -> Path:
        """The folder of all outputs: `tm/`."""
        return self.root / _MEMORY_FOLDER

    @property
    def termbase(self) -> Path:
        """The curated termbase, which may be missing."""
        return termbase_of(self.root)

    @property
    def ignored(self) -> Path:
        """The file of ignored findings, which may be missing."""
        return self.memory_folder / "ignored.tsv"

    def working_file(self, pair: Pair) -> Path:
        """Return the path of the working file of a pair, which may not exist yet."""
        return self.memory_folder / f"{pair.name}.beads.tsv"

    def edits_file(self, pair: Pair) -> Path:
        """Return the path of the file with what a person wrote over the sentences of a pair; it may not exist."""
        return self.memory_folder / f"{pair.name}.edits.tsv"

    def comments_file(self, pair: Pair) -> Path:
        """Return the path of the file with what a person remarked on the sentences of a pair; it may not exist."""
        return self.memory_folder / f"{pair.name}.comments.tsv"

    def decisions_of(self, pair: Pair) -> tuple[Path, Path, Path]:
        """Return the files with what a person decided, wrote and remarked of a pair; each may not exist."""
        return self.working_file(pair), self.edits_file(pair), self.comments_file(pair)

    def record(self, path: Path) -> SourceRecord:
        """Return the record of a corpus file in `sources.toml`, or an empty record."""
        name = path.relative_to(self.corpus).as_posix()
        return self.records.get(name, SourceRecord(name))

    def shown_path(self, path: Path) -> str:
        """Return a path as outputs show it: relative to the project, the same on every machine."""
        return path.relative_to(self.root).as_posix()


def termbase_of(root: str | Path) -> Path:
    """Return the path of the curated termbase of a project folder. Neither texts nor the termbase need exist."""
    return Path(root) / _MEMORY_FOLDER / "termbase.tsv"


def check_folder(folder: Path) -> None:
    """Raise an error unless the project folder exists.

    Raises:
        ProjectError: there is no such folder.
    """
    if folder.is_dir():
        return
    problem = "is a file, not a folder" if folder.exists() else "there is no such folder"
    raise ProjectError(problem, path=folder, advice="name a project folder, which has corpus/ in it")


def open_project(root: str | Path) -> Project:
    """Return the project in a folder, with every text paired.

    Raises:
        ProjectError: the folder or its corpus is missing, a text has no partner, or two texts have the same name.
        ReadError: `corpus/sources.toml` or `corpus/queries.toml` cannot be read.
    """
    folder = Path(root)
    check_folder(folder)
    corpus = folder / "corpus"
    if not corpus.is_dir():
        raise ProjectError(
            "this folder has no corpus/",
            path=folder,
            advice="put texts of the same name into corpus/zh and corpus/en; `cdalign demo` writes a sample project",
        )
    sources, targets = (_texts_by_name(corpus / side) for side in (SOURCE_FOLDER, TARGET_FOLDER))
    _check_partners(corpus, sources, targets)
    pairs = sorted((Pair(path.stem, path, targets[key]) for key, path in sources.items()), key=lambda pair: pair.name)
    return Project(folder, tuple(pairs), read_sources(corpus), read_queries(corpus))


def _key_of(path: Path) -> str:
    """Return the name by which two files are a pair.

    Case and the form of accents are disregarded: Windows and macOS take such names for one, and macOS changes the form.
    """
    return unicodedata.normalize("NFC", path.stem).casefold()


def _texts_by_name(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise ProjectError(
            say("the folder of the {language} texts is missing", language=_LANGUAGE_NAMES[folder.name]),
            path=folder,
            advice="make it and put the texts there",
        )
    texts: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name.startswith((".", "README")):
            continue
        other = texts.setdefault(_key_of(path), path)
        if other is not path:
            raise ProjectError(
                say(
                    "two texts have the name {stem}: {other} and {path}",
                    stem=other.stem,
                    other=other.name,
                    path=path.name,
                ),
                path=folder,
                advice="keep one of them",
            )
    return texts


def _check_partners(corpus: Path, sources: dict[str, Path], targets: dict[str, Path]) -> None:
    for side, mine, other in ((TARGET_FOLDER, sources, targets), (SOURCE_FOLDER, targets, sources)):
        lonely = sorted(set(mine) - set(other))
        if lonely:
            raise ProjectError(
                say("has no {language} text of the same name", language=_LANGUAGE_NAMES[side]),
                path=mine[lonely[0]],
                advice=say("put {corpus} there, or remove this text", corpus=corpus / side / mine[lonely[0]].name),
            )
    if not sources:
        raise ProjectError(
            "the corpus has no texts", path=corpus, advice="put texts of the same name into corpus/zh and corpus/en"
        )
