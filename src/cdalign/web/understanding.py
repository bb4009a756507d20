"""What was found in two uploaded texts, which are read, aligned and counted in a process of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cdalign.alignment.doubts import UNRELATED
from cdalign.languages import is_chinese
from cdalign.model import Document
from cdalign.project import Pair, open_project, read_pair
from cdalign.project.building import build_project
from cdalign.web.children import Tell
from cdalign.web.refusals import without_place


@dataclass(frozen=True, slots=True)
class Understood:
    """What was found in the two texts of an upload.

    `is_swapped` says that the Chinese text was given as the English one and the other way round: they are exchanged.
    """

    documents: tuple[Document, Document]
    warnings: tuple[str, ...] = ()
    is_swapped: bool = False
    beads: int = 0
    doubtful: int = 0
    one_sided: int = 0
    is_unrelated: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether one text is Chinese and the other is not: only then were they aligned."""
        return [is_chinese(document.lang) for document in self.documents] == [True, False]

    @property
    def is_all_chinese(self) -> bool:
        """Whether both texts are Chinese."""
        return all(is_chinese(document.lang) for document in self.documents)


def build_upload(tell: Tell, folder: str) -> Understood:
    """Build the small project of an uploaded pair and return what was found; runs in a process of its own.

    If the texts are in the wrong fields, they are exchanged. Two texts of one language are not aligned.
    """
    tell("reading")
    project = open_project(folder)
    warnings: list[str] = []
    documents = read_pair(project, project.pairs[0], warnings.append)
    is_swapped = [is_chinese(document.lang) for document in documents] == [False, True]
    if is_swapped:
        _exchange(project.pairs[0])
        documents = read_pair(project, project.pairs[0])
    told = tuple(map(without_place, warnings))
    understood = Understood(documents, told, is_swapped)
    if not understood.is_usable:
        return understood
    tell("aligning")
    beads = build_project(project).pairs[0].bitext.sentences
    return replace(
        understood,
        beads=len(beads),
        doubtful=sum(bead.is_doubtful for bead in beads),
        one_sided=sum(not bead.is_two_sided for bead in beads),
        is_unrelated=any(UNRELATED in bead.marks for bead in beads),
    )


def _exchange(pair: Pair) -> None:
    """Exchange the two files of a pair."""
    aside = pair.source.with_name(f".{pair.source.name}")
    pair.source.rename(aside)
    pair.target.rename(pair.source)
    aside.rename(pair.target)
