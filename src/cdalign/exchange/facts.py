"""What a unit holds in addition to its texts, as names and values: columns of a table, contexts of an XLIFF.

`created`, `changed`, `creationid` … are the unit's own; `source.NAME` and `target.NAME` are props of one text; every
other name is a prop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cdalign.model import REVIEW_PROP, TranslationUnit
from cdalign.tmx.pairing import KEPT_ATTRIBUTES

DATES = ("created", "changed")
_SOURCE, _TARGET = "source.", "target."


def facts_of(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    """Yield the names and values, without a person's decision about the unit (`x-review`)."""
    yield from ((name, value) for name in DATES if (value := getattr(unit, name)))
    yield from unit.attributes
    yield from ((_SOURCE + name, value) for name, value in unit.source_props)
    yield from ((_TARGET + name, value) for name, value in unit.target_props)
    yield from (prop for prop in unit.props if prop[0] != REVIEW_PROP)


def with_facts(unit: TranslationUnit, facts: Iterable[tuple[str, str]]) -> TranslationUnit:
    """Return the unit with these facts. An unknown name becomes a prop with `x-`."""
    attributes, props = [*unit.attributes], [*unit.props]
    source_props: list[tuple[str, str]] = []
    target_props: list[tuple[str, str]] = []
    dates = {name: getattr(unit, name) for name in DATES}
    for name, value in facts:
        if name in DATES:
            dates[name] = value
        elif name in KEPT_ATTRIBUTES:
            attributes.append((name, value))
        elif name.startswith((_SOURCE, _TARGET)):
            (source_props if name.startswith(_SOURCE) else target_props).append((name[len(_SOURCE) :], value))
        else:
            props.append((name if name.startswith("x-") else f"x-{name}", value))
    return replace(
        unit,
        **dates,
        attributes=tuple(attributes),
        source_props=tuple(source_props),
        target_props=tuple(target_props),
        props=tuple(props),
    )


def review_of(unit: TranslationUnit, default: str) -> str:
    """Return a person's decision about the unit, or the default."""
    return unit.review or default
