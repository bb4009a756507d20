"""Names of countries, cities, bodies and treaties that the two texts of a unit do not share.

A name counts as missing only where the other text has a name of its own in its place: a translation may well say
"the Assembly" or "that country", but it does not say "Slovakia" for 斯洛文尼亚.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import PreparedUnit, Side
from cdalign.gazetteer import Name
from cdalign.gazetteer.tables import countries_of_places
from cdalign.model import Finding

_RULES = {"country": "names.country", "place": "names.country", "bodies": "names.body", "treaties": "names.treaty"}
_ABROAD = ("country", "place")


def check_entities(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding for each name of one text that the other replaces by another name."""
    if unit.source.is_chinese == unit.target.is_chinese:
        return
    mine, other = ([*_unanswered(side, against)] for side, against in unit.sides)
    for one, another in _pairs(mine, other):
        yield _difference(unit, one, another)


def _unanswered(side: Side, other: Side) -> Iterator[Name]:
    """Yield the names of a text that no name of the other answers and no word of the other renders."""
    answered = {thing for name in other.names for thing in (*name.things, *_countries(name))}
    for name in side.names:
        things = {*name.things, *_countries(name)}
        if not name.is_weak and not things & answered and not side.is_word_rendered(name.start, name.stop, other):
            yield name


def _countries(name: Name) -> Iterator[str]:
    places = countries_of_places()
    return (places[thing] for thing in name.things if thing in places)


def _kind(name: Name) -> str:
    return min(name.things).partition(":")[0]


def _pairs(mine: Sequence[Name], other: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Pair names of one family, in order: countries with countries, bodies with bodies."""
    free = list(other)
    for one in mine:
        found = next((name for name in free if _RULES[_kind(name)] == _RULES[_kind(one)]), None)
        if found is not None:
            free.remove(found)
            yield one, found


def _difference(unit: PreparedUnit, one: Name, another: Name) -> Finding:
    quotes = (unit.source.quote([(one.start, one.stop)]), unit.target.quote([(another.start, another.stop)]))
    message = f"the source names {one.words}, the translation names {another.words}"
    words = (one.words, another.words, unit.source.text)
    return make_finding(_RULES[_kind(one)], message, quotes, unit=unit.id, words=words)
