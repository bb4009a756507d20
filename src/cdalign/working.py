"""The working file `tm/NAME.beads.tsv`: one bead per line, stand-off, saved whole or not at all.

It holds a person's decisions, so it outlives every other file in `tm/`. A line names its units by id and by a
digest of their words. When the text moves, the decision moves with its words. When the words are gone, the line
is kept as `lost` until they return.

    #cdalign-beads  1
    #source  corpus/zh/CD-2138.txt  zh-Hans  8ad1…
    #target  corpus/en/CD-2138.txt  en       90c2…
    level      status     source      target      score  marks  source-digest  target-digest
    paragraph  confirmed  annex.17    annex.17    1.000         3f0a…          77b1…
    sentence   pending    annex.17.1  annex.17.1  0.982         …              …
    sentence   pending    annex.17.2  ^annex.17.1 0.610         …

`^annex.17.1` is an empty side and its place: after annex.17.1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cdalign.atomic import decode_utf8, read_whole
from cdalign.errors import ReadError
from cdalign.locks import change_file
from cdalign.messages import say
from cdalign.model import Bead, BeadStatus, Bitext, Document, Level
from cdalign.text import compact
from cdalign.units import unit_ids

_MAGIC = "#cdalign-beads\t1"
_HEADER = ("level", "status", "source", "target", "score", "marks", "source-digest", "target-digest")
_LOST = "lost "
_EMPTY_AFTER = "^"  # a side without units: written before the unit that it follows
_RESTORE = "restore the working file from version control"
_DIGEST_HEX_DIGITS = 12  # 48 bits: the probability that two of a million units collide is below one in 500


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a working line: the ids of its units and the digest of their words.

    A side without units has its place in `after`: the id of the unit before it, or an empty text at the beginning.
    """

    ids: tuple[str, ...]
    digest: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """One line of a working file, not yet fitted to the texts."""

    level: Level
    status: BeadStatus
    source: Side
    target: Side
    score: float
    marks: tuple[str, ...]
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Decisions:
    """A person's decisions, fitted to the present texts. `lost` holds decisions whose words are gone."""

    paragraphs: tuple[Bead, ...] = ()
    sentences: tuple[Bead, ...] = ()
    lost: tuple[WorkingLine, ...] = ()


def write_working(path: str | Path, bitext: Bitext, lost: Iterable[WorkingLine] = ()) -> None:
    """Write the working file of a bitext, replacing its content. The lines of `lost` are kept at its end.

    Raises:
        BusyError: another process holds the lock of the folder for too long.
        WriteError: the file cannot be written.
    """
    content = render_working(bitext, lost).encode("utf-8")
    change_file(path, lambda _: content)


def render_working(bitext: Bitext, lost: Iterable[WorkingLine] = ()) -> str:
    """Return the text of a bitext's working file: each paragraph bead, followed by its sentence beads."""
    return WorkingText(bitext.source, bitext.target).render(bitext, lost)


class WorkingText:
    """Renders the working file of two documents repeatedly, as their beads change.

    The lines of known beads are cached, because every decision of a reviewer writes the whole file.
    """

    def __init__(self, source: Document, target: Document) -> None:
        self._head = [
            _MAGIC,
            _document_line("#source", source),
            _document_line("#target", target),
            "\t".join(_HEADER),
        ]
        self._rows: dict[tuple[Level, Bead], str] = {}

    def render(self, bitext: Bitext, lost: Iterable[WorkingLine] = ()) -> str:
        """Return the text of the working file of a bitext of these documents."""
        rows = [self._rows.get(item) or self._add(bitext, *item) for item in _beads_of(bitext)]
        rows += [_row(line, prefix=_LOST) for line in lost]
        return "\n".join([*self._head, *rows, ""])

    def _add(self, bitext: Bitext, level: Level, bead: Bead) -> str:
        row = self._rows[level, bead] = _row(_line_of(bitext, level, bead))
        return row


def _document_line(label: str, document: Document) -> str:
    return "\t".join([label, document.provenance.path, document.lang, document.provenance.sha256])


