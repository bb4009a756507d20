"""`corpus/queries.toml`: what a translator asks the reviser about places of the texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cdalign.atomic import read_whole
from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.model import Document, ReviserQuery
from cdalign.notations import load_toml

QUERIES_FILE = "queries.toml"
_FIELDS = ("text", "place", "question", "words", "answer")
_NEEDED = _FIELDS[:3]
_EXAMPLE = """
[[query]]
text = "CD-2138"
place = "annex.16"
question = "Does the sentence mean all States?"
"""


def read_queries(corpus: Path) -> dict[str, tuple[ReviserQuery, ...]]:
    """Read `corpus/queries.toml` and return the queries by the name of their pair. Without that file there are none.

    Raises:
        ReadError: the file is not TOML, or a query lacks its text, its place or its question.
    """
    path = corpus / QUERIES_FILE
    if not path.exists():
        return {}
    content = load_toml(read_whole(path), path=path, advice="fix the TOML, or remove the file")
    tables = content.get("query", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ReadError(
            "`query` is not a list of tables", path=path, advice=say("write each query so:{example}", example=_EXAMPLE)
        )
    queries: dict[str, tuple[ReviserQuery, ...]] = {}
    for number, table in enumerate(tables, start=1):
        fields = _read_fields(table, number, path)
        name = fields.pop("text")
        query = ReviserQuery(fields["place"], fields["question"], fields.get("words", ""), fields.get("answer", ""))
        queries[name] = (*queries.get(name, ()), query)
    return queries


def _read_fields(table: Mapping[str, Any], number: int, path: Path) -> dict[str, str]:
    unknown = [name for name in table if name not in _FIELDS]
    missing = [name for name in _NEEDED if not str(table.get(name, "")).strip()]
    if unknown or missing:
        problem = f"has an unknown field {unknown[0]!r}" if unknown else f"has no {missing[0]}"
        raise ReadError(
            say("query {number} {problem}", number=number, problem=problem),
            path=path,
            advice=say("write each query so:{example}", example=_EXAMPLE),
        )
    return {name: str(table[name]).strip() for name in _FIELDS if name in table}


def lost_queries(document: Document) -> tuple[ReviserQuery, ...]:
    """Return the queries of a document whose place it does not have."""
    places = {paragraph.id for paragraph in document.paragraphs} | {segment.id for segment in document.segments}
    return tuple(query for query in document.queries if query.place not in places)
