"""A termbase as JSON: `{"title": …, "concepts": [{"id": …, "terms": [{"text": …, "lang": …}]}]}`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any

from cdalign.errors import ReadError
from cdalign.model import ConceptEntry, Term, Termbase
from cdalign.notations import load_json
from cdalign.terminology.gathering import gather_concepts
from cdalign.terminology.records import TermbaseReading, TermRecord
from cdalign.terminology.sheets import name_concept


def render_json(termbase: Termbase) -> Iterator[str]:
    """Yield the pieces of the JSON text, one concept a line; what has its usual value is left out."""
    yield f'{{"title": {json.dumps(termbase.title, ensure_ascii=False)}, "concepts": ['
    for index, entry in enumerate(termbase.entries):
        yield (",\n" if index else "\n") + json.dumps(concept_value(entry), ensure_ascii=False)
    yield "\n]}\n"


def concept_value(entry: ConceptEntry) -> dict[str, Any]:
    """Return a concept as JSON has it."""
    return {**_said(entry, leave_out=("terms",)), "terms": [_said(term) for term in entry.terms]}


def _said(value: ConceptEntry | Term, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        field.name: getattr(value, field.name)
        for field in fields(value)
        if field.name not in leave_out and (field.default is MISSING or getattr(value, field.name) != field.default)
    }


def parse_json(text: str, *, path: str = "") -> TermbaseReading:
    """Return the reading of a JSON termbase as `render_json` writes it; a bare list of concepts will do.

    Raises:
        ReadError: it is not JSON, or not of this shape.
    """
    value = load_json(text, path=path, advice="export it again")
    title = value.get("title", "") if isinstance(value, dict) else ""
    concepts = value.get("concepts") if isinstance(value, dict) else value
    if not isinstance(concepts, list) or not all(isinstance(concept, dict) for concept in concepts):
        raise ReadError(
            "is JSON, but no termbase", path=path, advice='write {"concepts": [{"id": "…", "terms": [{"text": "…"}]}]}'
        )
    records = (record for index, concept in enumerate(concepts, 1) for record in _records(concept, index))
    return gather_concepts(records, str(title))


def _records(concept: dict[str, Any], index: int) -> Iterator[TermRecord]:
    head = TermRecord(
        name_concept(_words(concept.get("id")) or f"c{index}"),
        subject=_words(concept.get("subject")),
        definition=_words(concept.get("definition")),
        definition_source=_words(concept.get("definition_source")),
        concept_note=_words(concept.get("note")),
        see_also=_words(concept.get("see_also")),
    )
    terms = concept.get("terms")
    usable = [term for term in terms if isinstance(term, dict)] if isinstance(terms, list) else []
    if not usable:
        yield head
    for term in usable:
        yield head._replace(
            term=_words(term.get("text")),
            lang=_words(term.get("lang")),
            type=_words(term.get("type")),
            status=_words(term.get("status")),
            pos=_words(term.get("pos")),
            note=_words(term.get("note")),
            source=_words(term.get("source")),
            not_in=_words(term.get("not_in")),
            detect=_words(term.get("is_detected")),
        )
        head = TermRecord(head.concept)


def _words(value: object) -> str:
    """Return the words of a value; tables and lists within lists say nothing here, and may be nested without end."""
    if isinstance(value, list):
        return "; ".join(str(one) for one in value if not isinstance(one, (list, dict)))
    return "" if value is None or isinstance(value, dict) else str(value)
