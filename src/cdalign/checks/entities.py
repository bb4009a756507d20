"""Names of countries, cities, bodies and treaties that the two texts of a unit do not share.

A name is reported as replaced where the other text has a name of its own in its place: a translation may well say
"the Assembly" or "that country", but it does not say "Slovakia" for 斯洛文尼亚.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.checks.sounds import HAN_OF_NAMES, sound_of_latin, sounds_like
from cdalign.gazetteer import Name
from cdalign.gazetteer.known_names import countries_of_places
from cdalign.messages import say
from cdalign.model import Finding, Severity
from cdalign.patterns import compile_late

_RULES = {"country": "names.country", "place": "names.country", "bodies": "names.body", "treaties": "names.treaty"}
# A text on China says China where its Chinese says 我国, or omits it: a name in this many units is at home in a memory.
_AT_HOME = 3
_MOST_KEPT = 10_000
_SURNAME_AFTER = re.compile(r" [A-ZÀ-Ý][a-zà-ÿ]+")
_DOT = re.compile("[·•‧・]")
_DOTTED = compile_late(f"[{HAN_OF_NAMES}]+(?:[·•‧・][{HAN_OF_NAMES}]+)+")
_LANGUAGES = frozenset(
    ("English", "Chinese", "French", "Spanish", "Russian", "Arabic", "German", "Japanese", "Portuguese")
)


class NamesOfUnits:
    """Compares the names of each unit, and remembers which names a memory has again and again."""

    def __init__(self) -> None:
        self._units_with: Counter[str] = Counter()
        self._added: list[tuple[str, Finding]] = []

    def add(self, unit: PreparedUnit) -> Iterator[Finding]:
        """Take note of a unit; yield a finding for each name of one text that the other replaces by another name."""
        if unit.source.is_chinese == unit.target.is_chinese:
            return
        if not (unit.source.names or unit.target.names):
            return
        mine, other = ([*_unanswered(side, against)] for side, against in unit.sides)
        names, english, chinese = (
            (other, unit.target, unit.source) if unit.source.is_chinese else (mine, unit.source, unit.target)
        )
        self._units_with.update(unit.source.things | unit.target.things)
        # A name that one text has once more is taken for another one only where both name the same kind of thing.
        if not mine and other:
            mine = _of_kinds(_surplus(unit.source, unit.target), other)
        elif mine and not other:
            other = _of_kinds(_surplus(unit.target, unit.source), mine)
        paired = [*_pairs(mine, other)]
        for one, another in paired:
            yield _difference(unit, one, another)
        taken = {name for pair in paired for name in pair}
        for name in names:
            is_new = name not in taken and name.words not in _LANGUAGES and len(self._added) < _MOST_KEPT
            if is_new and not _is_forename(name, english, chinese):
                self._added.append((min(name.things), _addition(unit, name, english, chinese)))

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each name that only the English has, unless the memory has it again and again."""
        for thing, finding in self._added:
            if self._units_with[thing] < _AT_HOME:
                yield finding


def _unanswered(side: CheckedSide, other: CheckedSide) -> Iterator[Name]:
    """Yield the names of a text that no name of the other answers and no word of the other renders."""
    named = {thing for name in other.names for thing in _all_things(name)}
    for name in side.names:
        # A capital answers its country and a country its capital, but no city another one of the country.
        is_told = not (named.isdisjoint(name.things) and other.things.isdisjoint(_all_things(name)))
        is_answered = name.is_weak or is_told or name.words in other.text
        if not is_answered and not side.is_word_rendered(name.start, name.stop, other):
            yield name


def _surplus(side: CheckedSide, other: CheckedSide) -> list[Name]:
    """Return the names that a text has more often than the other, the last of each."""
    counts: Counter[str] = Counter(thing for name in side.names for thing in name.things)
    counts.subtract(thing for name in other.names for thing in name.things)
    return [name for name in side.names if not name.is_weak and all(counts[thing] > 0 for thing in name.things)][-1:]


def _of_kinds(names: Sequence[Name], others: Sequence[Name]) -> list[Name]:
    kinds = set(map(_rule_of, others))
    return [name for name in names if _rule_of(name) in kinds]


def _all_things(name: Name) -> set[str]:
    """Return what a name may stand for, a capital for its country too."""
    places = countries_of_places()
    return {*name.things, *(places[thing] for thing in name.things if thing in places)}


def _is_forename(name: Name, english: CheckedSide, chinese: CheckedSide) -> bool:
    """Return whether the name of a place is a person's: Sydney Pollack, where the Chinese has 西德尼·波拉克."""
    if not _SURNAME_AFTER.match(english.text, name.stop):
        return False
    sound = sound_of_latin(name.words)
    parts = (part for person in _DOTTED.findall(chinese.compact) for part in _DOT.split(person))
    return any(sounds_like(part, sound) for part in parts)


def _rule_of(name: Name) -> str:
    return _RULES[min(name.things).partition(":")[0]]


def _pairs(mine: Sequence[Name], other: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Pair names in order: countries with countries, bodies with bodies; then what is left, whatever it names."""
    free, left = list(other), []
    for one in mine:
        found = next((name for name in free if _rule_of(name) == _rule_of(one)), None)
        if found is None:
            left.append(one)
            continue
        free.remove(found)
        yield one, found
    yield from zip(left, free, strict=False)


def _difference(unit: PreparedUnit, one: Name, another: Name) -> Finding:
    quotes = (unit.source.quote([(one.start, one.stop)]), unit.target.quote([(another.start, another.stop)]))
    message = say("the source names {one}, the translation names {another}", one=one.words, another=another.words)
    words = (one.words, another.words, unit.source.text)
    return make_finding(_rule_of(one), message, quotes, unit=unit.id, words=words)


def _addition(unit: PreparedUnit, name: Name, side: CheckedSide, other: CheckedSide) -> Finding:
    quotes = (side.quote([(name.start, name.stop)]), other.quote())
    message = say("{name} is not named in the other text", name=name.words)
    words = (name.words, unit.source.text)
    return make_finding(_rule_of(name), message, quotes, unit=unit.id, words=words, severity=Severity.MINOR)
