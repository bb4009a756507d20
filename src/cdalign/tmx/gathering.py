"""Several memories as one: their units one after the other, under one header that is valid TMX 1.4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cdalign.faults import OnPlacedFault, ignore_placed_fault
from cdalign.languages import normalize_tag
from cdalign.tmx.elements import Header, Unit
from cdalign.tmx.reading import read_tmx

_ALL_LANGUAGES = "*all*"


class Placed(NamedTuple):
    """A unit and the file it occurs in."""

    path: str
    unit: Unit


class Gathered(NamedTuple):
    """Several memories as one; the units can be gone through once."""

    header: Header
    units: Iterator[Placed]


def gather_memories(paths: Sequence[str | Path], *, on_fault: OnPlacedFault = ignore_placed_fault) -> Gathered:
    """Return the units of several memories in the order of the files, streaming.

    The header is that of the first file. Where source languages differ it says `*all*`, and each unit its own.

    Raises:
        ReadError: a file is not TMX or cannot be read.
    """
    headers = [read_tmx(path)[0] for path in paths]
    header = headers[0]
    is_mixed = len({normalize_tag(other.source_lang) for other in headers}) > 1
    if is_mixed:
        header = header._replace(attributes={**header.attributes, "srclang": _ALL_LANGUAGES})
    return Gathered(header, _placed_units(paths, is_mixed=is_mixed, on_fault=on_fault))


def _placed_units(paths: Sequence[str | Path], *, is_mixed: bool, on_fault: OnPlacedFault) -> Iterator[Placed]:
    for path in paths:
        header, units = read_tmx(path, on_fault=partial(on_fault, path))
        source = header.attributes.get("srclang", "") if is_mixed else ""
        for unit in units:
            if source and "srclang" not in unit.attributes:
                unit = unit._replace(attributes={**unit.attributes, "srclang": source})
            yield Placed(str(path), unit)
