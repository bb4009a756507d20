"""Learning translations of words from all pairs: counted by pair, summed as a tree, kept if the evidence is clear.

One step of expectation maximization (IBM Model 1; Dempster et al. 1977) over the whole archive. In each bead, every
English word is shared out among the Chinese words: first to those that it translates according to the lexicon. Words
without such a partner are shared out among the Chinese words without one. A chance neighbour gets a share once, a
translation every time.

Counts are whole numbers of thousandths, so their sum does not depend on the order of the pairs.
"""

from __future__ import annotations

import gzip
import heapq
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.alignment.coding import CodedPair, Coder, SegmentPair
from cdalign.alignment.passes import gather_knowledge
from cdalign.batch.pairs import Job, UserDictionary, align_sides, make_lexicon, read_sides
from cdalign.batch.tasks import Result, Work
from cdalign.errors import ReadError
from cdalign.lexicon import Lexicon
from cdalign.lexicon.formats import Learnt
from cdalign.lexicon.learning import LexicalTable
from cdalign.messages import say
from cdalign.model import Bitext
from cdalign.text import contains_han

LEARNING_FOLDER = "learning"
# The number of count files that one task sums.
FAN_IN = 64
# The number of word pairs held in memory while counts are summed: some 200 MB.
MOST_COUNTS = 1_000_000

_UNIT = 1000
# Beads below this probability, and beads with more word pairs than this, add more noise than evidence.
_LEAST_PROBABILITY = 0.5
_MOST_CELLS = 6_000
# A smaller share is chance. Without this limit every word pair of every bead would be kept.
_LEAST_SHARE = 0.04
_NULL = 0.1
# The least evidence for a pair: a count of three beads, this much likelier than chance, among the likeliest of a word.
_LEAST_COUNT = 3 * _UNIT
_LEAST_PROBABILITY_KEPT = 0.03
_LEAST_LIFT = 4.0
_MOST_RENDERINGS = 8
_HIGHEST = 0.9

Word = tuple[str, str]
Floats = NDArray[np.float64]


def counts_name(name: str) -> str:
    """Return the path of a file of counts within the output folder."""
    return f"{LEARNING_FOLDER}/{name}.counts.gz"


def prepare_counting(dictionaries: tuple[UserDictionary, ...]) -> Work:
    """Return the work that counts the words of a `Job`."""
    return partial(count_job, lexicon=make_lexicon(dictionaries))


def count_job(job: Job, lexicon: Lexicon) -> Result:
    """Return the counts of a pair: the share of each word that goes to each word of the other side.

    Raises:
        ReadError: a text cannot be read.
    """
    source, target = read_sides(job)
    counts = count_words(align_sides(job, source, target, lexicon), lexicon)
    return Result(((counts_name(f"pair/{job.entry.name}"), render_counts(counts)),), len(counts))


def count_words(bitext: Bitext, lexicon: Lexicon) -> Counter[Word]:
    """Return the counts of a bitext in thousandths, keyed (Chinese, English), (Chinese, "") and ("", English)."""
    coder = Coder(bitext.source.lang, bitext.target.lang, lexicon)
    texts = SegmentPair(*([s.text for s in document.segments] for document in (bitext.source, bitext.target)))
    [pair] = coder.code([texts])
    table = gather_knowledge(coder, [pair]).table()
    left, right = coder.left.tokens, coder.right.tokens
    counts: Counter[Word] = Counter()
    for chinese, english, weight in _teaching_beads(bitext, pair, is_swapped=coder.is_swapped):
        shares = _share_out(chinese, english, table) * weight
        counts.update({(left[z], ""): round(weight * _UNIT) for z in chinese})
        counts.update({("", right[e]): round(weight * _UNIT) for e in english})
        for row, column in zip(*np.nonzero(shares >= _LEAST_SHARE), strict=True):
            word = left[chinese[row]]
            if contains_han(word):
                counts[word, right[english[column]]] += round(shares[row, column] * _UNIT)
    return counts


class _TeachingBead(NamedTuple):
    chinese: list[int]
    english: list[int]
    weight: float


def _teaching_beads(bitext: Bitext, pair: CodedPair, *, is_swapped: bool) -> Iterator[_TeachingBead]:
    for bead in bitext.sentences:
        if not bead.is_two_sided or bead.score < _LEAST_PROBABILITY:
            continue
        left, right = (bead.target, bead.source) if is_swapped else (bead.source, bead.target)
        chinese = np.unique(pair.left.between(left.start, left.stop))
        english = np.unique(pair.right.between(right.start, right.stop))
        if 0 < len(chinese) * len(english) <= _MOST_CELLS:
            yield _TeachingBead(chinese.tolist(), english.tolist(), bead.score)


