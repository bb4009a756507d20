"""Dictionaries as files: CC-CEDICT, hunalign's `.dic`, tables, and the trained lexicon that cdalign writes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from cdalign.atomic import read_whole, write_whole
from cdalign.errors import ReadError
from cdalign.lexicon.entries import Equivalents, Lexicon, with_equivalents, with_learnt
from cdalign.text import contains_han

Entries = Iterator[tuple[str, Equivalents]]
Learnt = Mapping[str, Mapping[str, tuple[float, float]]]

TRAINED_HEADER = "# cdalign trained lexicon: Chinese token, English stem, p(English | Chinese), p(Chinese | English)"
_CEDICT_LINE = re.compile(r"^(\S+) (\S+) \[[^\]]*\] /(.+)/\s*$")
_REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]")
# Entries of CC-CEDICT that explain a form and do not translate it.
_NO_RENDERING = ("CL:", "variant of", "old variant", "see ", "surname ", "abbr. for", "also written", "used in ")
# A definition of many words explains; an equivalent names.
_MOST_WORDS = 6


def read_dictionary(path: str | Path, lexicon: Lexicon) -> Lexicon:
    """Return the lexicon with the entries of a dictionary file added.

    Told apart by content: CC-CEDICT (`繁 简 [pinyin] /english/`), hunalign (`english @ 中文`), a table
    (`中文<TAB>english[<TAB>weight]`), or a trained lexicon.

    Raises:
        ReadError: the file cannot be read, or holds no entry in any of these forms.
    """
    text = read_whole(path)
    if text.startswith(TRAINED_HEADER):
        return with_learnt(lexicon, parse_trained(text), Path(path).name)
    entries = list(parse_dictionary(text))
    if not entries:
        raise ReadError(
            "holds no dictionary entry",
            path=path,
            advice="one entry a line: CC-CEDICT, hunalign (`english @ 中文`) or a table `中文<TAB>english`",
        )
    return with_equivalents(lexicon, entries, Path(path).name)


def parse_dictionary(text: str) -> Entries:
    """Return the entries of a dictionary in the first form that one of its first hundred lines has."""
    return _parser_for(text)(text)


def _parser_for(text: str) -> Callable[[str], Entries]:
    for line in text.splitlines()[:100]:
        if line.startswith("#") or not line.strip():
            continue
        if _CEDICT_LINE.match(line):
            return parse_cedict
        if "\t" in line:
            return parse_table
        if " @ " in line:
            return parse_hunalign
    return parse_table


def parse_cedict(text: str) -> Entries:
    """Return the entries of CC-CEDICT text, without its explanations of forms."""
    for line in text.splitlines():
        found = _CEDICT_LINE.match(line)
        if found and not line.startswith("#"):
            equivalents = tuple((part, 1.0) for part in _cedict_equivalents(found[3]))
            if equivalents:
                yield found[2], equivalents


def _cedict_equivalents(definitions: str) -> Iterator[str]:
    for definition in re.split(r"[/;]", definitions):
        text = _REMARK.sub("", definition).strip()
        if text and not text.startswith(_NO_RENDERING) and len(text.split()) <= _MOST_WORDS and not contains_han(text):
            yield text.removeprefix("to ")


def parse_hunalign(text: str) -> Entries:
    """Return the entries of a hunalign dictionary, `target @ source`, whichever side is the Chinese."""
    for line in text.splitlines():
        left, at, right = line.partition(" @ ")
        if not at:
            continue
        chinese, english = (left, right) if contains_han(left) else (right, left)
        if contains_han(chinese):
            yield chinese.strip(), ((english.strip(), 1.0),)


def parse_table(text: str) -> Entries:
    """Return the entries of a table `中文<TAB>english; english[<TAB>weight]`."""
    for line in text.splitlines():
        cells = line.split("\t")
        if len(cells) < 2 or not contains_han(cells[0]) or line.startswith("#"):
            continue
        weight = _weight_of(cells[2]) if len(cells) > 2 else 1.0
        equivalents = tuple((part.strip(), weight) for part in cells[1].split(";") if part.strip())
        if equivalents and weight > 0:
            yield cells[0].strip(), equivalents


def _weight_of(cell: str) -> float:
    try:
        weight = float(cell)
    except ValueError:
        return 1.0
    return weight if math.isfinite(weight) else 1.0


def parse_trained(text: str) -> Learnt:
    """Return what a trained lexicon says: Chinese token -> English stem -> both probabilities."""
    learnt: dict[str, dict[str, tuple[float, float]]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        try:
            chinese, english, forward, backward = line.split("\t")
            learnt.setdefault(chinese, {})[english] = (_probability(forward), _probability(backward))
        except ValueError as error:
            raise ReadError("is not a line of a trained lexicon", line=number, advice="train it again") from error
    return learnt


def _probability(cell: str) -> float:
    value = float(cell)
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"{cell} is not a probability")
    return value


def render_trained(learnt: Learnt) -> str:
    """Return a trained lexicon as text, sorted, so that the same lexicon gives the same bytes."""
    lines = [
        f"{chinese}\t{english}\t{forward:.4f}\t{backward:.4f}"
        for chinese in sorted(learnt)
        for english, (forward, backward) in sorted(learnt[chinese].items())
    ]
    return "\n".join([TRAINED_HEADER, *lines]) + "\n"


def read_trained(path: str | Path, lexicon: Lexicon) -> Lexicon:
    """Return the lexicon with a trained lexicon file in place of what it had learnt."""
    return with_learnt(lexicon, parse_trained(read_whole(path)), Path(path).name)


def write_trained(path: str | Path, learnt: Learnt) -> None:
    """Write a trained lexicon, whole or not at all."""
    write_whole(path, render_trained(learnt))
