"""Whether a unit's texts can do their work in a memory: languages, white space, repetitions, sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from cdalign.languages import is_chinese, normalize_tag, primary_language, script_of
from cdalign.segmentation import split_sentences
from cdalign.text import detect_script
from cdalign.tmx.dates import is_tmx_date
from cdalign.tmx.elements import Header, Unit, Variant
from cdalign.tmx.faults import TmxFault
from cdalign.tmx.grammar import inline_pairs
from cdalign.tmx.omegat import holds_inline_text

_ODD_SPACE = re.compile(r"^\s|\s$|[^\S\u3000]{2}|[\t\n\r]")
_NO_BREAK_SPACE = re.compile("[\u00a0\u202f\u2007]")
# Splitting costs ten times this look for a mark with more text after it.
_INNER_STOP = re.compile(r"[.!?…。！？；;:：\t].*\w")
_DATE_ATTRIBUTES = ("creationdate", "changedate", "lastusagedate")
_THREE_LETTERS = 3


class HealthCheck:
    """Checks unit after unit; remembers what was there before, to find repetitions and conflicts."""

    def __init__(self, header: Header) -> None:
        self._segtype = header.attributes.get("segtype", "sentence")
        self._targets: dict[int, int] = {}

    def check(self, unit: Unit, pair: tuple[Variant, Variant] | None) -> Iterator[TmxFault]:
        """Yield the faults of a unit, the pair being the texts that are wanted of it."""
        for fault in self._check(unit, pair):
            yield replace(fault, line=unit.line, unit=unit.label)

    def _check(self, unit: Unit, pair: tuple[Variant, Variant] | None) -> Iterator[TmxFault]:
        yield from _check_stamps(unit)
        yield from _check_languages(unit)
        for variant in unit.variants:
            yield from _check_text(variant)
        if pair is None:
            yield TmxFault("segment.one-language", ", ".join(variant.lang for variant in unit.variants))
            return
        yield from self._check_repetition(*pair)
        yield from self._check_sentences(*pair)

    def _check_repetition(self, source: Variant, target: Variant) -> Iterator[TmxFault]:
        if not source.text.strip() or not target.text.strip():
            return
        key, value = hash(source.text), hash(target.text)
        before = self._targets.setdefault(key, value)
        if before != value:
            yield TmxFault("segment.conflict", source.text[:60])
        elif key in self._targets and self._is_repeated(key, value):
            yield TmxFault("segment.duplicate", source.text[:60])

    def _is_repeated(self, key: int, value: int) -> bool:
        """Return whether the pair was met before; marks it as met."""
        mark = hash((key, value, "met"))
        if mark in self._targets:
            return True
        self._targets[mark] = value
        return False

    def _check_sentences(self, source: Variant, target: Variant) -> Iterator[TmxFault]:
        of_source = _count_sentences(source)
        if self._segtype == "paragraph":
            of_target = _count_sentences(target)
            if of_source != of_target:
                yield TmxFault("segment.uneven-paragraph", f"{of_source} and {of_target} sentences")
        elif of_source > 1:
            yield TmxFault("segment.several-sentences", f"{of_source} sentences")


def _count_sentences(variant: Variant) -> int:
    return len(split_sentences(variant.text, variant.lang)) if _INNER_STOP.search(variant.text) else 1


def _check_stamps(unit: Unit) -> Iterator[TmxFault]:
    for attributes in (unit.attributes, *(variant.attributes for variant in unit.variants)):
        if not attributes:
            continue
        for name in _DATE_ATTRIBUTES:
            date = attributes.get(name)
            if date is not None and not is_tmx_date(date):
                yield TmxFault("attribute.date", f'{name}="{date}"')
        count = attributes.get("usagecount")
        if count is not None and not count.isdecimal():
            yield TmxFault("attribute.number", f'usagecount="{count}"')


def _check_languages(unit: Unit) -> Iterator[TmxFault]:
    tags = [normalize_tag(variant.lang) for variant in unit.variants]
    for before, tag in pairwise(sorted(tags)):
        if before == tag and tag:
            yield TmxFault("lang.repeated", tag)
    for variant in unit.variants:
        head = variant.lang.split("-")[0]
        if len(head) >= _THREE_LETTERS and "_" not in head and primary_language(variant.lang) != head.lower():
            yield TmxFault("lang.three-letter", variant.lang)
        script = script_of(variant.lang) if is_chinese(variant.lang) else ""
        if script and detect_script(variant.text) not in ("", script):
            yield TmxFault("lang.script", variant.lang)


def _check_text(variant: Variant) -> Iterator[TmxFault]:
    text = variant.text
    if not text or text.isspace():
        if variant.has_segment:
            yield TmxFault("segment.empty", variant.lang)
        return
    if _ODD_SPACE.search(text):
        yield TmxFault("segment.white-space", f"{variant.lang} {text[:40]!r}")
    if _NO_BREAK_SPACE.search(text):
        yield TmxFault("segment.no-break-space", f"{variant.lang} {text[:40]!r}")
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        yield TmxFault("segment.not-nfc", variant.lang)
    if variant.markup:
        yield from _check_inline(variant)


def _check_inline(variant: Variant) -> Iterator[TmxFault]:
    openings, closings = inline_pairs(variant.markup)
    if sorted(openings) != sorted(closings) or len(set(openings)) != len(openings):
        yield TmxFault("inline.unbalanced", f"bpt {','.join(openings)}; ept {','.join(closings)}")
    if holds_inline_text(variant):
        yield TmxFault("inline.text", variant.lang)
