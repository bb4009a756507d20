"""Persons with a title in both texts: 郑先生, Mr. Cheng; who is called by which name over a memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cdalign.checks.honorifics import Called, titled_english, titled_han
from cdalign.checks.persons import wrong_names
from cdalign.checks.romanized import count_syllables, is_plain_word
from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.checks.sounds import FAR, HAN_OF_NAMES, measure_distance, readings_of, sound_of_latin, sounds_like
from cdalign.gazetteer import is_spelling_of_surname
from cdalign.messages import say
from cdalign.model import Finding, Quote
from cdalign.patterns import compile_late

_NAME_LIKE = compile_late(f"[{HAN_OF_NAMES}]{{2,}}")
# Titles before titles: 主席先生 is not a name.
_NO_PERSONS = frozenset(("主席", "议长", "各位", "代理主席", "总统", "部长", "大使", "副主席", "秘书长"))
_MOST_PERSONS, _LEAST_UNITS = 20_000, 2
# A name before a title begins where nothing shows, so its sound may be this far off.
_FAR_BEFORE_TITLE, _NEAR, _FEW_CONSONANTS = 0.4, 0.25, 2
_LEAST_HAN, _MOST_HAN = 2, 6
# A given name has one Han or two.
_LONGEST_GIVEN = 2


@dataclass(slots=True)
class _Renderings:
    """By which names the English calls one person, how often, and where each first occurs."""

    counts: Counter[str] = field(default_factory=Counter)
    places: dict[str, tuple[PreparedUnit, Quote, Quote]] = field(default_factory=dict)


class _Stranger(NamedTuple):
    """A name that spells none of the persons of its unit, these persons, and the finding that says so.

    `is_reported` where the check of the unit alone has said so already.
    """

    name: str
    persons: frozenset[str]
    finding: Finding
    is_reported: bool


class PersonPairs:
    """Pairs the person that each text of a unit names, where it is one, and reports who is paired otherwise.

    郑德健议员 is Mr. CHENG by no rule of sound; that he is, other units say.
    """

    def __init__(self) -> None:
        self._persons: dict[str, _Renderings] = {}
        self._strangers: list[_Stranger] = []
        self._seen_with: Counter[tuple[str, str]] = Counter()

    def add(self, unit: PreparedUnit) -> None:
        """Take note of the titled persons of a unit."""
        sides = unit.chinese_and_english
        if sides is None or len(self._persons) + len(self._strangers) >= _MOST_PERSONS:
            return
        chinese, english = sides
        there = {found[1][-2:]: found[1] for found in titled_han(chinese.compact) if found[1] not in _NO_PERSONS}
        here = {called.last.upper(): called for called in titled_english(english.text)} if there else {}
        if len(there) == len(here) == 1:
            ((key, han),) = there.items()
            (called,) = here.values()
            name = next((word for word in called.words if _is_surname(word, han)), called.last).upper()
            renderings = self._persons.setdefault(key, _Renderings())
            renderings.counts[name] += 1
            quotes = chinese.quote_words(han), english.quote([called.spans[-1]])
            renderings.places.setdefault(name, (unit, *quotes))
        persons = list(there.values())
        for called in here.values():
            at = _wrong_part(called, chinese, persons)
            if at is not None:
                word = called.words[at]
                self._seen_with.update((key, word.upper()) for key in there)
                han = _unclaimed(persons, [one for one in here.values() if one is not called])
                quotes = unit.in_order(chinese.quote_words(han), english.quote([called.spans[at]]))
                finding = _stranger(unit, han, word, quotes)
                is_reported = _is_reported(called.spans[at], chinese, english)
                self._strangers.append(_Stranger(word.upper(), frozenset(there), finding, is_reported))

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each name that a person has only once, if another is usual or it fits no person."""
        reported = set()
        for finding in self._unusual():
            reported.add(finding.unit)
            yield finding
        # A name that does not sound like its Han is right where it comes again: 戴麟趾爵士 is Sir David Trench.
        for name, persons, finding, is_reported in self._strangers:
            is_seldom = all(self._seen_with[one, name] < _LEAST_UNITS for one in persons)
            if is_seldom and finding.unit not in reported:
                reported.add(finding.unit)
                if not is_reported:
                    yield finding

    def _unusual(self) -> Iterator[Finding]:
        for renderings in self._persons.values():
            usual, count = renderings.counts.most_common(1)[0]
            others = [name for name, seen in renderings.counts.items() if seen == 1 and not _are_alike(name, usual)]
            if count < _LEAST_UNITS or len(others) > count // _LEAST_UNITS:
                continue
            for name in others:
                unit, han, latin = renderings.places[name]
                span = latin.spans[0]
                shown = latin.text[span.start : span.stop]
                message = say(
                    "the person is {title} elsewhere ({count} units), {shown} here",
                    title=usual.title(),
                    count=count,
                    shown=shown,
                )
                quotes, words = unit.in_order(han, latin), (name, usual, unit.source.text)
                yield make_finding("names.person", message, quotes, unit=unit.id, expected=usual.title(), words=words)


