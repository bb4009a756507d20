"""Who does what to whom: two names or parties that have changed places between the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cdalign.checks.persons import paired_persons
from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.checks.word_evidence import Word, chinese_words
from cdalign.gazetteer import find_names, stems_of_things
from cdalign.lexicon.equivalents import equivalent_stems, stems_of
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.patterns import compile_late
from cdalign.text import HAN

# Longer sentences order their parts as their language likes.
_LONGEST_HAN = 40
# What may turn an English sentence round: passives, clauses and phrases put first.
_TURNED_ENGLISH = compile_late(
    r"\b(?:by|there|whom|whose|according|pursuant|under|despite|although|if|unless|because|since|while|when|"
    r"after|before|"
    r"(?:is|are|was|were|be|been|being) (?:\w+ly )?\w+(?:ed|en|wn|ght|ld|nt|pt|de|id|rn|ne))\b|^(?:in|on|at|"
    r"for|with|from|to|of|as)\b",
    re.IGNORECASE,
)
_TURNED_HAN = re.compile("[被由受遭]")
_TO = "[到至往去赴抵]|驶往|飞往|前往|开往|运往|转移到|迁至|迁往|调往|驶向|飞向"
_FROM_TO_HAN = compile_late(rf"[从由自]([{HAN}·]{{1,12}}?)(?:{_TO})([{HAN}·]{{1,12}})")
_FROM_TO = re.compile(r"\bfrom (?:the )?(.{2,40}?) (?:back )?(?:to|into|for) (?:the )?(.{2,40})")
_LETTERED = re.compile(r"([甲乙丙丁A-D])(?:公司|方|国|队|厂|银行|组|行|店|村|校)")
_LETTERS = dict(zip("甲乙丙丁ABCD", "ABCDABCD", strict=True))
_LETTER = re.compile(
    r"\b(?:[Cc]ompany|[Pp]arty|[Ss]tate|[Cc]ountry|[Tt]eam|[Bb]ank|[Gg]roup|[Ff]irm|[Pp]lant|[Ss]chool|"
    r"[Vv]illage) ([A-D])\b"
)


@dataclass(frozen=True, slots=True)
class _Party:
    """Someone or something in a sentence that can change places: where it occurs in both texts."""

    words: str
    at: int
    other_at: int


def check_order(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where two parties occur in each other's place, in sentences that both languages build alike."""
    if unit.source.is_chinese == unit.target.is_chinese:
        return
    chinese, english = (unit.source, unit.target) if unit.source.is_chinese else (unit.target, unit.source)
    swapped = (
        _swapped_ways(chinese, english) or _swapped_letters(chinese, english) or _swapped_subjects(chinese, english)
    )
    if swapped:
        one, other = swapped
        message = say("{one} and {other} have changed places", one=one, other=other)
        words = (one, other, unit.source.text)
        yield make_finding(
            "names.order", message, (unit.source.quote(), unit.target.quote()), unit=unit.id, words=words
        )


def _swapped_ways(chinese: CheckedSide, english: CheckedSide) -> tuple[str, str] | None:
    """Return both ends where the Chinese goes from one to the other and the English the other way."""
    here = _FROM_TO.search(english.text) if "from " in english.text else None
    there = _FROM_TO_HAN.search(chinese.compact) if here else None
    if there is None or here is None:
        return None
    start, stop = _stems_of_han(there[1]), _stems_of_han(there[2])
    first, last = stems_of(here[1]), stems_of(here[2])
    if start & last and stop & first and not start & first and not stop & last:
        return there[1], there[2]
    return None


# Parties and places repeat: a memory has some thousands of them.
@lru_cache(maxsize=1 << 15)
def _stems_of_han(words: str) -> frozenset[str]:
    """Return the stems that render a run of Han: as a name, or by its longest headwords."""
    named = [stem for name in find_names(words, "zh") for stems in stems_of_things(name.things) for stem in stems]
    known = [stem for word in chinese_words(words) for stems in equivalent_stems(word.form) for stem in stems]
    return frozenset((*named, *known))


def _swapped_letters(chinese: CheckedSide, english: CheckedSide) -> tuple[str, str] | None:
    """Return parties that are called by letters, 甲公司 and Company A, where their order differs."""
    there = [_LETTERS[one[1]] for one in _LETTERED.finditer(chinese.text)]
    if len(set(there)) != 2:
        return None
    here = _LETTER.findall(english.text)
    is_plain = not _TURNED_ENGLISH.search(english.text) and not re.search("[被由受]", chinese.text)
    if is_plain and there == here[::-1] and there != here:
        return there[0], there[1]
    return None


def _swapped_subjects(chinese: CheckedSide, english: CheckedSide) -> tuple[str, str] | None:
    """Return two parties where each language begins with another of them, in one plain active clause."""
    if len(chinese.compact) > _LONGEST_HAN or english.text.endswith("?") or _TURNED_HAN.search(chinese.text):
        return None
    if _TURNED_ENGLISH.search(english.text):
        return None
    parties = _parties(chinese, english)
    if len(parties) < 2:
        return None
    first = min(parties, key=lambda one: one.at)
    other_first = min(parties, key=lambda one: one.other_at)
    if first is other_first or first.at > 0 or other_first.other_at > 0:
        return None
    between = chinese.text[first.at + len(first.words) : other_first.at]
    if (
        between.endswith("的")
        or not re.search(f"[{HAN}]", re.sub("[和与及同跟、]", "", between))
        or _is_possessed(chinese.text, first, other_first)
    ):
        return None
    return first.words, other_first.words


def _is_possessed(text: str, first: _Party, other: _Party) -> bool:
    """Return whether A的B occurs in the text, which is B of A and turns round by rule; 对B的X is not such a phrase."""
    after_other = text[other.at + len(other.words) :]
    return text[first.at + len(first.words) :].startswith("的") or (
        after_other.startswith("的") and "对" not in text[: other.at][-1:]
    )


def _parties(chinese: CheckedSide, english: CheckedSide) -> list[_Party]:
    """Return the names and nouns that occur once in each text, with the number of words before them."""
    found = list(_persons(chinese, english))
    for word in _candidates(chinese):
        stems = _stems_of_han(word.form)
        places = [number for number, other in enumerate(english.words) if other.form in stems]
        is_one = len(places) == 1 or (len(places) > 1 and places[-1] - places[0] == len(places) - 1)
        if is_one and chinese.compact.count(word.form) == 1:
            found.append(_Party(word.form, word.start, places[0]))
    return [one for one in found if sum(other.other_at == one.other_at for other in found) == 1]


def _persons(chinese: CheckedSide, english: CheckedSide) -> Iterator[_Party]:
    for han, at, start in paired_persons(chinese, english):
        number = next((number for number, word in enumerate(english.words) if word.start >= start), -1)
        if number >= 0:
            yield _Party(han, at, number)


def _candidates(chinese: CheckedSide) -> Iterator[Word]:
    names = [name for name in chinese.names if not name.is_weak]
    for name in names:
        yield Word(name.words, name.start, name.stop)
    for word in chinese.words:
        is_part = any(name.start < word.stop and word.start < name.stop for name in names)
        if len(word.form) > 1 and not is_part and _is_party(word.form):
            yield word


@lru_cache(maxsize=1 << 15)
def _is_party(word: str) -> bool:
    """Return whether a word names someone who acts: 出租人, 雇主, 工会, 理事会."""
    return (
        re.search(
            "(?:[人者主会员方院局署司厂商]|协会|公司|政府|工会|银行|法院|警察|警方|学校|医院|教师|学生|原告|被告)$",
            word,
        )
        is not None
    )
