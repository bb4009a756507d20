"""The strict writer: TMX 1.4 that every tool we know of loads the first time.

UTF-8 without byte order mark, one unit a line, segs trimmed and on one line, one source and one target text, own
props with `x-`, nothing empty and nothing twice. The same units give the same bytes: there is no clock in it.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

from cdalign.atomic import open_whole
from cdalign.inline import TextAndCodes, change_runs, squeeze_runs
from cdalign.languages import normalize_tag
from cdalign.markup import escape_attribute, escape_text
from cdalign.model import Codes, Props, TranslationUnit
from cdalign.patterns import compile_late
from cdalign.text import squeeze_spaces
from cdalign.tmx.contexts import CONTEXT_PROPS, ContextStyle, add_context, context_of
from cdalign.tmx.dates import tmx_of_iso
from cdalign.tmx.elements import Detail, Header, Unit
from cdalign.tmx.inline import render_sides
from cdalign.tmx.rendering import FOOT, render_header, render_memory
from cdalign.tmx.repetition import SeenKeys
from cdalign.version import VERSION

# Regional codes are found by every tool without mapping by hand; neutral ones are not (facts of the vendors' guides).
DEFAULT_CODES: Mapping[str, str] = {"zh": "zh-CN", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-US"}
_ILLEGAL = compile_late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WHITE_SPACE = re.compile(r"\s+")
_LINES_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class TmxHeader:
    """What the header of a written memory says: segtype, notes, props, and languages where units do not say them.

    `created` is an ISO 8601 time or empty; nothing is taken from the clock.
    """

    segtype: str = "sentence"
    notes: tuple[str, ...] = ()
    props: Props = ()
    source_lang: str = ""
    admin_lang: str = "en"
    datatype: str = "plaintext"
    created: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the number of units, and how many were left out or repaired, by reason."""

    units: int
    left_out: tuple[tuple[str, int], ...] = ()
    fixed: tuple[tuple[str, int], ...] = ()


def write_tmx(
    path: str | Path,
    units: Iterable[TranslationUnit],
    *,
    header: TmxHeader = TmxHeader(),
    codes: Mapping[str, str] = DEFAULT_CODES,
    context: ContextStyle = ContextStyle.NONE,
) -> Written:
    """Write units as TMX 1.4, whole or not at all, packed where the name ends in `.gz` or `.zip`; say what was done.

    `codes` gives the code to write for a language; `context` adds neighbouring texts for one vendor's tools.

    Raises:
        WriteError: the file cannot be written there.
    """
    strict = StrictLines(header, codes)
    with open_memory(path) as stream:
        write_lines(stream, strict.lines(add_context(units, context)))
    return strict.written


def write_elements(path: str | Path, header: Header, units: Iterable[Unit]) -> None:
    """Write a memory's elements as they were read, whole or not at all; nothing is cleaned but what XML demands.

    Raises:
        WriteError: the file cannot be written there.
    """
    with open_memory(path) as stream:
        write_lines(stream, render_memory(header, units))


