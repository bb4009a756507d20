"""A memory as it occurs, or as pairs of texts in the languages asked for: streaming, tolerant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cdalign.errors import ReadError
from cdalign.faults import OnFault, ignore_fault
from cdalign.model import TranslationUnit
from cdalign.tmx.elements import Header, Texts, Unit
from cdalign.tmx.events import read_brief_events, read_events
from cdalign.tmx.faults import TmxFault
from cdalign.tmx.handlers import Event
from cdalign.tmx.pairing import Pair, UnitPairing, translation_unit, why_no_pair
from cdalign.tmx.scanning import OrderOf


def read_tmx(path: str | Path, *, on_fault: OnFault = ignore_fault) -> tuple[Header, Iterator[Unit]]:
    """Read a TMX file as it occurs: its header, and an iterator over its units in constant memory.

    Plain or gzipped, any encoding, TMX 1.1–1.4b; what had to be tolerated goes to `on_fault` as it is met.

    Raises:
        ReadError: not TMX, not readable, or (from the iterator) broken off.
    """
    events = read_events(path)
    header = _take_header(path, events, on_fault)
    return header, _units_only(events, on_fault)


def read_units(
    path: str | Path, source_lang: str = "", target_lang: str = "", *, on_fault: OnFault = ignore_fault
) -> Iterator[TranslationUnit]:
    """Read the pairs of texts of a TMX file in two languages, in order and in constant memory.

    Without languages they are the header's source language and each unit's first other one. A unit that lacks one
    of them, or whose text is empty, is left out and reported. Inline codes are left out of the texts.

    Raises:
        ReadError: not TMX, not readable, or broken off.
    """
    events = read_events(path)
    header = _take_header(path, events, on_fault)
    pairing = UnitPairing(header, source_lang, target_lang)
    for unit in _units_only(events, on_fault):
        pair = _sound_pair(unit, pairing, on_fault)
        if pair is not None:
            yield translation_unit(unit, pair, source_lang, target_lang)


def read_texts(
    path: str | Path, source_lang: str = "", target_lang: str = "", *, on_fault: OnFault = ignore_fault
) -> Iterator[Texts]:
    """Read only the words of a memory: source text and target text of each pair that `read_units` would give.

    Raises:
        ReadError: not TMX, not readable, or broken off.
    """

    def order_of(header: Header) -> OrderOf:
        return UnitPairing(header, source_lang, target_lang).order_of

    events = read_brief_events(path, order_of)
    header = _take_header(path, events, on_fault)
    pairing = UnitPairing(header, source_lang, target_lang)
    for event in events:
        if type(event) is Texts:
            yield event
        elif isinstance(event, Unit):
            pair = _sound_pair(event, pairing, on_fault)
            if pair is not None:
                yield Texts(pair[0].text, pair[1].text)
        else:
            assert isinstance(event, TmxFault)
            on_fault(event)


def _sound_pair(unit: Unit, pairing: UnitPairing, on_fault: OnFault) -> Pair | None:
    """Return the pair of texts of a unit if neither is empty; report a unit without such a pair."""
    pair = pairing.pair_of(unit)
    if pair is not None and pair[0].text.strip() and pair[1].text.strip():
        return pair
    if fault := why_no_pair(unit, pair):
        on_fault(fault)
    return None


def _take_header(path: str | Path, events: Iterator[Event | Texts], on_fault: OnFault) -> Header:
    for event in events:
        if isinstance(event, Header):
            return event
        if isinstance(event, TmxFault):
            on_fault(event)
    raise ReadError("is a TMX file without header and body", path=path, advice="export it again")


def _units_only(events: Iterable[Event], on_fault: OnFault) -> Iterator[Unit]:
    for event in events:
        if isinstance(event, Unit):
            yield event
        else:
            assert isinstance(event, TmxFault)
            on_fault(event)
