"""A memory in Traditional characters, made of one in Simplified ones with OpenCC, and marked as converted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cdalign.errors import UsageError
from cdalign.inline import change_runs
from cdalign.languages import is_chinese
from cdalign.messages import say
from cdalign.model import TranslationUnit
from cdalign.tmx.traditional import TraditionalScript

# Character configurations only: the phrase ones (s2twp) also change words, and a memory must keep its words.
_CONFIGURATIONS = {"zh-TW": "s2tw", "zh-HK": "s2hk"}
CONVERTED_PROP = "x-converted"


def traditional_edition(units: Iterable[TranslationUnit], code: str) -> Iterator[TranslationUnit]:
    """Yield the units with their Chinese side in the characters of Taiwan (`zh-TW`) or Hong Kong (`zh-HK`).

    Raises:
        UsageError: another code.
    """
    if code not in _CONFIGURATIONS:
        raise UsageError(
            say("no Traditional edition for {code}", code=code),
            advice=say("choose {names}", names=" or ".join(_CONFIGURATIONS)),
        )
    convert = TraditionalScript(_CONFIGURATIONS[code]).convert
    mark = (CONVERTED_PROP, f"OpenCC {_CONFIGURATIONS[code]}")
    for unit in units:
        props = (*unit.props, mark)
        if is_chinese(unit.source_lang):
            source, codes = change_runs(unit.source, unit.source_codes, convert)
            yield replace(unit, source=source, source_codes=codes, source_lang=code, props=props)
        elif is_chinese(unit.target_lang):
            target, codes = change_runs(unit.target, unit.target_codes, convert)
            yield replace(unit, target=target, target_codes=codes, target_lang=code, props=props)
        else:
            yield unit
