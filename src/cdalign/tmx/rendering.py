"""A memory's elements as TMX writes them, unchanged: what was read is written back the same, one unit a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cdalign.markup import escape_attribute, escape_text, render_attributes
from cdalign.tmx.elements import OLD_LANG, XML_LANG, Detail, Header, Unit, Variant

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
FOOT = "</body>\n</tmx>\n"
# What a reader needs and the file did not say; OmegaT 6 refuses a file that lacks one.
_REQUIRED = {
    "creationtool": "unknown",
    "creationtoolversion": "unknown",
    "segtype": "sentence",
    "o-tmf": "unknown",
    "adminlang": "en",
    "srclang": "*all*",
    "datatype": "unknown",
}


def render_header(header: Header) -> str:
    """Return everything that comes before the first unit; missing required attributes are filled in."""
    attributes = {**_REQUIRED, **header.attributes}
    opening = (
        f'{DECLARATION}<tmx version="{escape_attribute(header.version or "1.4")}"{render_attributes(header.root)}>\n'
    )
    if not header.details:
        return f"{opening}<header{render_attributes(attributes)}/>\n<body>\n"
    details = "".join(f"{render_detail(detail)}\n" for detail in header.details)
    return f"{opening}<header{render_attributes(attributes)}>\n{details}</header>\n<body>\n"


def render_detail(detail: Detail) -> str:
    """Return a note, a prop or another child element."""
    inner = detail.markup or escape_text(detail.text)
    return f"<{detail.name}{render_attributes(detail.attributes)}>{inner}</{detail.name}>"


def render_variant(variant: Variant, *, is_old: bool = False) -> str:
    """Return a tuv; `lang=` becomes `xml:lang=` but in a file that stays older than TMX 1.3."""
    attributes = dict(variant.attributes)
    if not is_old and XML_LANG not in attributes and OLD_LANG in attributes:
        attributes = {XML_LANG: attributes.pop(OLD_LANG), **attributes}
    details = "".join([render_detail(detail) for detail in variant.details])
    inner = variant.markup or escape_text(variant.text)
    segment = f"<seg>{inner}</seg>" if variant.has_segment else ""
    return f"<tuv{render_attributes(attributes)}>{details}{segment}</tuv>"


def render_unit(unit: Unit, *, is_old: bool = False) -> str:
    """Return a tu on a line of its own."""
    details = "".join([render_detail(detail) for detail in unit.details])
    variants = "".join([render_variant(variant, is_old=is_old) for variant in unit.variants])
    return f"<tu{render_attributes(unit.attributes)}>{details}{variants}</tu>\n"


def render_memory(header: Header, units: Iterable[Unit]) -> Iterator[str]:
    """Yield a whole memory as it was read, line by line."""
    is_old = header.version in ("1.1", "1.2")
    yield render_header(header)
    for unit in units:
        yield render_unit(unit, is_old=is_old)
    yield FOOT