@contextmanager
def open_memory(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a stream for a memory that is written whole or not at all, packed where its name ends in `.gz` or `.zip`."""
    with open_whole(path) as stream:
        if str(path).lower().endswith(".zip"):
            inner = zipfile.ZipInfo(Path(path).name[: -len(".zip")])  # its date is always the same: 1980
            inner.compress_type = zipfile.ZIP_DEFLATED
            with zipfile.ZipFile(stream, "w") as archive, archive.open(inner, "w", force_zip64=True) as packed_file:
                yield packed_file
            return
        if str(path).lower().endswith(".gz"):
            with gzip.GzipFile("", "wb", fileobj=stream, mtime=0) as packed:
                yield packed  # type: ignore[misc] # to mypy a GzipFile is not IO; it reads and writes as one
        else:
            yield stream


def write_lines(stream: IO[bytes], lines: Iterable[str]) -> None:
    """Write lines of text as UTF-8, many at once."""
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _LINES_AT_ONCE:
            stream.write("".join(batch).encode("utf-8"))
            batch.clear()
    stream.write("".join(batch).encode("utf-8"))


class StrictLines:
    """The lines of a strict memory, and the account of what was left out on the way."""

    def __init__(self, header: TmxHeader, codes: Mapping[str, str] = DEFAULT_CODES) -> None:
        self._header = header
        self._codes = dict(codes)
        self._seen = SeenKeys()
        self._units = 0
        self._left_out: Counter[str] = Counter()
        self._fixed: Counter[str] = Counter()

    @property
    def written(self) -> Written:
        """The account so far."""
        return Written(self._units, tuple(sorted(self._left_out.items())), tuple(sorted(self._fixed.items())))

    def lines(self, units: Iterable[TranslationUnit]) -> Iterator[str]:
        """Yield the whole file, line by line."""
        remaining = iter(units)
        first = next(remaining, None)
        source_code = self._code(self._header.source_lang or (first.source_lang if first else "en"))
        yield render_header(self._header_element(source_code))
        if first is not None:
            for unit in chain((first,), remaining):
                line = self._unit_line(unit, source_code)
                if line:
                    yield line
        yield FOOT

    def _header_element(self, source_code: str) -> Header:
        header = self._header
        attributes = {
            "creationtool": "cdalign",
            "creationtoolversion": VERSION,
            "segtype": header.segtype,
            "o-tmf": "cdalign",
            "adminlang": header.admin_lang,
            "srclang": source_code,
            "datatype": header.datatype,
        }
        if header.created:
            attributes["creationdate"] = tmx_of_iso(header.created)
        notes = tuple(Detail("note", {}, self._clean(note)) for note in header.notes)
        props = tuple(Detail("prop", {"type": _prefixed(kind)}, self._clean(value)) for kind, value in header.props)
        return Header(attributes, notes + props, "1.4")

    def _code(self, lang: str) -> str:
        code = self._codes.get(lang)
        if code is None:
            tag = normalize_tag(lang)
            code = self._codes[lang] = self._codes.get(tag, tag)
        return code

    def _unit_line(self, unit: TranslationUnit, source_code: str) -> str:
        has_codes = bool(unit.source_codes or unit.target_codes)
        source, target = self._marked(unit) if has_codes else (self._clean(unit.source), self._clean(unit.target))
        if not source or not target:
            self._left_out["empty source" if not source else "empty target"] += 1
            return ""
        # Sixty-one bits of Python's own SipHash: of a million pairs, two different ones meet once in 4 million runs.
        if not self._seen.add(hash((source, target, unit.source_props, context_of(unit.props)))):
            self._left_out["duplicate"] += 1
            return ""
        self._units += 1
        code = self._code(unit.source_lang)
        if not has_codes:
            source, target = escape_text(source), escape_text(target)
        return (
            f"<tu{self._unit_attributes(unit, code, source_code)}>"
            f"{self._notes(unit.notes)}{self._props(unit.props)}"
            f'<tuv xml:lang="{code}">{self._notes(unit.source_notes)}{self._props(unit.source_props)}'
            f"<seg>{source}</seg></tuv>"
            f'<tuv xml:lang="{self._code(unit.target_lang)}">{self._notes(unit.target_notes)}'
            f"{self._props(unit.target_props)}<seg>{target}</seg></tuv></tu>\n"
        )

    def _marked(self, unit: TranslationUnit) -> tuple[str, str]:
        """Return the inner XML of both segments of a unit with codes; nothing for a side that has no words."""
        sides = self._clean_runs(unit.source, unit.source_codes), self._clean_runs(unit.target, unit.target_codes)
        markup = render_sides(*sides)
        return (markup[0] if sides[0][0].strip() else "", markup[1] if sides[1][0].strip() else "")

    def _clean_runs(self, text: str, codes: Codes) -> TextAndCodes:
        return squeeze_runs(*change_runs(text, codes, self._legal))

    def _unit_attributes(self, unit: TranslationUnit, code: str, source_code: str) -> str:
        attributes = ""
        if unit.id:
            attributes += f' tuid="{escape_attribute(_WHITE_SPACE.sub("-", self._clean(unit.id)))}"'
        for name, date in (("creationdate", unit.created), ("changedate", unit.changed)):
            if date and (written := tmx_of_iso(date)):
                attributes += f' {name}="{written}"'
        for name, value in unit.attributes:
            attributes += f' {name}="{escape_attribute(self._clean(value))}"'
        return attributes if code == source_code else f'{attributes} srclang="{code}"'

    def _notes(self, notes: tuple[str, ...]) -> str:
        return "".join([f"<note>{escape_text(self._clean(note))}</note>" for note in notes])

    def _props(self, props: Props) -> str:
        if not props:
            return ""
        return "".join(
            [
                f'<prop type="{escape_attribute(_prefixed(kind))}">{escape_text(self._clean(value))}</prop>'
                for kind, value in props
            ]
        )

    def _clean(self, text: str) -> str:
        """Return the text as it may occur in a memory: legal, NFC, on one line, trimmed."""
        return squeeze_spaces(self._legal(text))

    def _legal(self, text: str) -> str:
        """Return the text in NFC without what XML forbids."""
        if not text.isascii() and not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
            self._fixed["not in NFC"] += 1
        if _ILLEGAL.search(text):
            text = _ILLEGAL.sub("", text)
            self._fixed["illegal characters"] += 1
        return text


def _prefixed(kind: str) -> str:
    """Return the type of a prop as it is written: `x-` first, except for the context props that vendors look for.

    A prop named `file` makes OmegaT take the unit for an alternative translation and not fill it in (measured).
    """
    return kind if kind.startswith("x-") or kind in CONTEXT_PROPS else f"x-{kind}"
