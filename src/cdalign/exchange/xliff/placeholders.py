"""MXLIFF keeps the codes of Phrase TMS in the text, as `{1}`, `{1>words<1}` and `{b>words<b}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cdalign.exchange.xliff.inline import local_name
from cdalign.exchange.xliff.unit_segments import Segmented, child_named
from cdalign.inline import Piece, TextAndCodes, join_pieces, pieces
from cdalign.model import Code, CodeKind

_METADATA = "tunit-metadata"
_FORMATTING = {"b": "bold", "i": "italic", "u": "underlined", "^": "superscript", "_": "subscript"}
_PLACEHOLDER = re.compile(r"\{([0-9]+|[biu^_])>|<([0-9]+|[biu^_])\}|\{([0-9]+)\}")


def with_placeholders(element: Any, segment: Segmented) -> tuple[TextAndCodes, TextAndCodes]:
    """Return the texts of a segment; in MXLIFF with codes for the placeholders in it."""
    if not any("memsource" in uri.lower() for uri in element.nsmap.values()):
        return segment.source, segment.target
    data = _data(child_named(element, _METADATA))
    return join_pieces(_taken_apart(segment.source, data)), join_pieces(_taken_apart(segment.target, data))


def _data(metadata: Any) -> dict[str, str]:
    """Return the native code of each placeholder, by its number (m:mark, m:content)."""
    found: dict[str, str] = {}
    for mark in () if metadata is None else metadata:
        if local_name(mark) == "mark":
            content = child_named(mark, "content")
            found[mark.get("id", "")] = "" if content is None else "".join(content.itertext())
    return found


def _taken_apart(text: TextAndCodes, data: dict[str, str]) -> Iterator[Piece]:
    for part in pieces(*text):
        if isinstance(part, Code):
            yield part
            continue
        end = 0
        for match in _PLACEHOLDER.finditer(part):
            yield part[end : match.start()]
            yield _code(match, data)
            end = match.end()
        yield part[end:]


def _code(match: re.Match[str], data: dict[str, str]) -> Code:
    opening, closing, single = match.groups()
    name = opening or closing or single
    if single:
        return Code(0, CodeKind.SINGLE, name, data.get(name, ""))
    if closing:
        return Code(0, CodeKind.CLOSE, name)
    return Code(0, CodeKind.OPEN, name, data.get(name, ""), _FORMATTING.get(name, ""))