def _share_out(chinese: list[int], english: list[int], table: LexicalTable) -> Floats:
    """Return the share of each English word (columns) that goes to each Chinese word (rows)."""
    known, known_back = _look_up(chinese, english, table)
    idle_chinese = 1 - np.minimum(known.sum(axis=1), 1)
    idle_english = 1 - np.minimum(known_back.sum(axis=0), 1)
    spread = np.outer(idle_chinese / max(float(idle_chinese.sum()), 1.0), idle_english)
    shares = known + spread
    return np.asarray(shares / (shares.sum(axis=0) + _NULL))


def _look_up(chinese: list[int], english: list[int], table: LexicalTable) -> tuple[Floats, Floats]:
    """Return p(English | Chinese) and p(Chinese | English) for each pair, or zero if the pair is not in the table."""
    forward = np.zeros((len(chinese), len(english)))
    backward = np.zeros_like(forward)
    column_of = {word: column for column, word in enumerate(english)}
    for row, word in enumerate(chinese):
        for place in range(int(table.starts[word]), int(table.starts[word + 1])):
            column = column_of.get(int(table.english[place]))
            if column is not None:
                forward[row, column] = table.forward[place]
                backward[row, column] = table.backward[place]
    return forward, backward


def render_counts(counts: Mapping[Word, int]) -> bytes:
    """Return counts as a compressed, sorted table, so that equal counts give equal bytes."""
    lines = (f"{chinese}\t{english}\t{count}\n" for (chinese, english), count in sorted(counts.items()))
    return gzip.compress("".join(lines).encode(), compresslevel=3, mtime=0)


def read_counts(path: Path) -> Iterator[tuple[Word, int]]:
    """Read a table of counts.

    Raises:
        ReadError: it cannot be read, or is not as it was written.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                chinese, english, count = line.rstrip("\n").split("\t")
                yield (chinese, english), int(count)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise ReadError(
            say("is not a table of counts ({error})", error=error), path=path, advice="delete it and run again"
        ) from error


def prepare_summing(folder: Path) -> Work:
    """Return the work that sums several files of counts. Its payload is the sum's name and the files' names."""
    return partial(sum_job, folder=folder)


def sum_job(payload: tuple[str, tuple[str, ...]], folder: Path) -> Result:
    """Return the sum of several files of counts as one."""
    name, parts = payload
    counts = sum_counts(pair for part in parts for pair in read_counts(folder / counts_name(part)))
    return Result(((counts_name(name), render_counts(counts)),), len(counts))


def sum_counts(pairs: Iterable[tuple[Word, int]], most: int = MOST_COUNTS) -> Counter[Word]:
    """Return the sum. Above twice `most` kinds, the rarest are dropped (Manku and Motwani 2002)."""
    counts: Counter[Word] = Counter()
    for word, count in pairs:
        counts[word] += count
        if len(counts) > 2 * most:
            counts = _forget_rarest(counts, most)
    return _forget_rarest(counts, most)


def _forget_rarest(counts: Counter[Word], most: int) -> Counter[Word]:
    """Keep the `most` largest counts. Ties are broken by the order of the words, so the result is reproducible."""
    if len(counts) <= most:
        return counts
    kept = heapq.nsmallest(most, counts.items(), key=lambda item: (-item[1], item[0]))
    return Counter(dict(kept))


def make_learnt(counts: Mapping[Word, int]) -> Learnt:
    """Return the likeliest English stems of each Chinese word, with the probabilities of both directions."""
    chinese = {word[0]: count for word, count in counts.items() if not word[1]}
    english = {word[1]: count for word, count in counts.items() if not word[0]}
    total = max(sum(english.values()), 1)
    found: dict[str, list[tuple[float, str, float]]] = defaultdict(list)
    for (left, right), count in counts.items():
        if not left or not right or count < _LEAST_COUNT or left not in chinese or right not in english:
            continue
        forward = min(count / chinese[left], _HIGHEST)
        if forward >= _LEAST_PROBABILITY_KEPT and forward >= _LEAST_LIFT * english[right] / total:
            found[left].append((-forward, right, min(count / english[right], _HIGHEST)))
    return {left: _likeliest(rows) for left, rows in found.items()}


def _likeliest(rows: list[tuple[float, str, float]]) -> dict[str, tuple[float, float]]:
    return {right: (-negative, backward) for negative, right, backward in sorted(rows)[:_MOST_RENDERINGS]}
