"""A memory as it stands, or as pairs of texts in the languages asked for: streaming, tolerant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from cdalign.errors import ReadError
from cdalign.faults import OnFault, ignore_fault
from cdalign.model import TranslationUnit
from cdalign.tmx.elements import Header, Unit
from cdalign.tmx.events import read_batches
from cdalign.tmx.faults import Fault
from cdalign.tmx.pairing import make_pairing, translation_unit, why_no_pair
from cdalign.tmx.parsing import Event


def read_tmx(path: str | Path, *, on_fault: OnFault = ignore_fault) -> tuple[Header, Iterator[Unit]]:
    """Read a TMX file as it stands: its header, and an iterator over its units in constant memory.

    Plain or gzipped, any encoding, TMX 1.1–1.4b; what had to be tolerated goes to `on_fault` as it is met.

    Raises:
        ReadError: not TMX, not readable, or (from the iterator) broken off.
    """
    header, batches = _header_and_batches(path, on_fault)
    return header, chain.from_iterable(batches)


def read_units(
    path: str | Path, source_lang: str = "", target_lang: str = "", *, on_fault: OnFault = ignore_fault
) -> Iterator[TranslationUnit]:
    """Read the pairs of texts of a TMX file in two languages, in order and in constant memory.

    Without languages they are the header's source language and each unit's first other one. A unit that lacks one
    of them, or whose text is empty, is left out and reported. Inline codes are left out of the texts.

    Raises:
        ReadError: not TMX, not readable, or broken off.
    """
    header, batches = _header_and_batches(path, on_fault)
    pair_of = make_pairing(header, source_lang, target_lang)
    for units in batches:
        for unit in units:
            pair = pair_of(unit)
            if pair is not None and pair[0].text.strip() and pair[1].text.strip():
                yield translation_unit(unit, pair, source_lang, target_lang)
            elif fault := why_no_pair(unit, pair):
                on_fault(fault)


def read_texts(
    path: str | Path, source_lang: str = "", target_lang: str = "", *, on_fault: OnFault = ignore_fault
) -> Iterator[tuple[str, str]]:
    """Read only the words of a memory: source text and target text of each pair that `read_units` would give.

    Raises:
        ReadError: not TMX, not readable, or broken off.
    """
    header, batches = _header_and_batches(path, on_fault, texts_only=True)
    pair_of = make_pairing(header, source_lang, target_lang)
    for units in batches:
        for unit in units:
            pair = pair_of(unit)
            if pair is not None and (source := pair[0].text).strip() and (target := pair[1].text).strip():
                yield source, target
            elif fault := why_no_pair(unit, pair):
                on_fault(fault)


def _header_and_batches(
    path: str | Path, on_fault: OnFault, *, texts_only: bool = False
) -> tuple[Header, Iterator[list[Unit]]]:
    batches = read_batches(path, texts_only=texts_only)
    for batch in batches:
        for place, event in enumerate(batch):
            if isinstance(event, Header):
                return event, _units_only(chain((batch[place + 1 :],), batches), on_fault)
            if isinstance(event, Fault):
                on_fault(event)
    raise ReadError("is a TMX file without header and body", path=path, advice="export it again")


def _units_only(batches: Iterable[list[Event]], on_fault: OnFault) -> Iterator[list[Unit]]:
    for batch in batches:
        units: list[Unit] = []
        for event in batch:
            if event.__class__ is Unit:
                units.append(event)
            else:
                assert isinstance(event, Fault)
                on_fault(event)
        yield units