def _beads_of(bitext: Bitext) -> Iterator[tuple[Level, Bead]]:
    at = 0
    for paragraph in bitext.paragraphs:
        yield Level.PARAGRAPH, paragraph
        source, target = bitext.segment_ranges(paragraph)
        while at < len(bitext.sentences) and _ends_by(bitext.sentences[at], source.stop, target.stop):
            yield Level.SENTENCE, bitext.sentences[at]
            at += 1


def _ends_by(bead: Bead, source_stop: int, target_stop: int) -> bool:
    return bead.source.stop <= source_stop and bead.target.stop <= target_stop


def _line_of(bitext: Bitext, level: Level, bead: Bead) -> WorkingLine:
    return WorkingLine(
        level,
        bead.status,
        _side(bitext.source, level, bead.source),
        _side(bitext.target, level, bead.target),
        bead.score,
        bead.marks,
    )


def _side(document: Document, level: Level, units: range) -> Side:
    if not units:
        before = unit_ids(document, level, range(units.start - 1, units.start)) if units.start else ()
        return Side((), "", after="".join(before))
    items = document.units(level)[units.start : units.stop]
    return Side(unit_ids(document, level, units), _digest([item.text for item in items]))


def _texts(document: Document, level: Level) -> Sequence[str]:
    return [item.text for item in document.units(level)]


def _digest(texts: Sequence[str]) -> str:
    """Return the digest of the words of a run of units. Spaces and width are ignored."""
    words = "\n".join(compact(text) for text in texts)
    return hashlib.sha256(words.encode()).hexdigest()[:_DIGEST_HEX_DIGITS]


def _row(line: WorkingLine, prefix: str = "") -> str:
    cells = (
        f"{prefix}{line.level}",
        str(line.status),
        _ids_cell(line.source),
        _ids_cell(line.target),
        f"{line.score:.3f}",
        " ".join(line.marks),
        line.source.digest,
        line.target.digest,
    )
    return "\t".join(cells)


def _ids_cell(side: Side) -> str:
    return " ".join(side.ids) if side.ids else _EMPTY_AFTER + side.after


def _parse_side(ids: str, digest: str) -> Side:
    if ids.startswith(_EMPTY_AFTER):
        return Side((), "", after=ids.removeprefix(_EMPTY_AFTER))
    return Side(tuple(ids.split()), digest.strip())


def read_working(path: str | Path) -> tuple[WorkingLine, ...]:
    """Read the lines of a working file.

    Raises:
        ReadError: the file does not exist, is not a working file, or has a line that cannot be parsed.
    """
    return parse_working(read_whole(path, _RESTORE), path)


def parse_working_bytes(data: bytes, path: str | Path = "") -> tuple[WorkingLine, ...]:
    """Return the lines of a working file's bytes.

    Raises:
        ReadError: it is not a working file, or has a line that cannot be parsed.
    """
    return parse_working(decode_utf8(data, path, _RESTORE), path)


def is_working(text: str) -> bool:
    """Return whether a text is that of a working file."""
    return text.startswith(_MAGIC)


def parse_working(text: str, path: str | Path = "") -> tuple[WorkingLine, ...]:
    """Return the lines of a working file's text.

    Raises:
        ReadError: it is not a working file, or has a line that cannot be parsed.
    """
    rows = text.splitlines()
    if not rows or rows[0].strip() != _MAGIC:
        raise ReadError(
            "this is not a working file of cdalign", path=path, line=1, advice="the file begins with #cdalign-beads"
        )
    body = enumerate(rows, start=1)
    return tuple(
        _parse_row(row, path, number)
        for number, row in body
        if row.strip() and not row.startswith("#") and not row.startswith(_HEADER[0] + "\t")
    )


def _parse_row(row: str, path: str | Path, number: int) -> WorkingLine:
    cells = row.split("\t")
    if len(cells) != len(_HEADER):
        raise ReadError(
            say("the line has {count} cells instead of {wanted}", count=len(cells), wanted=len(_HEADER)),
            path=path,
            line=number,
            advice="restore the line from version control, or delete it",
        )
    try:
        return WorkingLine(
            level=Level(cells[0].removeprefix(_LOST)),
            status=BeadStatus(cells[1]),
            source=_parse_side(cells[2], cells[6]),
            target=_parse_side(cells[3], cells[7]),
            score=float(cells[4]),
            marks=tuple(cells[5].split()),
            is_lost=cells[0].startswith(_LOST),
        )
    except ValueError as error:
        raise ReadError(
            say("the line cannot be parsed: {error}", error=error),
            path=path,
            line=number,
            advice=say("status is one of {names}; score is a number", names=", ".join(BeadStatus)),
        ) from error


