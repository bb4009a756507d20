"""Which side of a pair is in which language, where a file does not say it or says it the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from cdalign.languages import ENGLISH, SIMPLIFIED, is_chinese, languages_match
from cdalign.model import TranslationUnit
from cdalign.text import contains_han

_SAMPLE_UNITS = 200
# A side is taken for Chinese if nearly all of its texts hold Han characters, and for another language if hardly any do.
_NEARLY_ALL = 0.8


def orient_units(units: Iterable[TranslationUnit], source_lang: str, target_lang: str) -> Iterator[TranslationUnit]:
    """Yield the units with each side in its language, and with the source in `source_lang` if that is asked for.

    A unit that names no languages gets those that are asked for, Chinese and English if none are; if the scripts of
    the first texts show that it is the other way round, the other way round. Without `source_lang` and `target_lang`
    the sides stay where they are.
    """
    remaining = iter(units)
    head = list(islice(remaining, _SAMPLE_UNITS))
    langs = source_lang or SIMPLIFIED, target_lang or ENGLISH
    if is_chinese(langs[0]) != is_chinese(langs[1]) and _first_is_chinese(head) is is_chinese(langs[1]):
        langs = langs[1], langs[0]
    is_asked = bool(source_lang or target_lang)
    for unit in chain(head, remaining):
        told = replace(unit, source_lang=unit.source_lang or langs[0], target_lang=unit.target_lang or langs[1])
        is_backwards = languages_match(target_lang or langs[1], told.source_lang) and languages_match(
            source_lang or langs[0], told.target_lang
        )
        yield _reversed(told) if is_asked and is_backwards else told


def _first_is_chinese(units: Sequence[TranslationUnit]) -> bool | None:
    """Say whether the sources are the Chinese side, or nothing if the scripts do not tell."""
    pairs = [(contains_han(unit.source), contains_han(unit.target)) for unit in units if unit.source and unit.target]
    firsts, seconds = (sum(side) for side in zip(*pairs, strict=True)) if pairs else (0, 0)
    for is_first, most, fewest in ((True, firsts, seconds), (False, seconds, firsts)):
        if pairs and most >= _NEARLY_ALL * len(pairs) and fewest <= (1 - _NEARLY_ALL) * len(pairs):
            return is_first
    return None


def _reversed(unit: TranslationUnit) -> TranslationUnit:
    return replace(
        unit, source=unit.target, target=unit.source, source_lang=unit.target_lang, target_lang=unit.source_lang
    )
