"""How good an alignment or a translation is: precision, recall and F1 against gold; sacrebleu scores; calibration.

Beads are counted as vecalign and Bertalign count them, micro-averaged over documents, so that figures compare:
precision over all beads of the system, omissions too; recall over the beads of the gold with two sides.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from cdalign.atomic import read_whole
from cdalign.errors import ReadError
from cdalign.languages import is_chinese
from cdalign.messages import say
from cdalign.model import Bead, Level
from cdalign.segmentation import split_sentences
from cdalign.version import VERSION
from cdalign.working import is_working, parse_working

_BEAD_LINE = re.compile(r"^\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]")
# The working files of a project or a batch are scored as well.
_SUFFIXES = (".beads.tsv", ".beads", ".gold")
# Where `cdalign batch` puts the files of single pairs.
_PAIRS = "pairs"
_LANGUAGES = ("zh", "en")
# Sentences that are joined to a paragraph to be cut again.
_SENTENCES_JOINED = 5
_ENDS_SENTENCE = re.compile(r"(?<![A-Z])[.?!。！？…][\"”’」』)）】'\]》]*\d{0,2}$")


class IndexBead(NamedTuple):
    """A bead as aligners exchange it: the indices of its units on both sides, from 0; they may have gaps."""

    source: tuple[int, ...]
    target: tuple[int, ...]

    @property
    def is_two_sided(self) -> bool:
        """Whether both sides have at least one unit."""
        return bool(self.source) and bool(self.target)


def parse_beads(text: str, *, path: str = "") -> tuple[IndexBead, ...]:
    """Return the beads of a `[0,1]:[0]` a line text; what follows a bead on its line (a cost) says nothing.

    Raises:
        ReadError: a line is not a bead.
    """
    beads = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _BEAD_LINE.match(line)
        if found is None:
            raise ReadError("is no bead", path=path, line=number, advice="write one bead a line: [0,1]:[0]")
        try:
            sides = [tuple(sorted(map(int, side.split(",")))) if side.strip() else () for side in found.groups()]
        except ValueError as error:
            raise ReadError("is no bead", path=path, line=number, advice="write numbers: [0,1]:[0]") from error
        beads.append(IndexBead(*sides))
    return tuple(beads)


def render_beads(beads: Iterable[Bead | IndexBead]) -> str:
    """Return beads as text, `[0,1]:[0]` a line."""
    return "".join(f"[{','.join(map(str, bead.source))}]:[{','.join(map(str, bead.target))}]\n" for bead in beads)


def read_beads(path: str | Path) -> tuple[IndexBead, ...]:
    """Return the beads of a file: `[0,1]:[0]` a line, or the sentence beads of a working file.

    Raises:
        ReadError: the file cannot be read, or a line is not a bead.
    """
    text = read_whole(path, "give a file of beads, [0,1]:[0] a line")
    return _number_working(text, path) if is_working(text) else parse_beads(text, path=str(path))


def _number_working(text: str, path: str | Path) -> tuple[IndexBead, ...]:
    """Return the sentence beads of a working file. They tile both texts in order, so counting numbers their units."""
    source = target = 0
    beads = []
    for line in parse_working(text, path):
        if line.level is Level.SENTENCE and not line.is_lost:
            stops = source + len(line.source.ids), target + len(line.target.ids)
            beads.append(IndexBead(tuple(range(source, stops[0])), tuple(range(target, stops[1]))))
            source, target = stops
    return tuple(beads)


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted; counts of several documents add up.

    `system` beads of the system, `gold` beads of the gold with two sides; `right` and `found` those of them that
    the other side has exactly, `right_lax` and `found_lax` those that share a pair of units with one of the other
    side; `system_two_sided` and `found` give the measure that a translation memory sees.
    """

    system: int = 0
    right: int = 0
    right_lax: int = 0
    gold: int = 0
    found: int = 0
    found_lax: int = 0
    system_two_sided: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and their harmonic mean, each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def count_beads(system: Sequence[IndexBead], gold: Sequence[IndexBead]) -> Counts:
    """Count the beads of one document."""
    system_set, gold_set = set(system), set(gold)
    wanted = [bead for bead in gold if bead.is_two_sided]
    system_links, gold_links = _links(system), _links(gold)
    return Counts(
        system=len(system),
        right=sum(bead in gold_set for bead in system),
        right_lax=sum(bead in gold_set or _touches(bead, gold_links) for bead in system),
        gold=len(wanted),
        found=sum(bead in system_set for bead in wanted),
        found_lax=sum(bead in system_set or _touches(bead, system_links) for bead in wanted),
        system_two_sided=sum(bead.is_two_sided for bead in system),
    )