def fit_decisions(lines: Iterable[WorkingLine], source: Document, target: Document) -> Decisions:
    """Return a person's decisions as beads of the present texts. What no longer fits is `lost`, never dropped.

    A decision whose units moved follows their words. A decision that would cross another one is lost.
    """
    decided = [line for line in lines if line.is_lost or _bead(line, range(0), range(0)).is_settled]
    fitted: dict[Level, list[Bead]] = {Level.PARAGRAPH: [], Level.SENTENCE: []}
    lost: list[WorkingLine] = []
    for level in Level:
        fitter = _Fitter(source, target, level)
        for line in (line for line in decided if line.level is level):
            bead = fitter.fit(line)
            if bead is None:
                lost.append(line)
            else:
                fitted[level].append(bead)
    return Decisions(tuple(fitted[Level.PARAGRAPH]), tuple(fitted[Level.SENTENCE]), tuple(lost))


def fit_bitext(lines: Sequence[WorkingLine], source: Document, target: Document) -> Bitext | None:
    """Return the bitext that a working file describes, or None if it no longer tiles the texts."""
    beads: dict[Level, list[Bead]] = {Level.PARAGRAPH: [], Level.SENTENCE: []}
    for level in Level:
        fitter = _Fitter(source, target, level)
        for line in lines:
            if line.level is not level or line.is_lost:
                continue
            bead = fitter.fit(line)
            if bead is None:
                return None
            beads[level].append(bead)
    try:
        return Bitext(source, target, tuple(beads[Level.PARAGRAPH]), tuple(beads[Level.SENTENCE]))
    except ValueError:
        return None


def _bead(line: WorkingLine, source: range, target: range) -> Bead:
    return Bead(source, target, line.score, line.status, line.marks)


@dataclass(slots=True)
class _Fitter:
    """Fits lines of one level to two documents, in order, without crossing."""

    source: Document
    target: Document
    level: Level
    _source_runs: _Runs = field(init=False)
    _target_runs: _Runs = field(init=False)
    _source_end: int = 0
    _target_end: int = 0

    def __post_init__(self) -> None:
        self._source_runs = _Runs(self.source, self.level)
        self._target_runs = _Runs(self.target, self.level)

    def fit(self, line: WorkingLine) -> Bead | None:
        """Return the line's bead in the present texts, or None if its words are gone or it would cross another bead."""
        source = self._source_runs.find(line.source, self._source_end)
        target = self._target_runs.find(line.target, self._target_end)
        if source is None or target is None:
            return None
        self._source_end, self._target_end = source.stop, target.stop
        return _bead(line, source, target)


class _Runs:
    """Finds runs of a document's units by id or by their words."""

    def __init__(self, document: Document, level: Level) -> None:
        self._texts = _texts(document, level)
        ids = unit_ids(document, level, range(len(self._texts)))
        self._index_of = {id_: index for index, id_ in enumerate(ids)}
        self._by_length: dict[int, dict[str, list[int]]] = {}

    def find(self, side: Side, start: int) -> range | None:
        """Return a run with the side's words that begins at `start` or later; the named run is preferred."""
        if not side.ids:
            at = max(start, self._index_of.get(side.after, -1) + 1)
            return range(at, at)
        length = len(side.ids)
        named = self._index_of.get(side.ids[0])
        if named is not None and named >= start and self._digest_at(named, length) == side.digest:
            return range(named, named + length)
        moved = next((at for at in self._places(length).get(side.digest, ()) if at >= start), None)
        return None if moved is None else range(moved, moved + length)

    def _digest_at(self, at: int, length: int) -> str:
        return _digest(self._texts[at : at + length])

    def _places(self, length: int) -> dict[str, list[int]]:
        if length not in self._by_length:
            places: dict[str, list[int]] = {}
            for at in range(len(self._texts) - length + 1):
                places.setdefault(self._digest_at(at, length), []).append(at)
            self._by_length[length] = places
        return self._by_length[length]
