"""What TMX 1.4 does not allow, put so that it does: unknown attributes and elements become props."""

from __future__ import annotations

import re

from cdalign.text import squeeze_spaces
from cdalign.tmx.elements import SEGTYPES, Attributes, Detail, Header
from cdalign.tmx.grammar import ATTRIBUTE, TAG, allowed_attributes, check_markup


def sorted_attributes(name: str, attributes: Attributes) -> tuple[Attributes, tuple[Detail, ...]]:
    """Return the attributes that TMX knows for an element, and the others as props."""
    allowed = allowed_attributes(name)
    if attributes.keys() <= allowed:
        return attributes, ()
    known = {key: value for key, value in attributes.items() if key in allowed}
    others = {key: value for key, value in attributes.items() if key not in allowed}
    return known, tuple(Detail("prop", {"type": _own_type(key)}, value) for key, value in others.items())


def fixed_details(details: tuple[Detail, ...], names: tuple[str, ...] = ("note", "prop")) -> tuple[Detail, ...]:
    """Return details whose names TMX knows as they are, and the others as props."""
    return tuple(detail if detail.name in names else _as_prop(detail) for detail in details)


def fixed_header(header: Header) -> Header:
    """Return the header as TMX 1.4 wants it: its version, no namespace, an allowed segtype, known attributes."""
    known, others = sorted_attributes("header", header.attributes)
    segtype = known.get("segtype", "sentence")
    attributes = {**known, "segtype": segtype if segtype in SEGTYPES else "sentence"}
    details = (*fixed_details(header.details, ("note", "prop", "ude")), *others)
    return header._replace(attributes=attributes, details=details, version="1.4", root={})


def fixed_markup(markup: str) -> str:
    """Return the inner XML of a seg without attributes that TMX forbids, or an empty text if that is not enough."""
    pruned = TAG.sub(_pruned_tag, markup)
    return "" if any(check_markup("seg", pruned)) else pruned


def _as_prop(detail: Detail) -> Detail:
    return Detail("prop", {"type": _own_type(detail.name)}, squeeze_spaces(detail.text))


def _own_type(name: str) -> str:
    return f"x-{name.replace(':', '-')}"


def _pruned_tag(match: re.Match[str]) -> str:
    allowed = allowed_attributes(match[2])
    kept = [found[0] for found in ATTRIBUTE.finditer(match[3]) if found[1] in allowed]
    return match[0] if match[1] else " ".join((f"<{match[2]}", *kept)) + ">"
