"""Words that occur twice in a row by a slip of the hand, in English and in Chinese."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.lexicon import core_lexicon
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.patterns import compile_late
from cdalign.text import HAN

_DOUBLED_WORD = re.compile(r"(?<![\w-])([A-Za-z]+)\s+(\1)(?![\w-])")
# Two or three words again at once: "in the in the". With "and" or "by" they mean a course: "more and more and".
_DOUBLED_WORDS = re.compile(r"(?<![\w-])([A-Za-z]+(?: [A-Za-z]+){1,2})\s+\1(?![\w-])", re.IGNORECASE)
_COURSE = re.compile(r"\b(?:and|or|by|after|upon|on|to|no|ha|very|so|far|much)\b", re.IGNORECASE)
_RIGHTLY_DOUBLED = frozenset({
    "had", "so", "very", "bora", "duran", "new", "no", "na", "baden", "pago", "walla", "far", "much", "ha", "tut",
    "bye",
})  # fmt: skip
# "that that the" is a slip, "ensure that that right is kept" is not; likewise "what it is is" and "came in in 1990".
_DETERMINER = re.compile(
    r"\s+(?:the|a|an|this|these|those|his|her|its|their|our|my|your|it|they|he|she|we|there|all|any|no)\b"
)
# A clause that is the subject may end in "is": one that begins with "what", or "it", "that" or "this" right before.
_IS_IS = re.compile(r"\b(?:what|which|who|where|how)\b|\b(?:it|that|this)\s+$", re.IGNORECASE)
# A clause that is the subject, and the same words as its predicate: what he did he did for us.
_WHAT = re.compile(r"\b(?:what|whatever|all|everything|where|when|wherever) $", re.IGNORECASE)
_PARTICLE_VERB = compile_late(
    r"\b(?:come|comes|came|coming|go|goes|went|gone|going|move\w*|moving|br(?:ing|ings|ought)|set|sets|"
    r"settl\w+|log\w*|kick\w*|step\w*|phase[ds]?|ushered|built|fit\w*|factor\w*|put|turn\w*|stay\w*|"
    r"check\w*)\s+$",
    re.IGNORECASE,
)
# Han that are doubled by no rule of the language; 的确, 和气 and 了解 may follow them.
_DOUBLED_HAN = re.compile(
    "的的(?!确)|和和(?![气睦平])|是是(?!非)|(?<!实)在在(?!意)|了了(?![解结望])|与与|及及(?!时)|于于|為為|為了為了|将将|并并|被被|对对(?!方)|把把"
)
_DOUBLED_HAN_WORD = compile_late(f"([{HAN}]{{2,4}})\\1(?![{HAN}]?[看一])")
# Adverbs and measures that are rightly doubled: 很多很多, 一个一个, 非常非常.
_RIGHTLY_DOUBLED_HAN = re.compile("[一很好多非常永远许慢快高天年月日时两三几哈嘿呵啊阿越再]")

# Verbs that speech doubles to say "a little": no noun of the lexicon is rendered by them.
_VERBS = frozenset({
    "discuss", "consider", "study", "research", "rest", "think", "look", "ask", "talk", "chat", "clean", "tidy",
    "introduce", "know", "understand", "exercise", "help", "try", "arrange", "check", "experience", "enjoy",
    "analyse", "compare", "represent", "investigate", "practise", "play", "review", "learn", "visit", "laugh",
})  # fmt: skip


def check_doubled_words(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding for each word, or few words, that occur twice in a row."""
    for side, other in unit.sides:
        spans = list(_doubled_han(side, other) if side.is_chinese else _doubled_words(side))
        for start, middle, stop in spans:
            word = side.text[start:middle].strip()
            message = say("“{word}” occurs twice in a row", word=word)
            quote = side.quote([(start, stop)])
            yield make_finding("words.doubled", message, (quote,), unit=unit.id, expected=word)


def _doubled_words(side: CheckedSide) -> Iterator[tuple[int, int, int]]:
    text = side.text
    if not _has_doubled(side.small_words):
        return
    for found in _DOUBLED_WORD.finditer(text):
        if not _is_right(text, found):
            yield found.start(), found.end(1), found.end()
    for found in _DOUBLED_WORDS.finditer(text):
        words = found[1].lower().split()
        is_clause = len(words) == 2 and _WHAT.search(text[: found.start()])
        if len(set(words)) > 1 and not _COURSE.search(found[1]) and not is_clause:
            yield found.start(), found.end(1), found.end()


def _has_doubled(words: Sequence[str]) -> bool:
    """Return whether one, two or three words occur twice in a row: a look that is far quicker than the patterns."""
    return any(
        words[at : at + size] == words[at + size : at + 2 * size]
        for size in (1, 2, 3)
        if any(map(operator.eq, words, words[size:]))
        for at in range(len(words) - size)
    )


def _is_right(text: str, found: re.Match[str]) -> bool:
    word = found[1].lower()
    if word == "that":
        return not _DETERMINER.match(text, found.end())
    if word == "is":
        return _IS_IS.search(text[: found.start()]) is not None
    if word in ("in", "on"):
        return _PARTICLE_VERB.search(text[: found.start()]) is not None
    return word in _RIGHTLY_DOUBLED


def _doubled_han(side: CheckedSide, other: CheckedSide) -> Iterator[tuple[int, int, int]]:
    """Yield doubled particles and doubled nouns; verbs are rightly doubled: 讨论讨论 is to discuss a little."""
    text = side.text
    for found in _DOUBLED_HAN.finditer(text):
        yield found.start(), found.start() + 1, found.end()
    for found in _DOUBLED_HAN_WORD.finditer(text):
        if not _RIGHTLY_DOUBLED_HAN.search(found[1]) and _is_noun(found[1]) and not _is_doubled_there(other.text):
            yield found.start(), found.end(1), found.end()


def _is_noun(word: str) -> bool:
    """Return whether a word is one of the lexicon that no rendering shows to be a verb."""
    renderings = core_lexicon().equivalents.get(word, ())
    return bool(renderings) and not any(text in _VERBS for text, _ in renderings)


def _is_doubled_there(text: str) -> bool:
    return _DOUBLED_WORD.search(text) is not None or _DOUBLED_WORDS.search(text) is not None
