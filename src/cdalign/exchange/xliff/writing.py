"""XLIFF 1.2 for review in any translation tool: accept, reject, edit; unchanged if nothing was touched.

A trans-unit has the id of its unit. Confirmed units go out approved and final, the others as
needs-review-translation (OASIS XLIFF 1.2, 2.3), locked ones as not to be translated. Units are fixed: splitting and
merging want a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from cdalign.atomic import open_whole
from cdalign.exchange.facts import facts_of, review_of
from cdalign.exchange.xliff.inline import render_codes
from cdalign.exchange.xliff.states import CONFIRMED, LOCKED, PENDING
from cdalign.inline import shared_ids
from cdalign.languages import ENGLISH, SIMPLIFIED
from cdalign.markup import escape_attribute, escape_text
from cdalign.model import REVIEW_PROP, TranslationUnit
from cdalign.tmx.writing import DEFAULT_CODES, write_lines

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
# Of a part of the text only, so no translation of it (XLIFF 1.2, 2.3, alttranstype).
_REFERENCE = "reference"
_FINAL, _NEEDS_REVIEW = "final", "needs-review-translation"


@dataclass(frozen=True, slots=True)
class PartMatch:
    """A part of a text that was translated before: its words there, the words that render them, and where they are."""

    source: str
    target: str
    origin: str


# By the id of the unit.
PartMatches = Mapping[str, Sequence[PartMatch]]


def write_xliff(
    path: str | Path,
    units: Iterable[TranslationUnit],
    *,
    original: str,
    codes: Mapping[str, str] = DEFAULT_CODES,
    parts: PartMatches | None = None,
) -> int:
    """Write units as XLIFF 1.2, whole or not at all, and give their number; units need ids (`with_stable_ids`).

    The `parts` of a unit that were translated before become its `alt-trans` elements.

    Raises:
        WriteError: the file cannot be written there.
    """
    counting = _Counting(units)
    with open_whole(path) as stream:
        write_lines(stream, render_xliff(counting, original=original, codes=codes, parts=parts))
    return counting.count


class _Counting:
    """Units that count themselves as they are gone through."""

    def __init__(self, units: Iterable[TranslationUnit]) -> None:
        self._units = units
        self.count = 0

    def __iter__(self) -> Iterator[TranslationUnit]:
        for unit in self._units:
            self.count += 1
            yield unit


def render_xliff(
    units: Iterable[TranslationUnit],
    *,
    original: str,
    codes: Mapping[str, str] = DEFAULT_CODES,
    parts: PartMatches | None = None,
) -> Iterator[str]:
    """Yield the lines of an XLIFF 1.2 file, in which each pair of languages is a `file` of its own."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<xliff version="1.2" xmlns="{_NAMESPACE}">\n'
    is_empty = True
    for languages, group in groupby(units, key=lambda unit: (unit.source_lang, unit.target_lang)):
        is_empty = False
        yield _opening(original, *languages, codes)
        yield from (_render_unit(unit, (parts or {}).get(unit.id, ())) for unit in group)
        yield "</body>\n</file>\n"
    if is_empty:
        yield f"{_opening(original, SIMPLIFIED, ENGLISH, codes)}</body>\n</file>\n"
    yield "</xliff>\n"


def _opening(original: str, source_lang: str, target_lang: str, codes: Mapping[str, str]) -> str:
    source, target = (escape_attribute(codes.get(lang, lang)) for lang in (source_lang, target_lang))
    return (
        f'<file original="{escape_attribute(original)}" source-language="{source}" '
        f'target-language="{target}" datatype="plaintext">\n<body>\n'
    )


def _render_unit(unit: TranslationUnit, parts: Sequence[PartMatch]) -> str:
    review = review_of(unit, PENDING)
    approved, state = ("yes", _FINAL) if review == CONFIRMED else ("no", _NEEDS_REVIEW)
    source_codes, target_codes = shared_ids(unit.source_codes, unit.target_codes)
    locked = ' translate="no"' if unit.prop(LOCKED) == "yes" else ""
    # An untranslated text has no target: an empty one would be an empty translation.
    target = f'<target state="{state}">{render_codes(unit.target, target_codes)}</target>\n' if unit.target else ""
    return (
        f'<trans-unit id="{escape_attribute(unit.id)}" approved="{approved}"{locked} xml:space="preserve">\n'
        f"<source>{render_codes(unit.source, source_codes)}</source>\n"
        f"{target}{_contexts(unit, review)}{_notes(unit)}{''.join(map(_render_part, parts))}</trans-unit>\n"
    )


def _render_part(part: PartMatch) -> str:
    return (
        f'<alt-trans alttranstype="{_REFERENCE}" origin="{escape_attribute(part.origin)}">'
        f"<source>{escape_text(part.source)}</source><target>{escape_text(part.target)}</target></alt-trans>\n"
    )


def _contexts(unit: TranslationUnit, review: str) -> str:
    """Return what the unit says in addition to its texts, each fact in a context of its own."""
    facts = [fact for fact in facts_of(unit) if fact[0] != LOCKED]
    if review not in (CONFIRMED, PENDING):
        facts.append((REVIEW_PROP, review))
    contexts = "".join(
        f'<context context-type="{escape_attribute(_context_type(name))}">{escape_text(value)}</context>'
        for name, value in facts
    )
    return f'<context-group name="cdalign" purpose="information">{contexts}</context-group>' if contexts else ""


def _context_type(name: str) -> str:
    """Return the type of a context: one that XLIFF does not have itself begins with x- (1.2, 2.3)."""
    return name if name.startswith("x-") else f"x-fact-{name}"


def _notes(unit: TranslationUnit) -> str:
    about = (("", unit.notes), (' annotates="source"', unit.source_notes), (' annotates="target"', unit.target_notes))
    return "".join(
        f'<note from="cdalign"{attribute}>{escape_text(note)}</note>' for attribute, notes in about for note in notes
    )
