"""What a unit says beside its texts, as names and values: columns of a table, contexts of an XLIFF.

`created`, `changed`, `creationid` … are the unit's own; `source.NAME` and `target.NAME` are props of one text; every
other name is a prop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cdalign.model import Props, TranslationUnit
from cdalign.tmx.pairing import KEPT_ATTRIBUTES

REVIEW_PROP = "x-review"
DATES = ("created", "changed")
_SOURCE, _TARGET = "source.", "target."


def facts_of(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    """Yield the names and values; what a person has said of the unit (`x-review`) is not among them."""
    yield from ((name, value) for name in DATES if (value := getattr(unit, name)))
    yield from unit.attributes
    yield from ((_SOURCE + name, value) for name, value in unit.source_props)
    yield from ((_TARGET + name, value) for name, value in unit.target_props)
    yield from (prop for prop in unit.props if prop[0] != REVIEW_PROP)


def with_facts(unit: TranslationUnit, facts: Iterable[tuple[str, str]]) -> TranslationUnit:
    """Return the unit with these facts; a name that is none of ours becomes a prop with `x-`."""
    own = {"attributes": list(unit.attributes), "source_props": [], "target_props": [], "props": list(unit.props)}
    dates: dict[str, str] = {}
    for name, value in facts:
        if name in DATES:
            dates[name] = value
        elif name in KEPT_ATTRIBUTES:
            own["attributes"].append((name, value))
        elif name.startswith((_SOURCE, _TARGET)):
            own["source_props" if name.startswith(_SOURCE) else "target_props"].append((name[len(_SOURCE) :], value))
        else:
            own["props"].append((name if name.startswith("x-") else f"x-{name}", value))
    return replace(unit, **dates, **{name: tuple(pairs) for name, pairs in own.items()})


def is_own_fact(name: str) -> bool:
    """Say whether a name is that of a fact that is no prop."""
    return name in DATES or name in KEPT_ATTRIBUTES or name.startswith((_SOURCE, _TARGET))


def review_of(unit: TranslationUnit, default: str) -> str:
    """Return what a person has said of the unit, or the default."""
    return unit.prop(REVIEW_PROP) or default


def without_review(props: Props) -> Props:
    """Return the props without what a person has said."""
    return tuple(prop for prop in props if prop[0] != REVIEW_PROP)
