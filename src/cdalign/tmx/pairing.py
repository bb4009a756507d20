"""Which two texts of a TMX unit are wanted: languages match as a person would expect.

`zh` finds `zh-CN`, `zh-Hans`, `cmn` and `zho`; `zh-Hans` does not find `zh-TW`; and where a code says nothing of
the script (`zh`), the characters do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from cdalign.languages import is_chinese, languages_match, normalize_tag, primary_language, script_of
from cdalign.model import Props, TranslationUnit
from cdalign.text import detect_script
from cdalign.tmx.dates import iso_of_tmx
from cdalign.tmx.elements import Attributes, Detail, Header, Unit, Variant
from cdalign.tmx.faults import TmxFault
from cdalign.tmx.inline import parse_markup

# How well a variant's tag answers what was asked; where two answer, the better one is taken, then the first.
_NO_MATCH, _BY_CHARACTERS, _BY_LANGUAGE, _BY_SCRIPT, _EXACT = range(5)

# Who made, changed and used a unit: what a conversion keeps of a unit's attributes in addition to its id and dates.
KEPT_ATTRIBUTES = frozenset(("creationid", "changeid", "usagecount", "lastusagedate"))

Pair = tuple[Variant, Variant]
_TWO = 2
_MOST_REMEMBERED = 1000  # tags; a file has a handful


class LanguageChoice:
    """A language that is asked for, and which of a unit's variants answers."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        self._tag = normalize_tag(wanted)
        self._script = script_of(wanted)
        self._rank_of = lru_cache(_MOST_REMEMBERED)(self._rank)

    def choose(self, variants: Iterable[Variant]) -> Variant | None:
        """Return the variant that answers best, or None."""
        best, best_rank = None, _NO_MATCH
        for variant in variants:
            rank = self._rank_of(variant.lang)
            if rank > best_rank and (rank != _BY_CHARACTERS or self._is_in_script(variant.text)):
                best, best_rank = variant, rank
        return best

    def needs_characters(self, tag: str) -> bool:
        """Return whether a text with this tag answers or not by its characters."""
        return self._rank_of(tag) == _BY_CHARACTERS

    def _rank(self, tag: str) -> int:
        if not languages_match(self.wanted, tag):
            return _NO_MATCH
        if normalize_tag(tag) == self._tag:
            return _EXACT
        if self._script and script_of(tag) == self._script:
            return _BY_SCRIPT
        return _BY_CHARACTERS if self._script and is_chinese(tag) else _BY_LANGUAGE

    def _is_in_script(self, text: str) -> bool:
        return detect_script(text) in ("", self._script)


class UnitPairing:
    """Which variants of a unit are its source and its target.

    A language that is not asked for is the header's source language, or the unit's first; and the first other one.
    """

    def __init__(self, header: Header, source_lang: str, target_lang: str) -> None:
        wanted = source_lang or header.source_lang
        self._source = LanguageChoice(wanted) if wanted else None
        self._target = LanguageChoice(target_lang) if target_lang else None
        self._is_source_asked = bool(source_lang)
        self.order_of: Callable[[str, str], bool | None] = lru_cache(_MOST_REMEMBERED)(self._order_of)

    def pair_of(self, unit: Unit) -> Pair | None:
        """Return the source and the target variant, or None if one is missing."""
        variants = unit.variants
        if len(variants) == _TWO:
            first, second = variants
            is_first = self.order_of(first.lang, second.lang)
            if is_first is not None:
                return (first, second) if is_first else (second, first)
        return self._choose(variants)

    def _order_of(self, first: str, second: str) -> bool | None:
        """Return whether of two texts with these tags the first is the source, or None if the tags do not decide it."""
        choices = [choice for choice in (self._source, self._target) if choice is not None]
        if any(choice.needs_characters(tag) for choice in choices for tag in (first, second)):
            return None
        variants = (Variant(first, {}, (), ""), Variant(second, {}, (), ""))
        pair = self._choose(variants)
        return None if pair is None else pair[0] is variants[0]

    def _choose(self, variants: tuple[Variant, ...]) -> Pair | None:
        first = self._source.choose(variants) if self._source else next(iter(variants), None)
        if first is None and not self._is_source_asked:
            first = next(iter(variants), None)
        if first is None:
            return None
        second = self._target.choose(variants) if self._target else _other(first, variants)
        return None if second is None or second is first else (first, second)


