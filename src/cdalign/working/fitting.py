"""The lines of a working file fitted to the texts as they are now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cdalign.model import Bead, Bitext, Document, Level
from cdalign.units import unit_ids
from cdalign.working.digests import digest_texts
from cdalign.working.lines import Side, WorkingLine, parse_working_bytes


@dataclass(frozen=True, slots=True)
class Decisions:
    """A person's decisions, fitted to the present texts. `lost` holds decisions whose words are gone."""

    paragraphs: tuple[Bead, ...] = ()
    sentences: tuple[Bead, ...] = ()
    lost: tuple[WorkingLine, ...] = ()


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


def fit_working(
    data: bytes, path: str | Path, source: Document, target: Document
) -> tuple[Bitext | None, tuple[WorkingLine, ...]]:
    """Return the bitext that the bytes of a working file describe, see `fit_bitext`, and its lines that are lost.

    Raises:
        ReadError: it is not a working file, or has a line that cannot be parsed.
    """
    lines = parse_working_bytes(data, path)
    return fit_bitext(lines, source, target), tuple(line for line in lines if line.is_lost)


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
        return digest_texts(self._texts[at : at + length])

    def _places(self, length: int) -> dict[str, list[int]]:
        if length not in self._by_length:
            places: dict[str, list[int]] = {}
            for at in range(len(self._texts) - length + 1):
                places.setdefault(self._digest_at(at, length), []).append(at)
            self._by_length[length] = places
        return self._by_length[length]


def _texts(document: Document, level: Level) -> Sequence[str]:
    return [item.text for item in document.units(level)]
