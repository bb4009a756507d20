"""CAT percentages, and the marks of what differs.

The percentage is 100 * (1 - d / n), rounded down: d is the Levenshtein distance in words (a Han character, a Latin
word, a number), n the number of words of the longer text. It is the way OmegaT and most tools count. Then:

100   the compact forms are the same
 99   only punctuation, case or spaces differ
 98   only numbers differ (all numbers are one word for the distance)
else  the percentage, less 2 points where numbers differ as well, and never above 97
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from cdalign.memory.forms import WORD_OR_MARK, TextForm
from cdalign.model import Span
from cdalign.text import fold_characters

SAME, SAME_WORDS, SAME_BUT_NUMBERS, MOST_WITH_OTHER_WORDS = 100, 99, 98, 97
_OTHER_NUMBERS_COST = 2


def match_percentage(query: TextForm, found: TextForm) -> int:
    """Return the percentage (0-100) at which a text of the memory matches a query."""
    if query.compact == found.compact:
        return SAME
    longest = max(len(query.words), len(found.words))
    if not longest:
        return 0
    distance = Levenshtein.distance(query.words, found.words)
    has_same_numbers = Counter(query.numbers) == Counter(found.numbers)
    if not distance:
        return SAME_WORDS if query.numbers == found.numbers else SAME_BUT_NUMBERS
    points = 100 * (longest - distance) // longest - (0 if has_same_numbers else _OTHER_NUMBERS_COST)
    return max(0, min(points, MOST_WITH_OTHER_WORDS))


def largest_distance(longest: int, threshold: int) -> int:
    """Return the largest distance in words at which texts whose longer has `longest` words can reach the threshold."""
    return (100 - threshold) * longest // 100


def mark_differences(query: str, found: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the stretches of the query, and of the text that was found, that the other has not or has otherwise."""
    first, second = _marked_words(query), _marked_words(found)
    operations = Levenshtein.opcodes([word for word, _ in first], [word for word, _ in second])
    changed = [operation for operation in operations if operation.tag != "equal"]
    return (
        tuple(_spans(first, ((change.src_start, change.src_end) for change in changed))),
        tuple(_spans(second, ((change.dest_start, change.dest_end) for change in changed))),
    )


# A query is compared with several hits.
@lru_cache(maxsize=16)
def _marked_words(text: str) -> tuple[tuple[str, Span], ...]:
    return tuple((match.group(), Span(*match.span())) for match in WORD_OR_MARK.finditer(fold_characters(text)))


def _spans(words: Sequence[tuple[str, Span]], ranges: Iterable[tuple[int, int]]) -> Iterator[Span]:
    for start, stop in ranges:
        if start < stop:
            yield Span(words[start][1].start, words[stop - 1][1].stop)
