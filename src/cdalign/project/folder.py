"""A project folder: `corpus/zh` and `corpus/en`, paired by file stem, become what is in `tm/`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cdalign.errors import ProjectError
from cdalign.project.sources import SourceRecord, read_sources

SOURCE_FOLDER, TARGET_FOLDER = "zh", "en"
_MEMORY_FOLDER = "tm"
_LANGUAGE_NAMES = {SOURCE_FOLDER: "Chinese", TARGET_FOLDER: "English"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files of one name: a Chinese text and its English one."""

    name: str
    source: Path
    target: Path


@dataclass(frozen=True)
class Project:
    """A project folder that can be built: its root, its pairs in order of name, what is known of each file."""

    root: Path
    pairs: tuple[Pair, ...]
    records: dict[str, SourceRecord]

    @property
    def corpus(self) -> Path:
        """Where the texts are."""
        return self.root / "corpus"

    @property
    def memory_folder(self) -> Path:
        """Where everything goes that is made: `tm/`."""
        return self.root / _MEMORY_FOLDER

    @property
    def termbase(self) -> Path:
        """The curated termbase, which may be missing."""
        return termbase_of(self.root)

    @property
    def ignored(self) -> Path:
        """The findings that a person has set aside, which may be missing."""
        return self.memory_folder / "ignored.tsv"

    def working_file(self, pair: Pair) -> Path:
        """The working file of a pair, which may not exist yet."""
        return self.memory_folder / f"{pair.name}.beads.tsv"

    def record(self, path: Path) -> SourceRecord:
        """What `sources.toml` says of a file of the corpus, or an empty record."""
        name = path.relative_to(self.corpus).as_posix()
        return self.records.get(name, SourceRecord(name))

    def shown_path(self, path: Path) -> str:
        """A path as it is written into outputs: relative to the project, the same on every machine."""
        return path.relative_to(self.root).as_posix()


def termbase_of(root: str | Path) -> Path:
    """Give the place of the curated termbase in a project folder, which need not hold texts; it may be missing."""
    return Path(root) / _MEMORY_FOLDER / "termbase.tsv"


def check_folder(folder: Path) -> None:
    """Do nothing where a project folder is there.

    Raises:
        ProjectError: there is no such folder.
    """
    if folder.is_dir():
        return
    problem = "is a file, not a folder" if folder.exists() else "there is no such folder"
    raise ProjectError(problem, path=folder, advice="name a project folder, with corpus/ in it")


def open_project(root: str | Path) -> Project:
    """Give the project in a folder, with every text paired.

    Raises:
        ProjectError: there is no such folder, it has no corpus, a text has no partner, or two have one name.
        ReadError: `corpus/sources.toml` cannot be read.
    """
    folder = Path(root)
    check_folder(folder)
    corpus = folder / "corpus"
    if not corpus.is_dir():
        raise ProjectError(
            "this folder has no corpus/", path=folder, advice="put texts of the same name into corpus/zh and corpus/en"
        )
    sources, targets = (_texts_by_name(corpus / side) for side in (SOURCE_FOLDER, TARGET_FOLDER))
    _check_partners(corpus, sources, targets)
    pairs = tuple(Pair(name, sources[name], targets[name]) for name in sorted(sources))
    return Project(folder, pairs, read_sources(corpus))


def _texts_by_name(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise ProjectError(
            f"the folder of the {_LANGUAGE_NAMES[folder.name]} texts is missing",
            path=folder,
            advice="make it and put the texts there",
        )
    texts: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name.startswith((".", "README")):
            continue
        if path.stem in texts:
            raise ProjectError(
                f"two texts have the name {path.stem}: {texts[path.stem].name} and {path.name}",
                path=folder,
                advice="keep one of them",
            )
        texts[path.stem] = path
    return texts


def _check_partners(corpus: Path, sources: dict[str, Path], targets: dict[str, Path]) -> None:
    for side, mine, other in ((TARGET_FOLDER, sources, targets), (SOURCE_FOLDER, targets, sources)):
        lonely = sorted(set(mine) - set(other))
        if lonely:
            raise ProjectError(
                f"there is no {_LANGUAGE_NAMES[side]} text for it",
                path=mine[lonely[0]],
                advice=f"put {corpus / side / mine[lonely[0]].name} there, or take the text away",
            )
    if not sources:
        raise ProjectError(
            "there are no texts", path=corpus, advice="put texts of the same name into corpus/zh and corpus/en"
        )