def _links(beads: Iterable[IndexBead]) -> set[tuple[int, int]]:
    return {(source, target) for bead in beads for source in bead.source for target in bead.target}


def _touches(bead: IndexBead, links: set[tuple[int, int]]) -> bool:
    return any((source, target) in links for source in bead.source for target in bead.target)


@dataclass(frozen=True)
class Evaluation:
    """The counts of some documents, with the three measures made of them."""

    counts: Counts

    @property
    def strict(self) -> Measure:
        """Exact beads alone are right."""
        return Measure(_share(self.counts.right, self.counts.system), _share(self.counts.found, self.counts.gold))

    @property
    def lax(self) -> Measure:
        """A bead is right as soon as it links one pair of units that belong together."""
        return Measure(
            _share(self.counts.right_lax, self.counts.system), _share(self.counts.found_lax, self.counts.gold)
        )

    @property
    def two_sided(self) -> Measure:
        """Exact beads alone are right, and omissions do not count: what enters a translation memory."""
        return Measure(
            _share(self.counts.found, self.counts.system_two_sided), _share(self.counts.found, self.counts.gold)
        )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


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
        return Measure(_share(self.right, self.system), _share(self.right, self.gold))


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
    """Return where sentences end but for the last, in characters that are not white space."""
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
            found = count_boundaries(read_whole(path).splitlines(), lang)
            for source in (path.stem.partition("-")[0], "all"):
                counts[source, lang] = counts.get((source, lang), BoundaryCounts()) + found
    if not counts:
        raise ReadError("holds no text", path=folder, advice="give a folder of NAME.zh and NAME.en, a sentence a line")
    names = sorted(counts, key=lambda name: (name[0] == "all", name))
    return [SegmentationRow(*name, counts[name]) for name in names]


class BeadPair(NamedTuple):
    """The beads of a system and the gold for one document."""

    system: tuple[IndexBead, ...]
    gold: tuple[IndexBead, ...]


def count_units(beads: Iterable[IndexBead]) -> tuple[int, int]:
    """Return how many units of the source and of the target some beads number: one more than the highest index."""
    listed = list(beads)
    source = max((unit + 1 for bead in listed for unit in bead.source), default=0)
    target = max((unit + 1 for bead in listed for unit in bead.target), default=0)
    return source, target


def evaluate_pairs(pairs: Iterable[BeadPair]) -> Evaluation:
    """Return the evaluation of several documents together, micro-averaged."""
    return Evaluation(sum((count_beads(*pair) for pair in pairs), Counts()))


def read_pairs(hypothesis: str | Path, gold: str | Path) -> dict[str, BeadPair]:
    """Return the pairs of system and gold beads by name: of two files, or of all files of two folders, by their stems.

    Raises:
        ReadError: a gold file has no counterpart, a folder holds no gold, or a file cannot be read.
    """
    system, wanted = Path(hypothesis), Path(gold)
    if not wanted.is_dir():
        return {wanted.stem: BeadPair(read_beads(system), read_beads(wanted))}
    golds = _bead_files(wanted)
    if not golds:
        raise ReadError("holds no gold", path=wanted, advice="give a folder of .gold or .beads files, or one file")
    systems = _bead_files(system)
    missing = sorted(set(golds) - set(systems))
    if missing:
        raise ReadError(
            say("has no beads for {names}", names=", ".join(missing)), path=system, advice="name files as the gold's"
        )
    return {stem: BeadPair(read_beads(systems[stem]), read_beads(path)) for stem, path in golds.items()}


def _bead_files(folder: Path) -> dict[str, Path]:
    """Return the files of beads in a folder, or in the output of a batch, by their names without suffix."""
    files = {}
    for path in sorted((folder / _PAIRS if (folder / _PAIRS).is_dir() else folder).glob("*")):
        suffix = next((suffix for suffix in _SUFFIXES if path.name.endswith(suffix)), "")
        if suffix:
            files[path.name.removesuffix(suffix)] = path
    return files