def _stranger(unit: PreparedUnit, han: str, word: str, quotes: tuple[Quote, Quote]) -> Finding:
    message = say("{latin} is not how {han} is written", latin=word, han=han)
    words = (word.upper(), han[-2:], unit.source.text)
    return make_finding("names.person", message, quotes, unit=unit.id, words=words)


def _is_reported(span: tuple[int, int], chinese: CheckedSide, english: CheckedSide) -> bool:
    """Return whether `check_persons` reports the name at a place of the English, which needs no second finding."""
    return any(start <= span[0] < stop for _, (start, stop), _ in wrong_names(chinese, english))


def _wrong_part(called: Called, chinese: CheckedSide, persons: Sequence[str]) -> int | None:
    """Return the word of a titled name that spells no name of the Chinese, or None if the name may be one of those.

    Before a surname that fits any forename may occur, David LI; after it only as many syllables as the Han has.
    Where no word is a Chinese surname, any word but a forename must sound like some Han.
    """
    surname = next((at for at, word in enumerate(called.words) if any(_is_surname(word, han) for han in persons)), None)
    if surname is not None:
        return _wrong_given(called, surname, chinese, persons)
    names = called.words[1:] or called.words
    is_known = is_plain_word(called.last) or any(word in chinese.text for word in called.words)
    return None if is_known or any(_sounds_there(word, chinese, persons) for word in names) else len(called.words) - 1


def _unclaimed(persons: Sequence[str], others: Sequence[Called]) -> str:
    """Return the first Chinese person whom none of the other titled names spells; the first where each has one."""
    return next((han for han in persons if not any(_is_spelt(han, one) for one in others)), persons[0])


def _is_spelt(han: str, called: Called) -> bool:
    return any(_is_surname(word, han) or sounds_like(han, sound_of_latin(word)) for word in called.words)


def _is_surname(word: str, han: str) -> bool:
    return is_spelling_of_surname(word, han) or _has_reading(han, word)


def _wrong_given(called: Called, surname: int, chinese: CheckedSide, persons: Sequence[str]) -> int | None:
    """Return the first word after a surname that is not part of a given name in Chinese syllables."""
    longest = max(len(_after_surname(called.words[surname], han)) for han in persons)
    rest = range(surname + 1, len(called.words))
    total = 0
    for at in rest if longest else ():
        word = called.words[at]
        if is_plain_word(word):
            return None
        size = count_syllables(word)
        total += size
        # A married woman's second surname may be written together, or left out.
        is_possible = 0 < size <= _LONGEST_GIVEN and total <= longest + (len(rest) > 1)
        if not is_possible and not _sounds_there(word, chinese, persons):
            return at
    return None


def _after_surname(word: str, han: str) -> str:
    """Return the Han after the surname that a word spells; all of them where it is a given name."""
    at = next((at for at, char in enumerate(han) if _is_surname(word, char)), -1)
    return han[at + 1 :]


def _sounds_there(word: str, chinese: CheckedSide, persons: Sequence[str]) -> bool:
    sound = sound_of_latin(word)
    # Short names are near to many others.
    limit = _FAR_BEFORE_TITLE if sum(map(str.isupper, sound)) > _FEW_CONSONANTS else _NEAR
    ends = (han[at:] for han in persons for at in range(len(han)))
    return any(sounds_like(han, sound, limit) for han in ends) or any(
        sounds_like(han, sound, min(limit, FAR)) for han in _stretches(chinese.compact)
    )


def _has_reading(han: str, name: str) -> bool:
    """Return whether one Han, or two together, are read so: 刘 Liu, 晓明 Xiaoming."""
    word = name.lower().replace("-", "")
    return any(word in readings_of(han[at : at + size]) for size in (1, 2) for at in range(len(han)))


def _stretches(text: str) -> Iterator[str]:
    """Yield each stretch of Han that may be a foreign person's name by its length and its Han."""
    for run in _NAME_LIKE.findall(text):
        for size in range(_LEAST_HAN, _MOST_HAN + 1):
            yield from (run[at : at + size] for at in range(len(run) - size + 1))


def _are_alike(one: str, other: str) -> bool:
    """Return whether two names are spellings of one: Fernandez, Fernández; Mc Gregor, McGregor."""
    return measure_distance(sound_of_latin(one), sound_of_latin(other)) <= FAR
