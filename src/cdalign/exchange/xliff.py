"""XLIFF 1.2 for review in any translation tool: accept, reject, edit; unchanged where nothing was touched.

A trans-unit bears the id of its unit. Confirmed units go out approved and final, the others as
needs-review-translation (OASIS XLIFF 1.2, 2.3). Units are fixed: splitting and merging want a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cdalign.atomic import open_whole
from cdalign.errors import ReadError
from cdalign.exchange.tables import Row
from cdalign.markup import escape_attribute, escape_text
from cdalign.model import TranslationUnit
from cdalign.tmx.writing import DEFAULT_CODES, write_lines

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_TAG = f"{{{_NAMESPACE}}}"
_CONFIRMED, _PENDING = "final", "needs-review-translation"
# States by which tools say that a person has accepted the translation (LILT's and Wordbee's guides).
_ACCEPTED_STATES = frozenset(("final", "signed-off", "translated"))
_CONTEXTS = (("x-document", "x-document"), ("x-paragraph", "x-paragraph"))


def write_xliff(path: str | Path, units: Iterable[TranslationUnit], *, original: str, langs: tuple[str, str]) -> int:
    """Write units as XLIFF 1.2, whole or not at all, and give their number; units need ids (`with_stable_ids`).

    Raises:
        WriteError: the file cannot be written there.
    """
    counting = _Counting(units)
    with open_whole(path) as stream:
        write_lines(stream, render_xliff(counting, original=original, langs=langs))
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


def render_xliff(units: Iterable[TranslationUnit], *, original: str, langs: tuple[str, str]) -> Iterator[str]:
    """Give the lines of an XLIFF 1.2 file."""
    source, target = (escape_attribute(DEFAULT_CODES.get(lang, lang)) for lang in langs)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<xliff version="1.2" xmlns="{_NAMESPACE}">\n'
    yield f'<file original="{escape_attribute(original)}" source-language="{source}" '
    yield f'target-language="{target}" datatype="plaintext">\n<body>\n'
    for unit in units:
        yield _render_unit(unit)
    yield "</body>\n</file>\n</xliff>\n"


def _render_unit(unit: TranslationUnit) -> str:
    is_confirmed = unit.prop("x-review") == "confirmed"
    approved, state = ("yes", _CONFIRMED) if is_confirmed else ("no", _PENDING)
    contexts = "".join(
        f'<context context-type="{kind}">{escape_text(unit.prop(prop))}</context>'
        for prop, kind in _CONTEXTS
        if unit.prop(prop)
    )
    group = f'<context-group name="cdalign" purpose="information">{contexts}</context-group>' if contexts else ""
    notes = "".join(f'<note from="cdalign">{escape_text(note)}</note>' for note in unit.notes)
    return (
        f'<trans-unit id="{escape_attribute(unit.id)}" approved="{approved}" xml:space="preserve">\n'
        f"<source>{escape_text(unit.source)}</source>\n"
        f'<target state="{state}">{escape_text(unit.target)}</target>\n'
        f"{group}{notes}</trans-unit>\n"
    )


def read_xliff(path: str | Path) -> Iterator[Row]:
    """Read the trans-units of an XLIFF 1.2 file as rows: id, status, source, target; streaming.

    Raises:
        ReadError: no XLIFF 1.2, or not readable.
    """
    from lxml import etree

    options = {"resolve_entities": False, "load_dtd": False, "no_network": True}
    try:
        for _, element in etree.iterparse(str(path), tag=f"{_TAG}trans-unit", **options):
            yield _row(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (OSError, etree.XMLSyntaxError) as error:
        raise ReadError(
            f"cannot be read as XLIFF ({error})", path=path, advice="export it again as XLIFF 1.2"
        ) from error


def _row(element: Any) -> Row:
    source, target = element.find(f"{_TAG}source"), element.find(f"{_TAG}target")
    state = "" if target is None else target.get("state", "")
    is_accepted = element.get("approved") == "yes" or state in _ACCEPTED_STATES
    cells = {
        "id": element.get("id", ""),
        "status": "confirmed" if is_accepted else "automatic",
        "source": _words(source),
        "target": _words(target),
    }
    for context in element.iter(f"{_TAG}context"):
        cells[context.get("context-type", "")] = _words(context)
    cells["note"] = " | ".join(_words(note) for note in element.iterchildren(f"{_TAG}note"))
    return Row(element.sourceline or 0, cells)


def _words(element: Any) -> str:
    return "" if element is None else "".join(element.itertext())
