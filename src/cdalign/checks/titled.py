"""Persons with a title in both texts: 郑先生, Mr. Cheng; who is called by which name over a memory."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.checks.sounds import FAR, measure_distance, readings_of, sound_of_han, sound_of_latin
from cdalign.checks.spelling import dictionary
from cdalign.gazetteer import is_spelling_of_surname
from cdalign.messages import say
from cdalign.model import Finding, Quote
from cdalign.text import HAN

_TITLES = (
    "先生|女士|小姐|夫人|太太|大使|教授|博士|部长|总统|总理|主席|议员|将军|法官|大法官|上校|司长|主任|代表|国王|王子|阁下|律师|医生|爵士|主教|神父|"
    "秘书长|总干事|行长|州长|市长|专员|参赞|公使|院长|校长|委员|记者|上尉|少校|中校|上将"
)
_TITLE = re.compile(_TITLES)
_LONGEST_NAME = 9
_TITLED = re.compile(rf"([{HAN}]{{2,9}})(?:{_TITLES})")
_ENGLISH_TITLED = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Dr|Miss|MR|MRS|MS|DR|MISS)\.?|Professor|Ambassador|Judge|"
    r"Councillor) ((?:[A-Z][a-zÀ-ÿ’'-]*\.? ){0,3})([A-ZÀ-Ý][A-Za-zÀ-ÿ’]+)(?![\w-]| [A-Z]{2})"
)
# Titles before titles: 主席先生 is nobody's name.
_NO_PERSONS = frozenset(("主席", "议长", "各位", "代理主席", "总统", "部长", "大使", "副主席", "秘书长"))
_MOST_PERSONS, _LEAST_UNITS = 20_000, 2
# A name before a title begins where nothing shows, so its sound may be this far off.
_FAR_BEFORE_TITLE = 0.4
_LEAST_HAN, _MOST_HAN = 2, 6


@dataclass(slots=True)
class _Renderings:
    """By which names the English calls one person, how often, and where each first occurs."""

    counts: Counter[str] = field(default_factory=Counter)
    places: dict[str, tuple[PreparedUnit, Quote, Quote]] = field(default_factory=dict)


class PersonPairs:
    """Pairs the person that each text of a unit names, where it is one, and reports who is paired otherwise.

    郑德健议员 is Mr. CHENG by no rule of sound; that he is, other units say.
    """

    def __init__(self) -> None:
        self._persons: dict[str, _Renderings] = {}
        self._strangers: dict[tuple[str, str], list[Finding]] = {}

    def add(self, unit: PreparedUnit) -> None:
        """Take note of the titled persons of a unit."""
        sides = unit.chinese_and_english
        if sides is None or len(self._persons) + len(self._strangers) >= _MOST_PERSONS:
            return
        chinese, english = sides
        there = {found[1][-2:]: found[1] for found in titled_han(chinese.compact) if found[1] not in _NO_PERSONS}
        here = {found[2].upper(): found for found in _ENGLISH_TITLED.finditer(english.text)} if there else {}
        if len(there) == len(here) == 1:
            ((key, han),) = there.items()
            ((name, latin),) = here.items()
            renderings = self._persons.setdefault(key, _Renderings())
            renderings.counts[name] += 1
            renderings.places.setdefault(name, (unit, *_quotes(chinese, han, english, latin)))
        for name, latin in here.items():
            if not _is_fitting(latin, chinese, list(there.values())):
                key, han = next(iter(there.items()))
                findings = self._strangers.setdefault((key, name), [])
                findings.append(_stranger(unit, han, latin))

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each name that a person has once: where another is the rule, and where it fits nobody."""
        reported = set()
        for finding in self._unusual():
            reported.add(finding.unit)
            yield finding
        # A name that does not sound like its Han is right where it comes again: 戴麟趾爵士 is Sir David Trench.
        for findings in self._strangers.values():
            if len(findings) < _LEAST_UNITS and findings[0].unit not in reported:
                yield findings[0]

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
                ordered = (han, latin) if unit.source.is_chinese else (latin, han)
                words = (name, usual, unit.source.text)
                yield make_finding("names.person", message, ordered, unit=unit.id, expected=usual.title(), words=words)


def _quotes(chinese: CheckedSide, han: str, english: CheckedSide, latin: re.Match[str]) -> tuple[Quote, Quote]:
    at = chinese.text.find(han)
    return chinese.quote([(at, at + len(han))] if at >= 0 else ()), english.quote([latin.span(2)])


def _stranger(unit: PreparedUnit, han: str, latin: re.Match[str]) -> Finding:
    sides = unit.chinese_and_english or (unit.source, unit.target)
    quotes = _quotes(sides[0], han, sides[1], latin)
    message = say("{latin} is not how {han} is written", latin=latin[2], han=han)
    ordered = quotes if sides[0] is unit.source else quotes[::-1]
    return make_finding(
        "names.person", message, ordered, unit=unit.id, words=(latin[2].upper(), han[-2:], unit.source.text)
    )


def _is_fitting(latin: re.Match[str], chinese: CheckedSide, persons: Sequence[str]) -> bool:
    """Return whether a titled name may be one of the Chinese: by a spelling of a surname, or by its sound."""
    name = latin[2]
    if name in chinese.text or (dictionary().get(name.lower(), 0) and not name.isupper()):
        return True  # a name that the Chinese leaves in Latin letters; Miss World, Mr. Speaker
    sound = sound_of_latin(name)
    return (
        any(is_spelling_of_surname(name, han) or _has_reading(han, name) for han in persons)
        or any(_is_near(han[at:], sound, _FAR_BEFORE_TITLE) for han in persons for at in range(len(han) - 1))
        or any(_is_near(han, sound, FAR) for han in _stretches(chinese.compact))
    )


def _has_reading(han: str, name: str) -> bool:
    """Return whether one Han, or two together, are read so: 刘 Liu, 晓明 Xiaoming."""
    word = name.lower().replace("-", "")
    return any(word in readings_of(han[at : at + size]) for size in (1, 2) for at in range(len(han)))


def _is_near(han: str, sound: str, limit: float) -> bool:
    return measure_distance(sound_of_han(han), sound) <= limit


def _stretches(text: str) -> Iterator[str]:
    """Yield each stretch of Han that may be a person's name by its length."""
    for run in re.findall(f"[{HAN}]+", text):
        for size in range(_LEAST_HAN, _MOST_HAN + 1):
            yield from (run[at : at + size] for at in range(len(run) - size + 1))


def _are_alike(one: str, other: str) -> bool:
    """Return whether two names are spellings of one: Fernandez, Fernández; Mc Gregor, McGregor."""
    return measure_distance(sound_of_latin(one), sound_of_latin(other)) <= FAR


def titled_han(text: str) -> Iterator[re.Match[str]]:
    """Yield each run of Han before a title; most texts have none, and a look for the title is quick."""
    end = 0
    for title in _TITLE.finditer(text):
        if title.start() >= end:
            found = _TITLED.search(text, max(end, title.start() - _LONGEST_NAME), title.end())
            if found:
                end = found.end()
                yield found
