"""HTML that is nested deeper than a parser follows, made flat: its text and its blocks stay, its depth does not.

libxml2 stops at 256 open elements (`xmlParserMaxDepth`) and drops what follows without a word. Unclosed `<font>` and
`<span>` tags of old word processors reach that in a few pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

# Somewhat less than libxml2's limit: html, body and the elements that it adds itself count as well.
_DEEPEST = 200
_LIMIT_OF_PARSER = 250
_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([A-Za-z][^\s/>]*)[^>]*>|<[!?][^>]*>|[^<]+|<", re.DOTALL)
_RAW = ("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "button")
_RAW_ELEMENT = re.compile(rf"<({'|'.join(_RAW)})\b", re.IGNORECASE)
_VOID = frozenset(("br", "hr", "img", "meta", "link", "input", "area", "base", "col", "embed", "source", "wbr"))
# Inline elements that say where a footnote is.
_MEANINGFUL = frozenset(("a", "sup"))
_BREAK = "<hr>"
# What a new element of a kind ends, and what keeps it from doing so (HTML Living Standard, 13.1.2.4).
_ENDS = {
    "li": ("li", ("ul", "ol")),
    "dt": ("dt dd", ("dl",)),
    "dd": ("dt dd", ("dl",)),
    "tr": ("tr", ("table",)),
    "td": ("td th", ("tr", "table")),
    "th": ("td th", ("tr", "table")),
}
_LOOKED_BACK = 32


def is_cut_off(root: _Element) -> bool:
    """Return whether the parser has stopped because elements were nested too deep: the last one is at its limit."""
    depth, last = 0, root
    while len(last) and depth <= _LIMIT_OF_PARSER:
        last, depth = last[-1], depth + 1
    return depth > _LIMIT_OF_PARSER - 10


def flatten_html(text: str, blocks: Container[str]) -> str:
    """Return HTML with the same text and breaks between blocks, with no more than 200 elements open at once.

    `blocks` are the elements that begin and end a block. Other markup is left out, apart from links and raised text;
    deeper blocks become breaks.
    """
    flat = _Flattening(blocks)
    position, last = 0, text.rfind(">") + 1
    endless: set[str] = set()
    while position < last:
        raw = _RAW_ELEMENT.match(text, position)
        end = _end_of_raw(text, raw, endless) if raw else 0
        token = None if end else _TOKEN.match(text, position)
        if token:
            flat.take(token)
        position = end or (token.end() if token else last)
    # Behind the last `>` there is no tag; looking for one at each `<` would take the square of the length.
    return "".join(flat.pieces) + text[position:]


def _end_of_raw(text: str, raw: re.Match[str], endless: set[str]) -> int:
    """Return where an element ends of which nothing is read, or 0; `endless` are those that have no more ends."""
    name = raw[1].lower()
    found = None if name in endless else re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, raw.end())
    if found is None:
        endless.add(name)
    return found.end() if found else 0


class _Flattening:
    """The text that is made, and the elements that are open: their names, and whether their tags were written."""

    def __init__(self, blocks: Container[str]) -> None:
        self.pieces: list[str] = []
        self._blocks = blocks
        self._open: list[tuple[str, bool]] = []
        self._count: Counter[str] = Counter()

    def take(self, token: re.Match[str]) -> None:
        name = (token[2] or "").lower()
        if not name:
            self.pieces.append(token[0] if not token[0].startswith(("<!", "<?")) else "")
        elif name in _VOID:
            self.pieces.append(token[0])
        elif name in self._blocks or name in _MEANINGFUL:
            if token[1]:
                self._close(name)
            else:
                self._begin(name, token[0])

    def _begin(self, name: str, tag: str) -> None:
        if name in self._blocks:
            self._end_implied(name)
        is_written = len(self._open) < _DEEPEST
        self._open.append((name, is_written))
        self._count[name] += 1
        self.pieces.append(tag if is_written else self._break(name))

    def _end_implied(self, name: str) -> None:
        if self._open and self._open[-1][0] == "p":
            self._close("p")
        ended, scopes = _ENDS.get(name, ("", ()))
        for open_name, _ in self._open[: -_LOOKED_BACK - 1 : -1]:
            if open_name in scopes:
                return
            if open_name in ended.split():
                self._close(open_name)
                return

    def _close(self, name: str) -> None:
        if not self._count[name]:
            return
        while self._open:
            open_name, is_written = self._open.pop()
            self._count[open_name] -= 1
            self.pieces.append(f"</{open_name}>" if is_written else self._break(open_name))
            if open_name == name:
                return

    def _break(self, name: str) -> str:
        return _BREAK if name in self._blocks else ""
