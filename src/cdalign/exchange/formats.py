"""Reading and writing pairs of texts in any format, by the suffix of the file (`catalogue` has the table)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from cdalign.atomic import open_whole
from cdalign.errors import ReadError, UsageError
from cdalign.exchange.bilingual import pair_unnamed_columns, read_bilingual_document
from cdalign.exchange.catalogue import (
    BILINGUAL,
    CSV,
    MOSES,
    PO,
    SUBTITLES,
    TMX,
    TSV,
    XLIFF,
    XLIFF_OTHERS,
    XLSX,
    format_of,
)
from cdalign.exchange.directions import watch_languages, with_languages
from cdalign.exchange.faults import ExchangeFault
from cdalign.exchange.returned import with_stable_ids
from cdalign.exchange.subtitles import write_subtitles
from cdalign.exchange.toolkit import read_po, write_po
from cdalign.exchange.unit_tables import UnitRow, read_table, row_unit, unit_rows, write_table
from cdalign.exchange.xliff import PartMatches, read_xliff, write_xliff
from cdalign.faults import OnFault, OnPlacedFault, ignore_fault, ignore_placed_fault
from cdalign.languages import ENGLISH, SIMPLIFIED, languages_match, primary_language
from cdalign.messages import say
from cdalign.model import TranslationUnit
from cdalign.tables import UnnamedColumnsError
from cdalign.text import squeeze_spaces
from cdalign.tmx import ContextStyle, TmxHeader, Written, read_tmx, read_units, write_tmx
from cdalign.tmx.writing import DEFAULT_CODES

_TABLES = (TSV, CSV, XLSX)
_XLIFF = (XLIFF, XLIFF_OTHERS)


@dataclass(frozen=True, slots=True)
class Writing:
    """How units are written: language codes, and for TMX its header and context props.

    The languages are those of the units; `source_lang` and `target_lang` name the two files of Moses lines.
    `original` is the name of the text that the units are of, as XLIFF says it; the name of the file if it is empty.
    `parts` are parts of units that were translated before, by the id of the unit; XLIFF has them as `alt-trans`.
    """

    source_lang: str = ""
    target_lang: str = ""
    header: TmxHeader = field(default_factory=TmxHeader)
    codes: dict[str, str] = field(default_factory=lambda: dict(DEFAULT_CODES))
    context: ContextStyle = ContextStyle.NONE
    original: str = ""
    parts: PartMatches = field(default_factory=dict)


def read_any(
    path: str | Path,
    source_lang: str = "",
    target_lang: str = "",
    *,
    usual: tuple[str, str] | None = None,
    on_fault: OnFault = ignore_fault,
    sheet: str = "",
) -> Iterator[TranslationUnit]:
    """Read pairs of texts from a file of any format, in the languages asked for or in those of the file.

    `usual` are the languages of a memory that may hold several, if none is asked for; they are taken in the
    direction that its header says. What is not translated is left out and reported. `sheet` chooses a sheet of a
    workbook by its name or number.

    Raises:
        ReadError: not of the format that its name says, or not readable.
        UsageError: the suffix says no format.
    """
    if format_of(path) is TMX:
        languages = _languages_of_memory(path, source_lang, target_lang, usual)
        return watch_languages(read_units(path, *languages, on_fault=on_fault), on_fault)
    units = read_bilingual(path, source_lang, target_lang, on_fault=on_fault, sheet=sheet)
    return _translated(units, on_fault)


def read_bilingual(
    path: str | Path,
    source_lang: str = "",
    target_lang: str = "",
    *,
    on_fault: OnFault = ignore_fault,
    sheet: str = "",
) -> Iterator[TranslationUnit]:
    """Read the units of a file of any format but TMX. An untranslated unit has an empty target.

    Raises:
        ReadError: not of the format that its name says, or not readable.
        UsageError: the suffix says no format, or that of a memory.
    """
    kind = format_of(path)
    if kind in _XLIFF:
        units = read_xliff(path, on_fault=on_fault)
    elif kind in _TABLES:
        units = _read_table_units(path, source_lang, target_lang, sheet=sheet, on_fault=on_fault)
    elif kind in (BILINGUAL, SUBTITLES):
        units = read_bilingual_document(path, on_fault=on_fault)
    elif kind is PO:
        units = read_po(path, on_fault=on_fault)
    elif kind is MOSES:
        return _read_moses(Path(path), source_lang or SIMPLIFIED, target_lang or ENGLISH)
    else:
        raise UsageError("is a memory", path=path)
    return with_languages(units, source_lang, target_lang, on_fault)


def _read_table_units(
    path: str | Path, source_lang: str, target_lang: str, *, sheet: str, on_fault: OnFault
) -> Iterator[TranslationUnit]:
    """Yield the units of a table by the names of its columns, or by their characters if it has no names."""
    try:
        yield from map(row_unit, read_table(path, source_lang, target_lang, sheet=sheet))
    except UnnamedColumnsError:
        units = pair_unnamed_columns(path, sheet=sheet, on_fault=on_fault)
        if not units:
            raise
        yield from units


def _languages_of_memory(
    path: str | Path, source_lang: str, target_lang: str, usual: tuple[str, str] | None
) -> tuple[str, str]:
    """Return the languages to look for in a memory."""
    if usual is None or (source_lang and target_lang):
        return source_lang, target_lang
    if source_lang or target_lang:
        other = next((lang for lang in usual if not languages_match(lang, source_lang or target_lang)), "")
        return source_lang or other, target_lang or other
    header, _ = read_tmx(path)
    first, second = usual
    is_turned = primary_language(header.source_lang) == primary_language(second)
    return (second, first) if is_turned else (first, second)


def _translated(units: Iterable[TranslationUnit], on_fault: OnFault) -> Iterator[TranslationUnit]:
    for unit in units:
        if unit.source and unit.target:
            yield unit
        else:
            on_fault(ExchangeFault("unit.untranslated", unit=unit.id))


def read_all(
    paths: Iterable[str | Path],
    source_lang: str = "",
    target_lang: str = "",
    *,
    usual: tuple[str, str] | None = None,
    on_fault: OnPlacedFault = ignore_placed_fault,
    sheet: str = "",
) -> Iterator[TranslationUnit]:
    """Read the pairs of texts of several files, one after the other, each as `read_any` does.

    Raises:
        ReadError: a file is not of the format that its name says, or not readable.
        UsageError: a suffix says no format.
    """
    for path in paths:
        on_fault_here = partial(on_fault, path)
        yield from read_any(path, source_lang, target_lang, usual=usual, on_fault=on_fault_here, sheet=sheet)


def read_rows(path: str | Path) -> Iterator[UnitRow]:
    """Read a table or an XLIFF that came back from review as rows.

    Raises:
        ReadError: not readable.
        UsageError: the suffix is neither a table's nor XLIFF's.
    """
    kind = format_of(path)
    if kind in _XLIFF:
        return unit_rows(read_xliff(path))
    if kind in _TABLES:
        return read_table(path)
    raise UsageError("is neither a table nor an XLIFF", path=path, advice="give an .xlsx, .tsv, .csv or .xlf")


def write_any(path: str | Path, units: Iterable[TranslationUnit], writing: Writing) -> Written:
    """Write pairs of texts in the format that the suffix says, whole or not at all, and say what was done.

    Raises:
        WriteError: the file cannot be written there.
        UsageError: the suffix says no format, or one that is only read.
    """
    kind = format_of(path)
    if not kind.is_written:
        raise UsageError("is a format that is only read", path=path, advice="write .tmx, .xlf or .xlsx")
    if kind in _TABLES:
        return Written(write_table(path, with_stable_ids(units)))
    if kind is XLIFF:
        original = writing.original or Path(path).stem
        return Written(
            write_xliff(path, with_stable_ids(units), original=original, codes=writing.codes, parts=writing.parts)
        )
    if kind is PO:
        return Written(write_po(path, units, codes=writing.codes))
    if kind is MOSES:
        return _write_moses(Path(path), units, writing)
    if kind is SUBTITLES:
        return write_subtitles(path, units)
    return write_tmx(path, units, header=writing.header, codes=writing.codes, context=writing.context)


def _moses_paths(path: Path, source_lang: str, target_lang: str) -> tuple[Path, Path]:
    return (
        path.with_suffix(f".{primary_language(source_lang) or 'source'}"),
        path.with_suffix(f".{primary_language(target_lang) or 'target'}"),
    )


def _write_moses(path: Path, units: Iterable[TranslationUnit], writing: Writing) -> Written:
    """Write two files of lines, named by the languages of the first unit. Lines cannot hold inline codes."""
    coming = iter(units)
    first = next(coming, None)
    source_lang, target_lang = (first.source_lang, first.target_lang) if first else (SIMPLIFIED, ENGLISH)
    paths = _moses_paths(path, writing.source_lang or source_lang, writing.target_lang or target_lang)
    count = codes = 0
    with ExitStack() as stack:
        source, target = (stack.enter_context(open_whole(place)) for place in paths)
        for unit in chain((first,) if first else (), coming):
            source.write(f"{squeeze_spaces(unit.source)}\n".encode())
            target.write(f"{squeeze_spaces(unit.target)}\n".encode())
            count += 1
            codes += len(unit.source_codes) + len(unit.target_codes)
    return Written(count, (("inline codes, for which lines have no place", codes),) if codes else ())


def _read_moses(path: Path, source_lang: str, target_lang: str) -> Iterator[TranslationUnit]:
    paths = _moses_paths(path, source_lang, target_lang)
    try:
        with paths[0].open(encoding="utf-8") as sources, paths[1].open(encoding="utf-8") as targets:
            for line, (source, target) in enumerate(zip(sources, targets, strict=True), 1):
                if source.strip() and target.strip():
                    yield TranslationUnit(source.strip(), target.strip(), source_lang, target_lang, id=f"line-{line}")
    except OSError as error:
        raise ReadError(
            say("cannot be read ({strerror})", strerror=error.strerror),
            path=path,
            advice=say("give {one} and {other}", one=paths[0], other=paths[1]),
        ) from error
    except (ValueError, UnicodeDecodeError) as error:
        raise ReadError(
            say("its two files do not go together ({error})", error=error), path=path, advice="give as many lines"
        ) from error
