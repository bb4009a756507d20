"""A memory in Traditional characters, made of one in Simplified ones with OpenCC, and marked as converted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cdalign.errors import UsageError
from cdalign.languages import is_chinese
from cdalign.model import TranslationUnit

# Character configurations only: the phrase ones (s2twp) also change words, and a memory must keep its words.
_CONFIGURATIONS = {"zh-TW": "s2tw", "zh-HK": "s2hk"}
CONVERTED_PROP = "x-converted"


def traditional_edition(units: Iterable[TranslationUnit], code: str) -> Iterator[TranslationUnit]:
    """Give the units with their Chinese side in the characters of Taiwan (`zh-TW`) or Hong Kong (`zh-HK`).

    Raises:
        UsageError: another code.
    """
    import opencc

    if code not in _CONFIGURATIONS:
        raise UsageError(f"no Traditional edition for {code}", advice=f"choose {' or '.join(_CONFIGURATIONS)}")
    converter = opencc.OpenCC(_CONFIGURATIONS[code])
    mark = (CONVERTED_PROP, f"OpenCC {_CONFIGURATIONS[code]}")
    for unit in units:
        props = (*unit.props, mark)
        if is_chinese(unit.source_lang):
            yield replace(unit, source=converter.convert(unit.source), source_lang=code, props=props)
        elif is_chinese(unit.target_lang):
            yield replace(unit, target=converter.convert(unit.target), target_lang=code, props=props)
        else:
            yield unit
