"""How well sentences are cut: precision and recall of the boundaries between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from cdalign.atomic import read_whole
from cdalign.documents import split_lines
from cdalign.errors import ReadError
from cdalign.evaluation.counts import Measure, make_measure
from cdalign.languages import is_chinese
from cdalign.patterns import compile_late
from cdalign.segmentation import split_sentences

_LANGUAGES = ("zh", "en")
# Sentences that are joined to a paragraph to be cut again.
_SENTENCES_JOINED = 5
_ENDS_SENTENCE = compile_late(r"(?<![A-Z])[.?!。！？…][\"”’」』)）】'\]》]*\d{0,2}$")


@dataclass(frozen=True, slots=True)
class BoundaryCounts:
    """Boundaries between sentences: those that the rules find, those of the gold, and those that are both."""

    system: int = 0
    gold: int = 0
    right: int = 0

    def __add__(self, other: BoundaryCounts) -> BoundaryCounts:
        return BoundaryCounts(self.system + other.system, self.gold + other.gold, self.right + other.right)

    @property
    def measure(self) -> Measure:
        """Precision and recall of the boundaries."""
        return make_measure(right=self.right, system=self.system, found=self.right, gold=self.gold)


def count_boundaries(sentences: Sequence[str], lang: str) -> BoundaryCounts:
    """Count the boundaries that the rules find in sentences joined to paragraphs of up to five.

    A line that ends in no stop (a heading, `C.B.E., J.P.`) ends its paragraph, as it does on paper.
    """
    return sum((_count_in_paragraph(group, lang) for group in _join_lines(sentences)), BoundaryCounts())


def _join_lines(sentences: Sequence[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for sentence in filter(None, map(str.strip, sentences)):
        group.append(sentence)
        if len(group) == _SENTENCES_JOINED or not _ENDS_SENTENCE.search(sentence):
            yield group
            group = []
    if group:
        yield group


def _count_in_paragraph(group: Sequence[str], lang: str) -> BoundaryCounts:
    found = _boundaries(split_sentences(("" if is_chinese(lang) else " ").join(group), lang))
    wanted = _boundaries(group)
    return BoundaryCounts(len(found), len(wanted), len(found & wanted))


def _boundaries(sentences: Sequence[str]) -> set[int]:
    """Return where all sentences but the last end, in characters that are not white space."""
    return set(list(accumulate(len("".join(sentence.split())) for sentence in sentences))[:-1])


class SegmentationRow(NamedTuple):
    """The boundaries of one source in one language."""

    source: str
    lang: str
    counts: BoundaryCounts


def measure_segmentation(folder: str | Path) -> list[SegmentationRow]:
    """Return the boundaries found in a folder of gold texts, NAME.zh and NAME.en with a sentence a line, by source.

    Raises:
        ReadError: the folder holds no such text, or one cannot be read.
    """
    counts: dict[tuple[str, str], BoundaryCounts] = {}
    for path in sorted(Path(folder).glob("*")):
        lang = path.suffix[1:]
        if lang in _LANGUAGES:
            found = count_boundaries(split_lines(read_whole(path)), lang)
            for source in (path.stem.partition("-")[0], "all"):
                counts[source, lang] = counts.get((source, lang), BoundaryCounts()) + found
    if not counts:
        raise ReadError("holds no text", path=folder, advice="give a folder of NAME.zh and NAME.en, a sentence a line")
    names = sorted(counts, key=lambda name: (name[0] == "all", name))
    return [SegmentationRow(*name, counts[name]) for name in names]
