"""Units on their way into the store: what is worked out of each, and what makes two of them the same."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, islice
from typing import TYPE_CHECKING

from cdalign.memory.forms import exact_key
from cdalign.memory.records import NewUnit, render_details, render_json
from cdalign.model import TranslationUnit
from cdalign.text import compact

if TYPE_CHECKING:
    from cdalign.memory.bulk_forms import BulkForms

# Where other tools write the texts that come before and after a unit (vendors' import guides).
_BEFORE = frozenset(("x-context-pre", "context_prev", "x-previous-source-text"))
_AFTER = frozenset(("x-context-post", "context_next", "x-next-source-text"))
_SEG = re.compile(r"^<seg>(.*)</seg>$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Batch:
    """Units that go into the store in one transaction, and the forms of their texts: source and target in turn."""

    units: list[NewUnit]
    forms: BulkForms


def prepare(units: Iterable[TranslationUnit], size: int) -> Iterator[Batch]:
    """Yield the units in batches, ready for the store, each with its neighbours of the same document."""
    coming = iter(units)
    before: _Neighbour | None = None
    batch = list(islice(coming, size))
    while batch:
        following = next(coming, None)
        prepared, before = _work_out(batch, before, following)
        yield prepared
        batch = [] if following is None else [following, *islice(coming, size - 1)]


# The document of a unit, and the key of its source text: what those next to it must know of it.
_Neighbour = tuple[str, int]


def _work_out(
    units: Sequence[TranslationUnit], before: _Neighbour | None, after: TranslationUnit | None
) -> tuple[Batch, _Neighbour | None]:
    """Return a batch with all that is worked out of it, and its last unit as the neighbour of the next."""
    from cdalign.memory.bulk_forms import make_bulk_forms

    forms = make_bulk_forms(list(chain.from_iterable((unit.source, unit.target) for unit in units)))
    documents = [unit.prop("x-document") for unit in units]
    row: list[_Neighbour | None] = [before, *zip(documents, map(exact_key, forms.compact[::2]), strict=True)]
    row.append((after.prop("x-document"), exact_key(compact(after.source))) if after else None)
    words = zip(forms.words[::2], forms.words[1::2], strict=True)
    news = [
        NewUnit(unit, identity_of(unit), texts, *_context(unit, place, row[index], row[index + 2]))
        for index, (unit, texts, place) in enumerate(zip(units, words, documents, strict=True))
    ]
    return Batch(news, forms), row[-2]


def _context(
    unit: TranslationUnit, document: str, before: _Neighbour | None, after: _Neighbour | None
) -> tuple[int | None, int | None]:
    """Return the keys of the texts next to a unit: those that its props tell, or those of its document."""
    told = (_context_key(unit, _BEFORE), _context_key(unit, _AFTER)) if unit.source_props else (None, None)
    return (
        before[1] if told[0] is None and before is not None and before[0] == document else told[0],
        after[1] if told[1] is None and after is not None and after[0] == document else told[1],
    )


def _context_key(unit: TranslationUnit, kinds: frozenset[str]) -> int | None:
    for kind, value in unit.source_props:
        if kind in kinds:
            whole = _SEG.match(value)
            return exact_key(compact(html.unescape(whole.group(1)) if whole else value))
    return None


def identity_of(unit: TranslationUnit) -> int:
    """Return 64 bits, signed, that are the same for the same unit.

    A unit with an id is the same where its texts with their codes, its languages and their props are; one without,
    where all of it is.
    Of a million units, two different ones have the same 64 bits in one memory of 4 * 10^7.
    """
    told: tuple[object, ...] = (unit.source_props, unit.target_props)
    if not unit.id:
        told = render_details(unit), unit.created, unit.changed
    elif unit.source_codes or unit.target_codes:
        told = *told, render_json([unit.source_codes, unit.target_codes])
    parts = (unit.source_lang, unit.target_lang, unit.id, unit.source, unit.target, str(told) if any(told) else "")
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