def group_by_source(pairs: Mapping[str, BeadPair]) -> dict[str, list[BeadPair]]:
    """Return the pairs by their source: what comes before the first hyphen of a name (`pol-03` -> `pol`)."""
    groups: dict[str, list[BeadPair]] = {}
    for name, pair in pairs.items():
        groups.setdefault(name.partition("-")[0], []).append(pair)
    return groups


def sign_evaluation(pairs: Mapping[str, BeadPair], settings: str = "") -> str:
    """Return the signature of an evaluation: what must be the same for two figures to compare.

    `docs:16|gold:1f0c…|settings:lexicon=core|version:cdalign-0.1.0`; the digest is of the gold beads alone.
    """
    digest = hashlib.sha256()
    for name in sorted(pairs):
        digest.update(f"{name}\n{render_beads(pairs[name].gold)}".encode())
    parts = [f"docs:{len(pairs)}", f"gold:{digest.hexdigest()[:12]}", "average:micro"]
    parts += [f"settings:{settings}"] if settings else []
    return "|".join([*parts, f"version:cdalign-{VERSION}"])


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Beads whose score lies in one stretch: how many, what they were believed, and how many were right."""

    low: float
    high: float
    count: int
    believed: float
    right: float


def tabulate_reliability(
    scored: Iterable[tuple[float, bool]], edges: Sequence[float] = ()
) -> tuple[ReliabilityBin, ...]:
    """Return the reliability table of scores (0–1) and whether each bead was right; empty stretches are left out."""
    items = sorted(scored)
    limits = tuple(edges) or tuple(number / 10 for number in range(11))
    bins = []
    for low, high in pairwise(limits):
        inside = [(score, right) for score, right in items if low <= score < high or score == high == limits[-1]]
        if inside:
            count = len(inside)
            believed, right = sum(score for score, _ in inside) / count, sum(ok for _, ok in inside) / count
            bins.append(ReliabilityBin(low, high, count, believed, right))
    return tuple(bins)


def calibration_error(bins: Sequence[ReliabilityBin]) -> float:
    """Return the expected calibration error: the mean distance of belief from truth, weighted by counts."""
    total = sum(item.count for item in bins)
    return sum(item.count * abs(item.believed - item.right) for item in bins) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """One score of a translation with the signature that reproduces it."""

    name: str
    value: float
    signature: str


@dataclass(frozen=True)
class TranslationScores:
    """BLEU, chrF and TER of a translation: together, and for each segment (BLEU with effective order)."""

    together: tuple[Score, ...]
    segments: tuple[tuple[float, ...], ...]


def score_translation(hypotheses: Sequence[str], references: Sequence[str], lang: str) -> TranslationScores:
    """Return sacrebleu's BLEU, chrF and TER of translations into `lang`, with its signatures.

    Chinese is cut by sacrebleu's `zh` tokenizer for BLEU and character by character for TER: the default `13a`
    would take a whole Chinese sentence for one word.

    Raises:
        ReadError: the numbers of segments differ, or there are none.
    """
    if len(hypotheses) != len(references) or not references:
        raise ReadError(
            say(
                "{count} translations and {references} references do not pair",
                count=len(hypotheses),
                references=len(references),
            ),
            advice="give files with one segment a line, as many in both",
        )
    metrics = _metrics(lang)
    together = []
    for metric in metrics:
        result = metric.corpus_score(hypotheses, [references])
        together.append(Score(str(result.name), float(result.score), str(metric.get_signature())))
    segments = tuple(
        tuple(float(metric.sentence_score(hypothesis, [reference]).score) for metric in _metrics(lang, alone=True))
        for hypothesis, reference in zip(hypotheses, references, strict=True)
    )
    return TranslationScores(tuple(together), segments)


def _metrics(lang: str, *, alone: bool = False) -> tuple[Any, ...]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    bleu = BLEU(tokenize="zh" if is_chinese(lang) else "13a", effective_order=alone)
    return (bleu, CHRF(), TER(asian_support=is_chinese(lang), normalized=is_chinese(lang)))
