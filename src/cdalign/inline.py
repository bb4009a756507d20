"""Texts with inline codes: plain words, and codes that know their places in them.

Whoever searches, counts or checks sees the words alone. Whoever changes them works run by run, so that each code
keeps its place: `pieces` takes a text apart, `join_pieces` puts it together again.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cdalign.model import Code, CodeKind, Codes

Piece = str | Code
TextAndCodes = tuple[str, Codes]

OPENING = frozenset((CodeKind.OPEN, CodeKind.OPEN_ALONE, CodeKind.MARK))
CLOSING = frozenset((CodeKind.CLOSE, CodeKind.CLOSE_ALONE, CodeKind.MARK_END))
_MARK = re.compile(r"\{[0-9]+>|<[0-9]+\}|\{[0-9]+\}")
_SPACES = re.compile(r"\s+")


def pieces(text: str, codes: Codes) -> Iterator[Piece]:
    """Yield the runs of a text and its codes, in order; no run is empty."""
    start = 0
    for code in codes:
        if code.place > start:
            yield text[start : code.place]
            start = code.place
        yield code
    if start < len(text):
        yield text[start:]


def join_pieces(parts: Iterable[Piece]) -> TextAndCodes:
    """Return the plain text of runs and codes, and the codes with their places in it."""
    runs: list[str] = []
    codes: list[Code] = []
    length = 0
    for part in parts:
        if isinstance(part, Code):
            codes.append(part._replace(place=length))
        else:
            runs.append(part)
            length += len(part)
    return "".join(runs), tuple(codes)


def change_runs(text: str, codes: Codes, change: Callable[[str], str]) -> TextAndCodes:
    """Return the text with every run changed, and its codes where they occur then."""
    if not codes:
        return change(text), ()
    return join_pieces(part if isinstance(part, Code) else change(part) for part in pieces(text, codes))


def squeeze_runs(text: str, codes: Codes) -> TextAndCodes:
    """Return a text on one line: every run of white space one space, none at the ends of the text.

    A space on each side of a code stays: they are two when the code is shown.
    """
    parts = [part if isinstance(part, Code) else _SPACES.sub(" ", part) for part in pieces(text, codes)]
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return join_pieces(parts)


def native_text(text: str, codes: Codes) -> str:
    """Return the text with its native codes among the words, as in the file that it came from."""
    return "".join(part.data if isinstance(part, Code) else part for part in pieces(text, codes)) if codes else text


def shared_ids(first: Codes, second: Codes) -> tuple[Codes, Codes]:
    """Return the codes of both languages with an id each; those without one share it where they are alike."""
    used = {code.id for code in (*first, *second)}
    free = (str(number) for number in range(1, len(used) + len(first) + len(second) + 1) if str(number) not in used)
    names: dict[tuple[Any, int], str] = {}

    def named(codes: Codes) -> Iterator[Code]:
        open_marks: list[str] = []
        met: Counter[Any] = Counter()
        for code in codes:
            name = code.id
            if not name and code.kind is CodeKind.MARK_END and open_marks:
                name = open_marks.pop()
            elif not name:
                met[code[1:]] += 1
                alike = code[1:], met[code[1:]]
                name = names.get(alike) or next(free)
                names[alike] = name
                if code.kind is CodeKind.MARK:
                    open_marks.append(name)
            yield code._replace(id=name)

    return tuple(named(first)), tuple(named(second))


def numbered(first: Codes, second: Codes) -> dict[str, str]:
    """Return a number for each id of both languages: the id itself where it is one, else one that is free."""
    ids = dict.fromkeys(code.id for code in (*first, *second) if code.id)
    numbers = {name: name for name in ids if name.isascii() and name.isdigit()}
    free = (str(number) for number in range(1, len(ids) + len(numbers) + 1) if str(number) not in numbers)
    return {name: numbers.get(name) or next(free) for name in ids}


def show_codes(source: TextAndCodes, target: TextAndCodes) -> tuple[str, str, str]:
    """Return both texts with readable marks for their codes, and what the marks stand for as JSON.

    `Press {1>OK<1}{2}.` has an opening and a closing code and a single one. A mark never equals words of the texts.
    Without codes the texts are returned as they are, and nothing.
    """
    if not source[1] and not target[1]:
        return source[0], target[0], ""
    first, second = shared_ids(source[1], target[1])
    labels = _labels((*first, *second), source[0] + "\0" + target[0])
    legend: dict[str, list[Any]] = {}

    def shown(text: str, named: Codes, original: Codes) -> str:
        marks = []
        for code, told in zip(named, original, strict=True):
            bare = [*told[1:]]
            mark = _mark(code, labels[code.id])
            while legend.setdefault(mark, bare) != bare:
                mark = _mark(code, next(labels_left))
            marks.append(mark)
        parts = [part if isinstance(part, str) else None for part in pieces(text, named)]
        coming = iter(marks)
        return "".join(next(coming) if part is None else part for part in parts)

    labels_left = _free_labels(source[0] + "\0" + target[0], set(labels.values()))
    texts = shown(source[0], first, source[1]), shown(target[0], second, target[1])
    return *texts, json.dumps(legend, ensure_ascii=False)


def _labels(codes: Codes, words: str) -> dict[str, str]:
    free = _free_labels(words, set())
    return {name: next(free) for name in dict.fromkeys(code.id for code in codes)}


def _free_labels(words: str, used: set[str]) -> Iterator[str]:
    """Yield the numbers, from 1 on, whose marks do not occur in the words."""
    taken = {mark.strip("{<>}") for mark in _MARK.findall(words)} | used
    number = 0
    while True:
        number += 1
        if str(number) not in taken:
            yield str(number)


def _mark(code: Code, label: str) -> str:
    if code.kind in OPENING:
        return f"{{{label}>"
    return f"<{label}}}" if code.kind in CLOSING else f"{{{label}}}"


def parse_shown(text: str, legend: str) -> TextAndCodes:
    """Return the text and the codes of what `show_codes` wrote; a mark that the legend does not name is words.

    Raises:
        ValueError: the legend is not what `show_codes` writes.
    """
    if not legend:
        return text, ()
    try:
        known = {mark: code_of([0, *told]) for mark, told in json.loads(legend).items()}
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"the codes are not those that were written ({error})") from error
    parts: list[Piece] = []
    end = 0
    for match in _MARK.finditer(text):
        code = known.get(match[0])
        if code is not None:
            parts += [text[end : match.start()], code]
            end = match.end()
    return join_pieces((*parts, text[end:]))


def code_of(told: Iterable[Any]) -> Code:
    """Return the code of its fields as JSON keeps them."""
    place, kind, name, data, type_, markup, attributes = told
    pairs = tuple([(str(key), str(value)) for key, value in attributes])
    return Code(int(place), CodeKind(kind), str(name), str(data), str(type_), str(markup), pairs)