def _other(first: Variant, variants: tuple[Variant, ...]) -> Variant | None:
    """Return the first variant in another language, or else under another tag."""
    language = primary_language(first.lang)
    others = [variant for variant in variants if variant.lang != first.lang]
    return next((variant for variant in others if primary_language(variant.lang) != language), next(iter(others), None))


def translation_unit(unit: Unit, pair: Pair, source_lang: str, target_lang: str) -> TranslationUnit:
    """Return the pair of texts with what the file says about them; the languages are those asked for, or the file's."""
    source, target = pair
    attributes = unit.attributes
    created, changed = _dates(attributes, target) if attributes or target.attributes else ("", "")
    details = unit.details
    plain = TranslationUnit(
        source.text,
        target.text,
        source_lang or normalize_tag(source.lang),
        target_lang or normalize_tag(target.lang),
        attributes.get("tuid", ""),
        _props(details),
        _notes(details),
        created,
        changed,
        _props(source.details) if source.details else (),
        _props(target.details) if target.details else (),
    )
    return plain if _is_plain(unit, pair) else _with_the_rest(plain, unit, pair)


def _is_plain(unit: Unit, pair: Pair) -> bool:
    """Return whether neither texts nor attributes tell more than most units do."""
    source, target = pair
    return not (
        source.markup
        or target.markup
        or source.details
        or target.details
        or len(source.attributes) > 1
        or len(target.attributes) > 1
        or not KEPT_ATTRIBUTES.isdisjoint(unit.attributes)
    )


def _with_the_rest(plain: TranslationUnit, unit: Unit, pair: Pair) -> TranslationUnit:
    """Return the unit with its codes, the notes of its texts, and who made and used it."""
    source, target = pair
    # What is said of the unit counts; else what is said of its translation, which is younger than its source.
    told = {**source.attributes, **target.attributes, **unit.attributes}
    words, source_codes = parse_markup(source.markup) if source.markup else (source.text, ())
    translation, target_codes = parse_markup(target.markup) if target.markup else (target.text, ())
    return replace(
        plain,
        source=words,
        target=translation,
        source_codes=source_codes,
        target_codes=target_codes,
        source_notes=_notes(source.details),
        target_notes=_notes(target.details),
        attributes=tuple((name, told[name]) for name in sorted(KEPT_ATTRIBUTES) if told.get(name)),
    )


def _notes(details: Iterable[Detail]) -> tuple[str, ...]:
    return tuple([detail.text for detail in details if detail.name == "note"])


def _props(details: Iterable[Detail]) -> Props:
    return tuple([(detail.attributes.get("type", ""), detail.text) for detail in details if detail.name == "prop"])


def _dates(unit: Attributes, target: Variant) -> tuple[str, str]:
    created = unit.get("creationdate") or target.attributes.get("creationdate", "")
    changed = unit.get("changedate") or target.attributes.get("changedate", "")
    return (iso_of_tmx(created) if created else "", iso_of_tmx(changed) if changed else "")


def why_no_pair(unit: Unit, pair: Pair | None) -> TmxFault | None:
    """Return the fault that keeps a unit from being a pair of texts, or None."""
    if pair is None:
        languages = ", ".join(variant.lang for variant in unit.variants)
        return TmxFault("segment.one-language", f"only {languages or 'no text'}", unit.line, unit.label)
    if pair[0].text.strip() and pair[1].text.strip():
        return None
    empty = pair[1] if pair[0].text.strip() else pair[0]
    return TmxFault("segment.empty", empty.lang, unit.line, unit.label)
