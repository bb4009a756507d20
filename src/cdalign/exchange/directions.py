"""The languages of the texts of a file, as the file says or by their characters, and which of them comes first.

A file of pairs has one direction. Where it names no languages its first thousand units tell them, all together: one
English name among Chinese texts turns nothing round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from cdalign.exchange.faults import ExchangeFault
from cdalign.faults import OnFault
from cdalign.languages import (
    ENGLISH,
    SIMPLIFIED,
    TRADITIONAL,
    is_chinese,
    languages_match,
    primary_language,
    script_of,
)
from cdalign.model import TranslationUnit
from cdalign.text import contains_han, count_han, detect_script

_LOOKED_AT = 1000
# Languages written with Han: their characters do not show whether they were exchanged with Chinese.
_WRITE_HAN = frozenset(("zh", "ja", "ko", "yue", "wuu", "lzh"))
_LATIN_PER_HAN = 2  # a Han character says about as much as two letters of English (3.3 counted without spaces)


def with_languages(
    units: Iterable[TranslationUnit], source_lang: str, target_lang: str, on_fault: OnFault
) -> Iterator[TranslationUnit]:
    """Yield the units in the languages and the direction that are asked for, or as the file says.

    A unit in other languages is left out and reported; so is, once each, a text that does not fit its language.
    """
    coming = iter(units)
    head = list(islice(coming, _LOOKED_AT))
    nameless = [unit for unit in head if not (unit.source_lang and unit.target_lang)]
    usual = guess_languages(nameless, source_lang, target_lang)
    for unit in chain(head, coming):
        told = _named(unit, usual)
        oriented = _oriented(told, source_lang, target_lang)
        if oriented is None:
            detail = f"{told.source_lang} and {told.target_lang}"
            on_fault(ExchangeFault("unit.languages", detail, unit=unit.id))
            continue
        if fault := mismatch(oriented):
            on_fault(fault)
        yield oriented


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of texts without a language."""

    source: str
    target: str


def guess_languages(units: Sequence[TranslationUnit], source_lang: str, target_lang: str) -> Languages:
    """Return the languages of units without any, by their characters and by the languages asked for."""
    source = _language_of(unit.source for unit in units)
    target = _language_of(unit.target for unit in units)
    is_told = is_chinese(source) != is_chinese(target)
    is_half_named = any(unit.source_lang or unit.target_lang for unit in units)
    if not source_lang and not target_lang:
        return Languages(source, target) if is_told or is_half_named else Languages(SIMPLIFIED, ENGLISH)
    asked = Languages(source_lang or _counterpart(target_lang), target_lang or _counterpart(source_lang))
    # The characters show which column is which; the caller says which of the two comes first.
    if is_told and is_chinese(asked.source) is is_chinese(target) and is_chinese(asked.target) is is_chinese(source):
        return Languages(asked.target, asked.source)
    return asked


def _counterpart(lang: str) -> str:
    return ENGLISH if is_chinese(lang) else SIMPLIFIED


def _language_of(texts: Iterable[str]) -> str:
    sample = "\n".join(texts)
    if not _is_mostly_han(sample):
        return ENGLISH
    return TRADITIONAL if detect_script(sample) == "Hant" else SIMPLIFIED


def _is_mostly_han(text: str) -> bool:
    han = count_han(text)
    return han > 0 and han * _LATIN_PER_HAN >= sum(char.isalpha() for char in text) - han


def _named(unit: TranslationUnit, usual: Languages) -> TranslationUnit:
    if unit.source_lang and unit.target_lang:
        return unit
    return replace(unit, source_lang=unit.source_lang or usual.source, target_lang=unit.target_lang or usual.target)


def _oriented(unit: TranslationUnit, source_lang: str, target_lang: str) -> TranslationUnit | None:
    """Return the unit in the direction and with the language tags asked for, or None if it is in other languages."""
    source, target = source_lang or unit.source_lang, target_lang or unit.target_lang
    if _answers(source, unit.source_lang, unit.source) and _answers(target, unit.target_lang, unit.target):
        if (source, target) == (unit.source_lang, unit.target_lang):
            return unit
        return replace(unit, source_lang=source, target_lang=target)
    turned = exchange_sides(unit)
    source, target = source_lang or turned.source_lang, target_lang or turned.target_lang
    if _answers(source, turned.source_lang, turned.source) and _answers(target, turned.target_lang, turned.target):
        return replace(turned, source_lang=source, target_lang=target)
    return None


def _answers(wanted: str, found: str, text: str) -> bool:
    """Return whether a text is in a language. If only its characters show the script, they decide."""
    if not languages_match(wanted, found):
        return False
    script = script_of(wanted)
    return not script or bool(script_of(found)) or detect_script(text) in ("", script)


def exchange_sides(unit: TranslationUnit) -> TranslationUnit:
    """Return the unit with its translation as the source."""
    return replace(
        unit,
        source=unit.target,
        target=unit.source,
        source_lang=unit.target_lang,
        target_lang=unit.source_lang,
        source_props=unit.target_props,
        target_props=unit.source_props,
        source_codes=unit.target_codes,
        target_codes=unit.source_codes,
        source_notes=unit.target_notes,
        target_notes=unit.source_notes,
    )


def watch_languages(units: Iterable[TranslationUnit], on_fault: OnFault) -> Iterator[TranslationUnit]:
    """Yield the units, and report those whose texts do not fit their languages."""
    for unit in units:
        if fault := mismatch(unit):
            on_fault(fault)
        yield unit


def mismatch(unit: TranslationUnit) -> ExchangeFault | None:
    """Return the fault of a unit whose Chinese text is on the other side, or None."""
    source, target = unit.source, unit.target
    if is_chinese(unit.source_lang) == is_chinese(unit.target_lang):
        return None
    chinese, other = (source, target) if is_chinese(unit.source_lang) else (target, source)
    other_lang = unit.target_lang if is_chinese(unit.source_lang) else unit.source_lang
    # Usually the Chinese text has Han and the other one is ASCII. Only other texts are looked at closely.
    if other.isascii() or primary_language(other_lang) in _WRITE_HAN:
        return None
    if contains_han(chinese) or not _is_mostly_han(other):
        return None
    return ExchangeFault("language.mismatch", f"{other_lang}: {other[:40]}", unit=unit.id)
