"""How OmegaT reads a memory: which two texts of a unit it takes, and whether they can still match.

Measured with Debian's OmegaT 3.6 run headless and with the reader of OmegaT 6.2 (TMXReader2): a variant is taken
by its language alone, the best being one of the same region, then one without region, then any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdalign.tmx.elements import Unit, Variant

# A region as Java's Locale reads it: two letters after the language, or a script before them.
_TAG = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|\d{3}))?(?:-.*)?")
_HI = re.compile(r"<(hi|sub)\b[^>]*>[^<]*[^\s<]")


@dataclass(frozen=True, slots=True)
class OmegatPair:
    """What OmegaT takes of a unit; `is_foreign` says that the target is in neither language of the project."""

    source: Variant
    target: Variant
    is_foreign: bool


def language_of(tag: str) -> str:
    """Return the language as OmegaT compares it: lower case, up to the first hyphen (`_` is not a separator there)."""
    return tag.split("-")[0].lower()


def _region_of(tag: str) -> str:
    match = _TAG.fullmatch(tag)
    return (match[3] or "").upper() if match else ""


def _best_variant(variants: tuple[Variant, ...], tag: str) -> Variant | None:
    """Return the variant of the language: of the same region, else the last without region, else the first other."""
    of_language = [variant for variant in variants if language_of(variant.lang) == language_of(tag)]
    same_region = [variant for variant in of_language if _region_of(variant.lang) == _region_of(tag)]
    without_region = [variant for variant in of_language if not _region_of(variant.lang)]
    for chosen in (same_region, without_region, of_language):
        if chosen:
            return chosen[-1]
    return None


def omegat_pair(unit: Unit, source_lang: str, target_lang: str) -> OmegatPair | None:
    """Return what OmegaT takes of a unit in a project of these languages, or None if it has no source text.

    A text in no language of the project is taken as a foreign translation, and 3.6 fills it in.
    """
    source = _best_variant(unit.variants, source_lang)
    if source is None:
        return None
    target = _best_variant(unit.variants, target_lang)
    if target is not None:
        return OmegatPair(source, target, is_foreign=False)
    foreign = [variant for variant in unit.variants if language_of(variant.lang) != language_of(source_lang)]
    return OmegatPair(source, foreign[-1], is_foreign=True) if foreign else None


def holds_inline_text(variant: Variant) -> bool:
    """Return whether words occur inside an inline element, where OmegaT does not read them."""
    return bool(variant.markup) and _HI.search(variant.markup) is not None
