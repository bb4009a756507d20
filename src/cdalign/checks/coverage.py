"""What one text of a unit says and the other does not: a clause, an addition, a point of a list.

Two things must agree before anything is said: words of one text that no word of the other renders, close together,
and too few unexplained words in the other to be their free translation; a length that fits an omission adds to it.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from cdalign.checks.evidence import MOST_WORDS, WordState
from cdalign.checks.lists import find_lost_item
from cdalign.checks.omissions import OmissionLengths
from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.lexicon.equivalents import equivalent_stems, stems_of_word
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.text import HAN

# Measured on gold/dev. Of the clauses with no rendered word, 8 of 37 were left out where the English had words left for
# a free translation or was hardly short, as most of those are; without such units none of 3,304 is reported.
_LEAST_OMITTED, _LEAST_ADDED = 2.6, 2.4
_LEAST_SHORTNESS = -1.0
# Where the other clauses are rendered word by word, a heavy clause without a rendering is enough. Measured on
# gold/dev, of 2,560 units with a clause left out 70 more are found; of 2,759 right ones two more are reported, one of
# which does lack words.
_LEAST_HEAVY, _LEAST_LITERAL, _LEAST_WORDS_BESIDE, _LEAST_FREE = 3.5, 0.65, 4, 1.0
_WEIGHT_OF_LENGTH = 0.8
# Only texts that are this short for each other are compared word by word.
_LEAST_DEVIATION = -0.5
# Constant, and what `_telling_of_run` returns. Fitted on 1,280 clauses left out of right pairs of gold/dev. With what
# lengths alone show, half of them are found at this score, and 89 % of sentences left out; of 1,000 right pairs three
# are reported, two of which do lack words.
_WEIGHTS = (-11.47, 1.74, 1.96, -2.88, 0.24, 6.75, 2.79, 3.03, -0.84)
_LEAST_SCORE, _LEAST_RUN = 3.0, 2.0
# What fewer sentences add to the score: without them a text is seldom so short.
_FEWER_SENTENCES = 2.0
# A single character says less than a word; a word that the lexicon lacks may be rendered or not.
_WEIGHT_OF_CHARACTER, _WEIGHT_OF_UNKNOWN = 0.4, 0.5
_LEAST_WORDS, _WEIGHT_OF_RENDERED = 2.0, 1.5
# An English text with an addition is as long as this; without the bound, most findings are renderings of idioms.
_LEAST_LENGTH = 1.6
# Put, down and back render anything; a letter in the Chinese stands for a word of its own: 氧 is O.
_SMALL_WORD, _WEIGHT_OF_SMALL = 4, 0.5
# Shorter units are titles, labels and cries.
_SHORTEST_HAN = 6
_SHORTEST_WITH_CLAUSES = 10
_CLAUSE_END = re.compile(r"[，,；;。：:！？!?\n]")
_SENTENCE_END = re.compile("[。！？!?]+")
# A clause of four Han is mostly an idiom, and takes more words than it has.
_FOUR_HAN, _WORDS_OF_IDIOM = re.compile(f"(?<![{HAN}])[{HAN}]{{4}}(?![{HAN}])"), 2
_LATIN_LETTER = re.compile(r"(?<![A-Za-z])[A-Z](?![A-Za-z])")
_DIGITS = re.compile(r"\d+")
# A clause of so few characters may do no more than point at what was said.
_SHORT_CLAUSE = 6
_NUMERAL = re.compile("[零〇一二三四五六七八九十百千万亿两第几半廿卅年月日号条款项节章届次]+")
_COUNT = re.compile(
    r"twice|times|\w+fold|half|double\w*|triple\w*|quarter|thirds?|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|"
    r"\w+teen|\w+ty|hundred|thousand|million|billion|first|second|third|fourth|fifth|\w+th|high|low|many|much",
    re.IGNORECASE,
)


class _Coverage:
    """The words of both texts with whether the other renders them, compared when a rule asks for them."""

    def __init__(self, chinese: CheckedSide, english: CheckedSide) -> None:
        self.chinese, self.english = chinese, english

    @cached_property
    def han(self) -> list[WordState]:
        """The words of the Chinese that are not numerals; names are left to the checks of names."""
        named = {
            at: True if name.things & self.english.things else None
            for name in self.chinese.names
            if not name.is_weak
            for at in range(name.start, name.stop)
        }
        evidence = self.english.evidence
        return [
            WordState(word, named[word.start] if word.start in named else _is_rendered(word.form, evidence))
            for word in self.chinese.words
            if not _is_numeral(word.form)
        ]

    @cached_property
    def words(self) -> list[WordState]:
        """The words of the English that are not names, with whether the Chinese explains them."""
        return _states_of_english(self.english, self.chinese)

    @cached_property
    def most_unexplained(self) -> int:
        """The number of English words that the Chinese does not explain, names too: `words` has no more of them."""
        evidence = self.chinese.evidence
        return sum(form not in evidence for form, _, _ in self.english.words)


def check_coverage(unit: PreparedUnit, model: OmissionLengths) -> Iterator[Finding]:
    """Yield a finding for a clause that the English lacks, for words that only it has, and for a lost list item."""
    sides = unit.chinese_and_english
    if sides is None or sides[0].han_count < _SHORTEST_HAN:
        return
    chinese, english = sides
    # Positive where the English is long for its Chinese.
    deviation = model.deviation(unit) * (1 if english is unit.target else -1)
    coverage = _Coverage(chinese, english)
    omitted = added = None
    # Comparing all words costs more than all else: only texts that are short for each other may lack any.
    if deviation <= _LEAST_DEVIATION:
        omitted = _omitted_clause(coverage, deviation) or _omitted_run(coverage, deviation)
    elif deviation >= _LEAST_LENGTH:
        added = _added_words(coverage, deviation)
    if omitted:
        yield _finding("omissions.clause", unit, chinese, omitted)
    elif added:
        yield _finding("omissions.added", unit, english, added)
    else:
        lost = find_lost_item(chinese, english, lambda: coverage.han)
        if lost:
            yield _finding("omissions.item", unit, chinese, lost)


@lru_cache(maxsize=MOST_WORDS)
def _is_numeral(word: str) -> bool:
    return _NUMERAL.fullmatch(word) is not None


def _is_rendered(word: str, evidence: frozenset[str]) -> bool | None:
    # One stem of a rendering is enough of the word itself; of a part of it the rendering must be whole.
    known = stems_of_word(word)
    if not known:
        return None
    return not known.isdisjoint(evidence) or any(stems <= evidence for stems in _stems_of_parts(word))


@cache
def _stems_of_parts(word: str) -> tuple[frozenset[str], ...]:
    """Return the renderings of the words that a longer word is made of."""
    parts = (word[start:stop] for start in range(len(word) - 1) for stop in range(start + 2, len(word) + 1))
    return tuple(dict.fromkeys(stems for part in parts if part != word for stems in equivalent_stems(part)))


def _states_of_english(english: CheckedSide, chinese: CheckedSide) -> list[WordState]:
    """Return the words that are not names with whether the Chinese explains them."""
    states = []
    text, evidence = english.text, chinese.evidence
    for word in english.words:
        form, start, stop = word
        # Parts of addresses and of symbols are not words.
        if text[stop : stop + 1] in ("@", "/") or (start and text[start - 1] in "@./"):
            continue
        if not (start and text[start].isupper()) and stop - start > 2 and not _is_count(text[start:stop]):
            states.append(WordState(word, form in evidence))
    return states


@lru_cache(maxsize=MOST_WORDS)
def _is_count(word: str) -> bool:
    return _COUNT.fullmatch(word) is not None


def _weigh(states: Sequence[WordState]) -> float:
    """Return how many words are not rendered, single characters and unknown words counted in part."""
    total = 0.0
    for word, is_rendered in states:
        if is_rendered is False:
            total += 1 if len(word.form) > 1 else _WEIGHT_OF_CHARACTER
        elif is_rendered is None and len(word.form) > 1:
            total += _WEIGHT_OF_UNKNOWN
    return total


def _omitted_clause(coverage: _Coverage, deviation: float) -> tuple[int, int] | None:
    """Return the heaviest clause of which nothing is rendered, where the English cannot be its free translation.

    It is none where the English is short and has no word left to render it, or where the rest is translated literally.
    """
    if coverage.chinese.han_count < _SHORTEST_WITH_CLAUSES:
        return None
    clauses = _clauses(coverage.chinese.text, coverage.han)
    if len(clauses) < 2:
        return None
    lost = ((_weigh([one for one in clause if one.is_rendered is not None]), clause) for clause in clauses)
    heavy = ((weight, clause) for weight, clause in lost if weight >= _LEAST_WORDS)
    candidates = ((weight, clause) for weight, clause in heavy if not _is_clause_rendered(clause, coverage))
    weight, clause = max(candidates, key=operator.itemgetter(0), default=(0.0, []))
    if not clause:
        return None
    is_short = deviation <= _LEAST_SHORTNESS and weight - _WEIGHT_OF_LENGTH * deviation >= _LEAST_OMITTED
    # The words of the English cost most, so they are looked at last.
    if (is_short and all(one.is_rendered for one in coverage.words)) or _is_rest_literal(weight, clause, coverage):
        return clause[0].word.start, clause[-1].word.stop
    return None


def _is_rest_literal(weight: float, clause: Sequence[WordState], coverage: _Coverage) -> bool:
    """Return whether a clause is heavy, most other words are rendered, and few English words are left for it."""
    start, stop = clause[0].word.start, clause[-1].word.stop
    # Who speaks is written in many ways: 主席（译文）：, CHAIR:.
    if re.match("[）)]?[：:]", coverage.chinese.text[stop:]):
        return False
    beside = [
        one.is_rendered
        for one in coverage.han
        if one.is_rendered is not None and len(one.word.form) > 1 and not start <= one.word.start < stop
    ]
    return (
        weight >= _LEAST_HEAVY
        and len(beside) >= _LEAST_WORDS_BESIDE
        and sum(map(bool, beside)) >= _LEAST_LITERAL * len(beside)
        and weight - sum(not one.is_rendered for one in coverage.words) >= _LEAST_FREE
    )


def _is_clause_rendered(clause: Sequence[WordState], coverage: _Coverage) -> bool:
    """Return whether any word of a clause, or a number in it, is rendered; 这种观点 may be by “it”."""
    if any(one.is_rendered and len(one.word.form) > 1 for one in clause):
        return True
    text = coverage.chinese.text[clause[0].word.start : clause[-1].word.stop]
    is_counted = any(found in coverage.english.text.replace(" ", "") for found in _DIGITS.findall(text))
    return is_counted or (len(text) <= _SHORT_CLAUSE and text[0] in "这那此该其")


def _omitted_run(coverage: _Coverage, deviation: float) -> tuple[int, int] | None:
    """Return the run of Chinese words that the English does not render, where it is long for how short the English is.

    What tells is weighed by a logistic regression.
    """
    han = coverage.han
    if len(han) < _LEAST_WORDS:
        return None
    run = _heaviest_run(han)
    if run.weight < _LEAST_RUN or not coverage.words:
        return None
    score = sum(map(operator.mul, _WEIGHTS, _telling_of_run(coverage, run, deviation)))
    if len(_SENTENCE_END.findall(coverage.chinese.text)) > coverage.english.sentence_count:
        score += _FEWER_SENTENCES
    return (han[run.start].word.start, han[run.stop - 1].word.stop) if score >= _LEAST_SCORE else None


def _telling_of_run(coverage: _Coverage, run: _Run, deviation: float) -> tuple[float, ...]:
    """Return what tells whether words were left out: see `_WEIGHTS`.

    It is how short the English is, how long the unit, the share of English words that no Chinese one explains, the
    clause with the most words that are not rendered, the share of such words in all and in the run, the share of
    words that are rendered, and how many more words are not rendered than the English has left to render them.
    """
    size, unexplained = len(coverage.han), sum(not one.is_rendered for one in coverage.words)
    lost = _weigh(coverage.han)
    known = [one.is_rendered for one in coverage.han if one.is_rendered is not None and len(one.word.form) > 1]
    return (
        1.0,
        -deviation,
        math.log(size),
        unexplained / len(coverage.words),
        max(map(_loss_of_clause, _clauses(coverage.chinese.text, coverage.han))),
        lost / size,
        run.weight / size,
        sum(map(bool, known)) / max(len(known), 1),
        (lost - unexplained) / math.sqrt(size),
    )


def _loss_of_clause(clause: Sequence[WordState]) -> float:
    known = [one for one in clause if one.is_rendered is not None]
    rendered = sum(one.is_rendered is True and len(one.word.form) > 1 for one in known)
    return max(_weigh(known) - _WEIGHT_OF_RENDERED * rendered, 0.0)


class _Run(NamedTuple):
    """Words in a row: how much they weigh that are not rendered, and where they begin and end in a list of words."""

    weight: float
    start: int
    stop: int


def _heaviest_run(states: Sequence[WordState]) -> _Run:
    best, current, start = _Run(0.0, 0, 1), 0.0, 0
    for at, state in enumerate(states):
        if current <= 0:
            current, start = 0.0, at
        weight = _weight_of(state)
        current += weight if weight > 0 else _WEIGHT_OF_RENDERED * weight
        if current > best.weight:
            best = _Run(current, start, at + 1)
    return best


def _weight_of(state: WordState) -> float:
    word, is_rendered = state
    is_long = len(word.form) > 1
    if is_rendered:
        return -1.0 if is_long else -0.25
    if is_rendered is None:
        return _WEIGHT_OF_UNKNOWN if is_long else 0.0
    return 1.0 if is_long else _WEIGHT_OF_CHARACTER


def _clauses(text: str, states: Sequence[WordState]) -> list[list[WordState]]:
    clauses: list[list[WordState]] = [[]]
    end = 0
    for one in states:
        if _CLAUSE_END.search(text, end, one.word.start) and clauses[-1]:
            clauses.append([])
        clauses[-1].append(one)
        end = one.word.stop
    return [clause for clause in clauses if clause]


def _added_words(coverage: _Coverage, deviation: float) -> tuple[int, int] | None:
    """Return the run of English words that the Chinese does not explain, where it has too little left to do so."""
    text = coverage.chinese.text
    letters, idioms = len(_LATIN_LETTER.findall(text)), len(_FOUR_HAN.findall(text))
    free = _weigh(coverage.han) + letters + _WORDS_OF_IDIOM * idioms
    if not _may_be_added(coverage.most_unexplained, free, deviation):
        return None
    best, current, start, span = 0.0, 0.0, 0, (0, 0)
    for word, is_rendered in coverage.words:
        if current <= 0:
            current, start = 0.0, word.start
        small = word.stop - word.start <= _SMALL_WORD
        current += -_WEIGHT_OF_RENDERED if is_rendered else _WEIGHT_OF_SMALL if small else 1.0
        if current > best:
            best, span = current, (start, word.stop)
    return span if _may_be_added(best, free, deviation) else None


def _may_be_added(weight: float, free: float, deviation: float) -> bool:
    """Return whether a run of English words is too heavy for what is free in the Chinese to be rendered by it."""
    return weight >= max(_LEAST_WORDS, free) and weight - free + _WEIGHT_OF_LENGTH * deviation >= _LEAST_ADDED


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
