"""Text and attributes as XML writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_IN_TEXT = re.compile("[&<>\r]")
_IN_ATTRIBUTE = re.compile('[&<>"\t\n\r]')
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def _write_one(match: re.Match[str]) -> str:
    return _WRITTEN[match[0]]


def escape_text(text: str) -> str:
    """Return text escaped for XML content. A carriage return becomes a reference, because parsers would change it."""
    return _IN_TEXT.sub(_write_one, text)


def escape_attribute(value: str) -> str:
    """Return text escaped for an attribute in double quotes."""
    return _IN_ATTRIBUTE.sub(_write_one, value)


def render_attributes(attributes: Mapping[str, str]) -> str:
    """Return the attributes as written in a tag, each after a space, in their order."""
    return "".join([f' {name}="{escape_attribute(value)}"' for name, value in attributes.items()])
