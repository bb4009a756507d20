"""Texts of our own with what is right of them: gold beads, and translations with one error each.

A line is `zh: …` or `en: …`; `zh!:` or `en!:` is the same text with one error in it. A blank line ends a block, `#` is
a comment, and `## rule rule …` names the rules of which one must speak of the errors that follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from cdalign.evaluation import IndexBead
from cdalign.model import Document, Paragraph, Role, TranslationUnit

FOLDER = Path(__file__).parent
_LINE = re.compile(r"(?P<side>zh|en)(?P<is_wrong>!?):\s*(?P<text>.*)")
_PARAGRAPHS = " ¶ "


@dataclass(frozen=True)
class GoldText:
    """The segments of both sides in their order, and the beads that a person drew."""

    name: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    beads: tuple[IndexBead, ...]


@dataclass(frozen=True)
class Line:
    side: str
    text: str
    is_wrong: bool


@dataclass(frozen=True)
class UnitPair:
    """Units without an error, and the same with one; the rules of which one must speak."""

    rules: tuple[str, ...]
    right: tuple[TranslationUnit, ...]
    wrong: tuple[TranslationUnit, ...]


@dataclass(frozen=True)
class DocumentPair:
    """A document without an error, and the same with one; the rules of which one must speak."""

    rules: tuple[str, ...]
    right: Document
    wrong: Document


def read_gold_texts() -> list[GoldText]:
    return [_gold_of(path) for path in sorted((FOLDER / "alignment").glob("*.txt"))]


def _gold_of(path: Path) -> GoldText:
    source: list[str] = []
    target: list[str] = []
    beads = []
    for _, lines in _blocks(path):
        ends = len(source), len(target)
        source += [line.text for line in lines if line.side == "zh"]
        target += [line.text for line in lines if line.side == "en"]
        beads.append(IndexBead(tuple(range(ends[0], len(source))), tuple(range(ends[1], len(target)))))
    return GoldText(path.stem, tuple(source), tuple(target), tuple(beads))


def read_unit_pairs() -> list[UnitPair]:
    return [_units_of(*block) for block in _check_blocks() if _is_of_units(block[1])]


def read_document_pairs() -> list[DocumentPair]:
    return [_documents_of(*block) for block in _check_blocks() if not _is_of_units(block[1])]


def _check_blocks() -> Iterator[tuple[tuple[str, ...], list[Line]]]:
    for path in sorted((FOLDER / "checks").glob("*.txt")):
        yield from _blocks(path)


def _is_of_units(lines: list[Line]) -> bool:
    return {line.side for line in lines} == {"zh", "en"}


def _units_of(rules: tuple[str, ...], lines: list[Line]) -> UnitPair:
    right = [line for line in lines if not line.is_wrong]
    units = tuple(
        TranslationUnit(zh.text, en.text, "zh-Hans", "en") for zh, en in zip(right[::2], right[1::2], strict=True)
    )
    (error,) = (line for line in lines if line.is_wrong)
    spoilt = (
        TranslationUnit(error.text, units[-1].target, "zh-Hans", "en")
        if error.side == "zh"
        else TranslationUnit(units[-1].source, error.text, "zh-Hans", "en")
    )
    assert spoilt != units[-1], error
    return UnitPair(rules, units, (*units[:-1], spoilt))


def _documents_of(rules: tuple[str, ...], lines: list[Line]) -> DocumentPair:
    right, wrong = lines
    assert (right.is_wrong, wrong.is_wrong) == (False, True), right
    assert right.text != wrong.text, right
    return DocumentPair(rules, _document_of(right), _document_of(wrong))


def _document_of(line: Line) -> Document:
    paragraphs = line.text.split(_PARAGRAPHS)
    return Document(
        {"zh": "zh-Hans", "en": "en"}[line.side],
        tuple(
            Paragraph(
                f"body.{number}",
                text.removeprefix("# "),
                role=Role.HEADING if text.startswith("# ") else Role.PARAGRAPH,
            )
            for number, text in enumerate(paragraphs, start=1)
        ),
    )


def _blocks(path: Path) -> Iterator[tuple[tuple[str, ...], list[Line]]]:
    """Yield each block's lines with the rules of its heading; a line that is none of ours is an error."""
    rules: tuple[str, ...] = ()
    lines: list[Line] = []
    for number, text in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], start=1):
        if not text and lines:
            yield rules, lines
            lines = []
        elif text.startswith("## "):
            rules = tuple(text.split()[1:])
        elif text and not text.startswith("#"):
            found = _LINE.fullmatch(text)
            assert found is not None, f"{path.name}:{number}: {text}"
            lines.append(Line(found["side"], found["text"], bool(found["is_wrong"])))


def are_tiled(beads: tuple[IndexBead, ...]) -> bool:
    """Whether the beads of a text cover each side once, in order."""
    for side in ("source", "target"):
        numbers = [number for bead in beads for number in getattr(bead, side)]
        if any(later != earlier + 1 for earlier, later in pairwise([-1, *numbers])):
            return False
    return True
