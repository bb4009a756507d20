"""What one text of a unit says and the other does not: a clause, an addition, a point of a list.

Two things must agree before anything is said: words of one text that no word of the other renders, close together,
and too few unexplained words in the other to be their free translation; a length that fits an omission adds to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cdalign.checks.lists import find_lost_item
from cdalign.checks.omissions import OmissionLengths
from cdalign.checks.omitted_words import omitted_clause, omitted_run
from cdalign.checks.rendered_words import LEAST_WORDS, WEIGHT_OF_LENGTH, WEIGHT_OF_RENDERED, Coverage, weigh
from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.patterns import compile_late
from cdalign.text import HAN

_LEAST_ADDED = 2.4  # measured like its counterpart in `omitted_words`
# Only texts that are this short for each other are compared word by word, clause by clause and in runs of words.
_MOST_FOR_CLAUSE, _MOST_FOR_RUN = 0.0, -0.5
# An English text with an addition is as long as this; without the bound, most findings are renderings of idioms.
_LEAST_LENGTH = 1.6
# Put, down and back render anything; a letter in the Chinese stands for a word of its own: 氧 is O.
_SMALL_WORD, _WEIGHT_OF_SMALL = 4, 0.5
# Shorter units are titles, labels and cries.
_SHORTEST_HAN = 6
# A clause of four Han is mostly an idiom, and takes more words than it has.
_FOUR_HAN, _WORDS_OF_IDIOM = compile_late(f"(?<![{HAN}])[{HAN}]{{4}}(?![{HAN}])"), 2
_LATIN_LETTER = re.compile(r"(?<![A-Za-z])[A-Z](?![A-Za-z])")


def check_coverage(unit: PreparedUnit, model: OmissionLengths) -> Iterator[Finding]:
    """Yield a finding for a clause that the English lacks, for words that only it has, and for a lost list item."""
    sides = unit.chinese_and_english
    if sides is None or sides[0].han_count < _SHORTEST_HAN:
        return
    chinese, english = sides
    # Positive where the English is long for its Chinese.
    deviation = model.deviation(unit) * (1 if english is unit.target else -1)
    coverage = Coverage(chinese, english)
    omitted = added = None
    # Comparing all words costs more than all else: only texts that are short for each other may lack any.
    if deviation <= _MOST_FOR_CLAUSE:
        omitted = omitted_clause(coverage, deviation)
    if deviation <= _MOST_FOR_RUN:
        omitted = omitted or omitted_run(coverage, deviation)
    elif deviation >= _LEAST_LENGTH:
        added = added_words(coverage, deviation)
    if omitted:
        yield _finding("omissions.clause", unit, chinese, omitted)
    elif added:
        yield _finding("omissions.added", unit, english, added)
    else:
        lost = find_lost_item(chinese, english, lambda: coverage.han)
        if lost:
            yield _finding("omissions.item", unit, chinese, lost)


def added_words(coverage: Coverage, deviation: float) -> tuple[int, int] | None:
    """Return the run of English words that the Chinese does not explain, where it has too little left to do so."""
    text = coverage.chinese.text
    letters, idioms = len(_LATIN_LETTER.findall(text)), len(_FOUR_HAN.findall(text))
    free = weigh(coverage.han) + letters + _WORDS_OF_IDIOM * idioms
    if not _may_be_added(coverage.most_unexplained, free, deviation):
        return None
    best, current, start, span = 0.0, 0.0, 0, (0, 0)
    for word, is_rendered in coverage.words:
        if current <= 0:
            current, start = 0.0, word.start
        small = word.stop - word.start <= _SMALL_WORD
        current += -WEIGHT_OF_RENDERED if is_rendered else _WEIGHT_OF_SMALL if small else 1.0
        if current > best:
            best, span = current, (start, word.stop)
    return span if _may_be_added(best, free, deviation) else None


def _may_be_added(weight: float, free: float, deviation: float) -> bool:
    """Return whether a run of English words is too heavy for what is free in the Chinese to be rendered by it."""
    return weight >= max(LEAST_WORDS, free) and weight - free + WEIGHT_OF_LENGTH * deviation >= _LEAST_ADDED


_MESSAGES = {
    "omissions.clause": lambda words: say("{words} is not rendered", words=words),
    "omissions.added": lambda words: say("“{words}” is only here", words=words),
    "omissions.item": lambda words: say("{words} is missing from the list", words=words),
}


def _finding(rule: str, unit: PreparedUnit, side: CheckedSide, span: tuple[int, int]) -> Finding:
    words = side.text[span[0] : span[1]]
    other = unit.target if side is unit.source else unit.source
    quotes = (side.quote([span]), other.quote())
    return make_finding(rule, _MESSAGES[rule](words), quotes, unit=unit.id, words=(words, unit.source.text))
