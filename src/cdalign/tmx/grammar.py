"""The grammar of TMX 1.4 (its DTD and OmegaT's XSD): which attributes and children each element may have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cdalign.tmx.elements import SEGTYPES, XML_LANG, Attributes, Detail, Header, Unit, Variant
from cdalign.tmx.faults import TmxFault

_STAMPS = ("creationdate", "creationid", "changedate", "changeid")
_USE = ("o-encoding", "datatype", "usagecount", "lastusagedate", "creationtool", "creationtoolversion", *_STAMPS)

REQUIRED_HEADER = ("creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype")
_ALLOWED: dict[str, frozenset[str]] = {
    "header": frozenset((*REQUIRED_HEADER, "o-encoding", *_STAMPS)),
    "note": frozenset(("o-encoding", XML_LANG, "lang")),
    "prop": frozenset(("type", XML_LANG, "o-encoding", "lang")),
    "ude": frozenset(("name", "base")),
    "map": frozenset(("unicode", "code", "ent", "subst")),
    "tu": frozenset(("tuid", *_USE, "segtype", "o-tmf", "srclang")),
    "tuv": frozenset((XML_LANG, "lang", *_USE, "o-tmf")),
    "bpt": frozenset(("i", "x", "type")),
    "ept": frozenset("i"),
    "sub": frozenset(("datatype", "type")),
    "it": frozenset(("pos", "x", "type")),
    "ph": frozenset(("x", "assoc", "type")),
    "hi": frozenset(("x", "type")),
    "ut": frozenset("x"),
}
_REQUIRED: dict[str, tuple[str, ...]] = {
    "prop": ("type",),
    "ude": ("name",),
    "map": ("unicode",),
    "bpt": ("i",),
    "ept": ("i",),
    "it": ("pos",),
}
_INLINE = frozenset(("bpt", "ept", "ph", "it", "hi", "ut"))
_CHILDREN: dict[str, frozenset[str]] = {
    "seg": _INLINE,
    "hi": _INLINE,
    "sub": _INLINE,
    **dict.fromkeys(("bpt", "ept", "it", "ph", "ut"), frozenset(("sub",))),
    "ude": frozenset(("map",)),
}
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # xs:language, XML Schema part 2, 3.3.3
# What is taken is not given back, so that a text without an end of a tag is read once.
TAG = re.compile(r"<(/?)([^\s/<>]++)([^<>]*+)>")
ATTRIBUTE = re.compile(r'(?<![^\s=])([^\s=]++)="([^"]*+)"')
_NAMESPACE = ("xmlns", "xml:")


def allowed_attributes(name: str) -> frozenset[str]:
    """Return the attributes that an element may have."""
    return _ALLOWED.get(name, frozenset())


def check_header(header: Header) -> Iterator[TmxFault]:
    """Yield what in the header TMX 1.4 does not allow."""
    if header.is_missing:
        return
    for name in REQUIRED_HEADER:
        if name not in header.attributes:
            rule = "header.source-language" if name == "srclang" else "header.attribute"
            yield TmxFault(rule, f"no {name}", header.line)
    segtype = header.attributes.get("segtype", "sentence")
    if segtype not in SEGTYPES:
        yield TmxFault("header.segtype", segtype, header.line)
    yield from _at(header.line, "", _check_attributes("header", header.attributes))
    for name in header.root:
        if not name.startswith("xmlns"):
            yield TmxFault("attribute.unknown", f"{name} of tmx", 1)
    yield from _at(header.line, "", _check_details(header.details, ("note", "prop", "ude")))


def check_unit(unit: Unit) -> Iterator[TmxFault]:
    """Yield what in a unit TMX 1.4 does not allow, beyond what its reader has reported."""
    yield from _at(unit.line, unit.label, _check_unit(unit))


def _at(line: int, label: str, faults: Iterable[TmxFault]) -> Iterator[TmxFault]:
    for fault in faults:
        yield replace(fault, line=line, unit=label)


def _check_unit(unit: Unit) -> Iterator[TmxFault]:
    yield from _check_attributes("tu", unit.attributes)
    segtype = unit.attributes.get("segtype", "sentence")
    if segtype not in SEGTYPES:
        yield TmxFault("attribute.value", f'segtype="{segtype}"')
    yield from _check_details(unit.details, ("note", "prop"))
    for variant in unit.variants:
        yield from _check_variant(variant)


def _check_variant(variant: Variant) -> Iterator[TmxFault]:
    yield from _check_attributes("tuv", variant.attributes)
    lang = variant.attributes.get(XML_LANG, "")
    if lang and "_" not in lang and not _LANGUAGE.fullmatch(lang):
        yield TmxFault("lang.invalid", lang)
    if variant.details:
        yield from _check_details(variant.details, ("note", "prop"))
    if variant.markup:
        yield from check_markup("seg", variant.markup)


def _check_details(details: Iterable[Detail], names: tuple[str, ...]) -> Iterator[TmxFault]:
    for detail in details:
        if detail.name not in names:
            continue  # the reader has reported it
        yield from _check_attributes(detail.name, detail.attributes)
        if detail.markup:
            yield from check_markup(detail.name, detail.markup)
        elif detail.name == "ude":
            yield TmxFault("attribute.missing", "map of ude")
        lang = detail.attributes.get(XML_LANG)
        if lang is not None and not _LANGUAGE.fullmatch(lang):
            yield TmxFault("lang.invalid", lang)


def _check_attributes(name: str, attributes: Attributes) -> Iterator[TmxFault]:
    allowed = allowed_attributes(name)
    for key in attributes:
        if key not in allowed and not key.startswith(_NAMESPACE):
            yield TmxFault("attribute.unknown", f"{key} of {name}")
    for key in _REQUIRED.get(name, ()):
        if key not in attributes:
            yield TmxFault("attribute.missing", f"{key} of {name}")


def check_markup(holder: str, markup: str) -> Iterator[TmxFault]:
    """Yield what TMX 1.4 does not allow inside a seg, a note or a prop, from the outer to the inner elements."""
    holders = [holder]
    for match in TAG.finditer(markup):
        if match[1]:
            holders.pop()
            continue
        name, attributes = match[2], dict(ATTRIBUTE.findall(match[3]))
        if name not in _CHILDREN.get(holders[-1], frozenset()):
            yield TmxFault("element.unknown", f"{name} in {holders[-1]}")
        else:
            yield from _check_attributes(name, attributes)
            if name == "it" and attributes.get("pos", "begin") not in ("begin", "end"):
                yield TmxFault("attribute.value", f'pos="{attributes["pos"]}"')
        holders.append(name)


def inline_pairs(markup: str) -> tuple[list[str], list[str]]:
    """Return the `i` of all bpt, and of all ept, in their order."""
    openings: list[str] = []
    closings: list[str] = []
    for match in TAG.finditer(markup):
        if not match[1] and match[2] in ("bpt", "ept"):
            number = dict(ATTRIBUTE.findall(match[3])).get("i", "")
            (openings if match[2] == "bpt" else closings).append(number)
    return openings, closings
