"""A file becomes a document: it is read, structured, and cut into sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from cdalign.encodings import decode_bytes
from cdalign.errors import ReadError, UsageError
from cdalign.languages import ENGLISH, SIMPLIFIED, TRADITIONAL, is_tag, normalize_tag
from cdalign.messages import say
from cdalign.model import Document, Paragraph, Provenance, Segment
from cdalign.reading import Reading, read_blocks
from cdalign.segmentation import split_sentences
from cdalign.structure import structure_blocks
from cdalign.text import count_han, detect_script

_UNDETERMINED = "und"
_NEWLINE = re.compile(r"\r\n?|\n")
_BREAK_WITHIN = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[A-Za-z]+")
_ENGLISH_WORDS = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "that",
        "for",
        "on",
        "with",
        "as",
        "by",
        "be",
        "are",
        "was",
        "or",
        "this",
    )
)
# In English every third word is one of those; in other Western languages ("a", "on", "is") one in twenty.
_LEAST_ENGLISH_SHARE = 0.1
_ENOUGH_WORDS = 40
_SAMPLE_CHARACTERS = 20_000
# As many characters as a whole book. Ten times as many took 37 s and 1.5 GB (measured).
_LONGEST_PARAGRAPH = 1_000_000


def read_document(
    path: str | Path,
    *,
    lang: str = "",
    encoding: str = "",
    symbol: str = "",
    provenance: Provenance | None = None,
    warn: Callable[[str], None] | None = None,
) -> Document:
    """Return the document in a file. Language and symbol are detected unless they are given.

    `provenance` is kept as given; its path and the SHA-256 of the bytes are filled in if they are empty. `warn` is
    called with each warning of the reader: a guess that was made, or something that was left out.

    Raises:
        ReadError, MissingExtraError: as `reading.read_blocks`.
    """
    reading = read_blocks(path, encoding=encoding)
    for warning in reading.warnings if warn else ():
        assert warn is not None
        warn(say("{place}: {warning}", place=path, warning=warning))
    return make_document(reading, lang=lang, symbol=symbol, provenance=provenance)


def read_lines(path: str | Path) -> tuple[str, str]:
    """Return the text of a document, a paragraph a line, and its language.

    Raises:
        ReadError: it cannot be read.
    """
    document = read_document(path)
    return "\n".join(paragraph.text for paragraph in document.paragraphs), document.lang


def make_document(
    reading: Reading, *, lang: str = "", symbol: str = "", provenance: Provenance | None = None
) -> Document:
    """Return the document of a file that was read.

    Raises:
        ReadError: the file contains only a masthead, or has a paragraph that is too long to align.
    """
    structure = structure_blocks(reading)
    if not structure.paragraphs:
        raise ReadError(
            "contains a masthead and no text", code="file.empty", path=reading.path, advice="give the whole document"
        )
    _refuse_endless(structure.paragraphs, reading.path)
    tag = _asked_language(lang) or detect_language(paragraph.text for paragraph in structure.paragraphs)
    origin = provenance or Provenance()
    return Document(
        lang=tag,
        paragraphs=tuple(cut_paragraph(paragraph, tag) for paragraph in structure.paragraphs),
        symbol=symbol or next((value for name, value in structure.metadata if name == "symbol"), ""),
        provenance=replace(origin, path=origin.path or reading.path, sha256=origin.sha256 or reading.sha256),
        metadata=structure.metadata,
    )


def cut_paragraph(paragraph: Paragraph, lang: str) -> Paragraph:
    """Return the paragraph with its sentences, numbered from 1: `annex.17.3`. A subtitle is one segment."""
    sentences = (paragraph.text,) if paragraph.times else split_sentences(paragraph.text, lang)
    segments = tuple(Segment(f"{paragraph.id}.{number}", text) for number, text in enumerate(sentences, start=1))
    return replace(paragraph, segments=segments)


def _refuse_endless(paragraphs: Iterable[Paragraph], path: str) -> None:
    """Raise ReadError if a paragraph is too long: it would be aligned in one piece and fill the memory."""
    for paragraph in paragraphs:
        if len(paragraph.text) > _LONGEST_PARAGRAPH:
            raise ReadError(
                say(
                    "has a paragraph of {count:,} characters; the limit is {longest_paragraph:,}",
                    count=len(paragraph.text),
                    longest_paragraph=_LONGEST_PARAGRAPH,
                ),
                code="file.large",
                path=path,
                unit=paragraph.id,
                advice="check that it is a text file, and put each paragraph on a line of its own",
            )


def _asked_language(lang: str) -> str:
    if lang and not is_tag(lang):
        raise UsageError(
            say("{lang!r} is not a language tag (BCP 47)", lang=lang), advice="write zh-Hans, zh-Hant or en"
        )
    return normalize_tag(lang)


def detect_language(texts: Iterable[str]) -> str:
    """Return `zh-Hans`, `zh-Hant`, `en`, or `und` for any other language."""
    sample = "\n".join(texts)[:_SAMPLE_CHARACTERS]
    letters = len(_LETTER.findall(sample))
    # A Han character carries as much as two or more Latin letters.
    if 2 * count_han(sample) > letters - count_han(sample):
        return TRADITIONAL if detect_script(sample) == "Hant" else SIMPLIFIED
    words = [word.lower() for word in _WORD.findall(sample)]
    if sum(map(len, words)) < letters / 2:
        return _UNDETERMINED
    known = sum(word in _ENGLISH_WORDS for word in words)
    is_english = len(words) < _ENOUGH_WORDS or known >= _LEAST_ENGLISH_SHARE * len(words)
    return ENGLISH if is_english else _UNDETERMINED


def split_lines(text: str) -> list[str]:
    """Return the lines of a text as other programs count them. A form feed or line separator within one is a space."""
    lines = _NEWLINE.split(text)
    return [_BREAK_WITHIN.sub(" ", line) for line in (lines if lines[-1] else lines[:-1])]


def read_line_document(path: str | Path, *, lang: str = "", encoding: str = "") -> Document:
    """Return the document in a text file with one segment per line: each line becomes a paragraph of one segment.

    Empty lines count, so that indices match those of the lines.

    Raises:
        ReadError: the file cannot be read, or its encoding cannot be detected.
    """
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ReadError.of(error, path) from error
    lines = split_lines(decode_bytes(data, encoding=encoding, path=str(path)).text)
    return Document(
        lang=_asked_language(lang) or detect_language(lines),
        paragraphs=tuple(
            Paragraph(str(number), line.strip(), segments=(Segment(f"{number}.1", line.strip()),))
            for number, line in enumerate(lines, start=1)
        ),
        provenance=Provenance(path=str(path), sha256=sha256(data).hexdigest()),
    )
