"""Units of a memory for tests, made without a file."""

from collections.abc import Iterable

from cdalign.tmx import Detail, Header, Unit, Variant
from cdalign.tmx.elements import XML_LANG

REQUIRED = {
    "creationtool": "a",
    "creationtoolversion": "1",
    "segtype": "sentence",
    "o-tmf": "a",
    "adminlang": "en",
    "srclang": "en",
    "datatype": "plaintext",
}


def prop(kind: str, text: str) -> Detail:
    return Detail("prop", {"type": kind}, text)


def variant(lang: str, text: str, *, markup: str = "", details: Iterable[Detail] = (), **attributes: str) -> Variant:
    return Variant(lang, {XML_LANG: lang, **attributes}, tuple(details), text, markup)


def unit_of(*variants: Variant, details: Iterable[Detail] = (), line: int = 0, **attributes: str) -> Unit:
    return Unit(attributes, tuple(details), variants, line, 1)


def pair_unit(source: str = "One.", target: str = "一。", *, line: int = 0, **props: str) -> Unit:
    """Return a unit of English and Chinese; `x_score` is the prop x-score."""
    details = [prop(name.replace("_", "-"), text) for name, text in props.items()]
    return unit_of(variant("en", source), variant("zh-CN", target), details=details, line=line)


def header_of(**attributes: str) -> Header:
    return Header({**REQUIRED, **attributes}, version="1.4")
