"""Rows as pairs of texts: cells next to each other, paragraphs of one language followed by those of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from cdalign.documents import cut_paragraph
from cdalign.errors import ReadError
from cdalign.exchange.bilingual.rows import TextRow, row_of_line, rows_of_reading
from cdalign.exchange.bilingual.texts import WrittenIn, language_of
from cdalign.exchange.faults import ExchangeFault
from cdalign.faults import OnFault
from cdalign.languages import ENGLISH, SIMPLIFIED, TRADITIONAL
from cdalign.lexicon import Lexicon, core_lexicon
from cdalign.model import Bead, Bitext, Document, Paragraph, TranslationUnit
from cdalign.reading import read_blocks
from cdalign.tables import open_sheets, read_heading
from cdalign.text import contains_han, detect_script, join_texts, squeeze_spaces
from cdalign.units import TIMES_PROP

_LONGEST_NAME = 40
_ADVICE = (
    "give a file with Chinese and English side by side or in turn; for two files of one language each, "
    "`cdalign align SOURCE TARGET`"
)


class _Pair(NamedTuple):
    row: TextRow
    chinese: str
    english: str
    is_chinese_first: bool


# Rows or paragraphs with their pairs; there are no pairs if something has no counterpart.
_Found = tuple[TextRow, list[_Pair]]


def read_bilingual_document(path: str | Path, *, on_fault: OnFault) -> Iterator[TranslationUnit]:
    """Yield the pairs of a document in both languages, in the order of the file.

    The source is the language that comes first in the file.

    Raises:
        ReadError: the file cannot be read, or has no pair.
    """
    pairs, faults = _pair_rows(rows_of_reading(read_blocks(path), path))
    if not pairs:
        raise ReadError("has no Chinese and English texts side by side or in turn", path=path, advice=_ADVICE)
    for fault in faults:
        on_fault(fault)
    yield from _units(pairs)


def pair_unnamed_columns(path: str | Path, *, sheet: str = "", on_fault: OnFault) -> tuple[TranslationUnit, ...]:
    """Return the pairs of a table (TSV, CSV, XLSX) without names of columns. Characters tell the languages.

    Raises:
        ReadError: the file cannot be read.
    """
    with open_sheets(path, sheet=sheet) as sheets:
        rows = [row_of_line(line, number) for number, one in enumerate(sheets, 1) for line in one.lines]
    pairs, faults = _pair_rows(rows)
    for fault in faults if pairs else ():
        on_fault(fault)
    return tuple(_units(pairs))


def _pair_rows(rows: Iterable[TextRow]) -> tuple[list[_Pair], list[ExchangeFault]]:
    """Return the pairs of rows and paragraphs, and what has no counterpart."""
    pairs, faults = list[_Pair](), list[ExchangeFault]()
    for table, group in groupby(rows, key=lambda row: row.table):
        members = [row for row in group if any(map(language_of, row.cells))]
        found = _pair_cells(members) if table else _pair_paragraphs(members)
        for row, made in found:
            pairs += made
            if not made:
                text = squeeze_spaces(" ".join(row.cells))
                faults.append(ExchangeFault("unit.alone", text[:_LONGEST_NAME], line=row.line, unit=row.name))
    return pairs, faults


def _pair_cells(rows: Sequence[TextRow]) -> Iterator[_Found]:
    """Yield the rows of a table with their pairs, without the row that names the columns."""
    columns = {width: _fullest_columns([row for row in rows if len(row.cells) == width]) for width in _widths(rows)}
    for shared in _shared_rows(rows):
        row = shared[0]
        if len(shared) > 1:
            yield row, _pairs_of_shared(shared)
        elif sum(any(read_heading(cell)) for cell in row.cells) < 2:
            yield row, _pairs_of_row(row, columns[len(row.cells)])


def _widths(rows: Iterable[TextRow]) -> set[int]:
    return {len(row.cells) for row in rows}


def _shared_rows(rows: Iterable[TextRow]) -> list[list[TextRow]]:
    """Return the rows, grouped if a cell of the first one extends over the others."""
    groups: list[list[TextRow]] = []
    for row in rows:
        if row.is_shared and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _pairs_of_shared(rows: Sequence[TextRow]) -> list[_Pair]:
    """Return the pairs of rows that share a cell: one for each row if both sides have equally many texts, else one."""
    cells = [cell for row in rows for cell in row.cells]
    sides = {lang: [cell for cell in cells if language_of(cell) is lang] for lang in WrittenIn}
    chinese, english = sides[WrittenIn.CHINESE], sides[WrittenIn.ENGLISH]
    if not chinese or not english or sides[WrittenIn.MIXED]:
        return []
    if cells.index(chinese[0]) > cells.index(english[0]):
        chinese, english = english, chinese
    if len(chinese) == len(english):
        return [_make_pair(rows[0], *both) for both in zip(chinese, english, strict=True)]
    return [_make_pair(rows[0], join_texts(chinese), join_texts(english))]


def _fullest_columns(rows: Iterable[TextRow]) -> tuple[int, int]:
    """Return the columns with most Chinese and most English. Columns of numbers and remarks have less text."""
    amounts: dict[WrittenIn, Counter[int]] = {language: Counter() for language in WrittenIn}
    for row in rows:
        for column, cell in enumerate(row.cells):
            amounts[language_of(cell)][column] += len(cell)
    chinese, english = amounts[WrittenIn.CHINESE], amounts[WrittenIn.ENGLISH]
    return max(chinese, key=lambda column: chinese[column], default=0), max(
        english, key=lambda column: english[column], default=0
    )


def _pairs_of_row(row: TextRow, columns: tuple[int, int]) -> list[_Pair]:
    """Return the pair of two columns of texts, or the pairs of their paragraphs if both have equally many."""
    languages = [language_of(cell) for cell in row.cells]
    sides = [(language, cell) for language, cell in zip(languages, row.cells, strict=True) if language]
    runs = [[cell for _, cell in run] for _, run in groupby(sides, key=lambda side: side[0])]
    if len(runs) == 2 and len(runs[0]) == len(runs[1]) and WrittenIn.MIXED not in languages:
        return [_make_pair(row, first, second) for first, second in zip(*runs, strict=True)]
    chinese, english = columns
    # A short cell may be half names in the other language, so its column decides.
    if contains_han(row.cells[chinese]) and languages[english] is WrittenIn.ENGLISH:
        first, second = sorted(columns)
        return [_make_pair(row, row.cells[first], row.cells[second])]
    return []


def _make_pair(row: TextRow, first: str, second: str) -> _Pair:
    is_chinese_first = language_of(second) is WrittenIn.ENGLISH
    chinese, english = (first, second) if is_chinese_first else (second, first)
    return _Pair(row, squeeze_spaces(chinese), squeeze_spaces(english), is_chinese_first)


def _pair_paragraphs(rows: Sequence[TextRow]) -> Iterator[_Found]:
    """Yield paragraphs with their pairs. A run of one language is followed by a run of the other.

    The first language is the one that is more often followed by the other. A paragraph with both languages, one after
    the other, is a pair by itself.
    """
    runs = [(lang, list(run)) for lang, run in groupby(rows, key=_language_of_row)]
    first, second = _order_of(runs)
    at = 0
    while at < len(runs):
        lang, here = runs[at]
        following = runs[at + 1][1] if at + 1 < len(runs) and runs[at + 1][0] is second else []
        if lang is first and following:
            yield from _pair_runs(here, following)
            at += 2
        else:
            yield from ((row, [_make_pair(row, *row.cells)] if len(row.cells) == 2 else []) for row in here)
            at += 1


def _language_of_row(row: TextRow) -> WrittenIn:
    return language_of(row.cells[0]) if len(row.cells) == 1 else WrittenIn.MIXED


def _order_of(runs: Sequence[tuple[WrittenIn, list[TextRow]]]) -> tuple[WrittenIn, WrittenIn]:
    turns = Counter((first, second) for (first, _), (second, _) in pairwise(runs))
    first, second = WrittenIn.CHINESE, WrittenIn.ENGLISH
    is_turned = turns[second, first] > turns[first, second]
    is_even = turns[second, first] == turns[first, second]
    return (second, first) if is_turned or (is_even and _comes_first(second, runs)) else (first, second)


def _comes_first(language: WrittenIn, runs: Sequence[tuple[WrittenIn, list[TextRow]]]) -> bool:
    known = (lang for lang, _ in runs if lang in (WrittenIn.CHINESE, WrittenIn.ENGLISH))
    return next(known, None) is language


def _pair_runs(here: Sequence[TextRow], following: Sequence[TextRow]) -> Iterator[_Found]:
    """Yield the paragraphs of two runs with their pairs: one to one if they are equally many, else by alignment."""
    if len(here) == len(following):
        for one, other in zip(here, following, strict=True):
            yield one, [_make_pair(one, one.cells[0], other.cells[0])]
        return
    from cdalign.alignment import align_documents  # numpy takes longer to load than most files to read

    bitext = align_documents(_document_of(here), _document_of(following), lexicon=_lexicon())
    for bead in bitext.paragraphs:
        sure = _sure_texts(bitext, bead)
        yield from _pair_of_bead([here[at] for at in bead.source], [following[at] for at in bead.target], sure)


def _sure_texts(bitext: Bitext, bead: Bead) -> frozenset[str]:
    """Return the paragraphs of a bead that are surely rendered: a sentence bead has sentences of theirs alone."""
    sure = set[str]()
    for sentence in bitext.sentences_inside(bead):
        if sentence.is_two_sided and not sentence.is_doubtful:
            for document, own, units in (
                (bitext.source, bead.source, sentence.source),
                (bitext.target, bead.target, sentence.target),
            ):
                segments = {*document.segments[units.start : units.stop]}
                paragraphs = (document.paragraphs[at] for at in own)
                texts = [one.text for one in paragraphs if not segments.isdisjoint(one.segments)]
                sure.update(texts if len(texts) == 1 else ())
    return frozenset(sure)


def _pair_of_bead(here: Sequence[TextRow], there: Sequence[TextRow], sure: frozenset[str]) -> Iterator[_Found]:
    """Yield the pair of paragraphs that were aligned. A paragraph that renders nothing of the others has no pair."""
    kept = [[row for row in side if _belongs(row, side, other, sure)] for side, other in ((here, there), (there, here))]
    texts = [join_texts(row.cells[0] for row in side) for side in kept]
    for row in (*here, *there):
        if all(texts) and row is kept[0][0]:
            yield row, [_make_pair(row, *texts)]
        elif not all(texts) or row not in (*kept[0], *kept[1]):
            yield row, []


def _belongs(row: TextRow, side: Sequence[TextRow], other: Sequence[TextRow], sure: frozenset[str]) -> bool:
    from cdalign.exchange.bilingual.relatedness import is_rendered_in

    beside = [one.cells[0] for one in side if one is not row]
    is_sure = row.cells[0] in sure and bool(other)
    return is_sure or is_rendered_in(row.cells[0], [one.cells[0] for one in other], beside)


def _document_of(rows: Sequence[TextRow]) -> Document:
    lang = SIMPLIFIED if language_of(rows[0].cells[0]) is WrittenIn.CHINESE else ENGLISH
    paragraphs = (Paragraph(str(number), row.cells[0]) for number, row in enumerate(rows, start=1))
    return Document(lang, tuple(cut_paragraph(paragraph, lang) for paragraph in paragraphs))


@cache
def _lexicon() -> Lexicon:
    return core_lexicon()


def _units(pairs: Sequence[_Pair]) -> Iterator[TranslationUnit]:
    """Yield the units in the direction of most pairs."""
    is_chinese_first = 2 * sum(pair.is_chinese_first for pair in pairs) >= len(pairs)
    is_traditional = detect_script("".join(pair.chinese for pair in pairs[:1000])) == "Hant"
    chinese_lang = TRADITIONAL if is_traditional else SIMPLIFIED
    names = Counter[str]()
    for pair in pairs:
        names[pair.row.name] += 1
        name = pair.row.name if names[pair.row.name] == 1 else f"{pair.row.name}-{names[pair.row.name]}"
        texts, langs = (pair.chinese, pair.english), (chinese_lang, ENGLISH)
        if not is_chinese_first:
            texts, langs = texts[::-1], langs[::-1]
        times = ((TIMES_PROP, pair.row.times),) if pair.row.times else ()
        yield TranslationUnit(*texts, *langs, id=name, source_props=times, target_props=times)
