"""Changes to every unit of a memory that leave its words alone: direction, language codes, inline elements."""

from __future__ import annotations

from collections.abc import Mapping

from cdalign.languages import languages_match, normalize_tag, primary_language
from cdalign.tmx.elements import OLD_LANG, XML_LANG, Attributes, Header, Unit, Variant


def reversed_header(header: Header, source_lang: str) -> Header:
    """Return the header with another source language."""
    return header._replace(attributes={**header.attributes, "srclang": source_lang})


def reversed_unit(unit: Unit, source_lang: str) -> Unit:
    """Return the unit with the texts of the language first; its own source language is no longer said."""
    attributes = {name: value for name, value in unit.attributes.items() if name != "srclang"}
    ordered = sorted(unit.variants, key=lambda variant: not languages_match(source_lang, variant.lang))
    return unit._replace(attributes=attributes, variants=tuple(ordered))


def recoded(code: str, codes: Mapping[str, str]) -> str:
    """Return the code to write for a code: that of the mapping (any case, `_` or `-`), else its usual form."""
    tag = normalize_tag(code)
    wanted = {normalize_tag(old): new for old, new in codes.items()}
    return wanted.get(tag) or wanted.get(primary_language(tag) if "-" not in tag else tag) or tag


def recoded_attributes(attributes: Attributes, codes: Mapping[str, str]) -> Attributes:
    """Return the attributes of a header or a unit with the source language recoded."""
    source = attributes.get("srclang", "")
    if not source or source == "*all*":
        return attributes
    return {**attributes, "srclang": recoded(source, codes)}


def recoded_unit(unit: Unit, codes: Mapping[str, str]) -> Unit:
    """Return the unit with its language codes recoded, as xml:lang."""
    variants = tuple(_recoded_variant(variant, codes) for variant in unit.variants)
    return unit._replace(attributes=recoded_attributes(unit.attributes, codes), variants=variants)


def _recoded_variant(variant: Variant, codes: Mapping[str, str]) -> Variant:
    code = recoded(variant.lang, codes)
    others = {name: value for name, value in variant.attributes.items() if name not in (XML_LANG, OLD_LANG)}
    return variant._replace(lang=code, attributes={XML_LANG: code, **others} if code else others)


def stripped_unit(unit: Unit) -> Unit:
    """Return the unit without inline elements: native codes go, words inside stay."""
    return unit._replace(variants=tuple(variant._replace(markup="") for variant in unit.variants))
