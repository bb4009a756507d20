"""Any format of pairs of texts, in and out, by the suffix of its name.

.tmx .tmx.gz   memories          .tsv .csv .xlsx   tables          .xlf .xliff   XLIFF 1.2
.po            gettext           .moses            two files of lines: NAME.zh and NAME.en
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cdalign.atomic import open_whole
from cdalign.errors import ReadError, UsageError
from cdalign.exchange.directions import orient_units
from cdalign.exchange.review import with_stable_ids
from cdalign.exchange.tables import Row, read_table, row_unit, write_table
from cdalign.exchange.toolkit import read_po, write_po
from cdalign.exchange.xliff import read_xliff, write_xliff
from cdalign.faults import OnFault, OnPlacedFault, ignore_fault, ignore_placed_fault
from cdalign.languages import primary_language
from cdalign.model import TranslationUnit
from cdalign.text import squeeze_spaces
from cdalign.tmx import ContextStyle, TmxHeader, Written, read_units, write_tmx
from cdalign.tmx.writing import DEFAULT_CODES

_TABLES = (".tsv", ".csv", ".xlsx")
_XLIFF = (".xlf", ".xliff")
SUFFIXES = (".tmx", ".tmx.gz", *_TABLES, *_XLIFF, ".po", ".moses")


@dataclass(frozen=True, slots=True)
class Writing:
    """How units are written: their languages, and for TMX its header, codes and context props."""

    source_lang: str = "zh-Hans"
    target_lang: str = "en"
    header: TmxHeader = field(default_factory=TmxHeader)
    codes: dict[str, str] = field(default_factory=lambda: dict(DEFAULT_CODES))
    context: ContextStyle = ContextStyle.NONE


def suffix_of(path: str | Path) -> str:
    """Give the suffix that says the format.

    Raises:
        UsageError: it says none.
    """
    name = Path(path).name.lower()
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if name.endswith(suffix):
            return suffix
    raise UsageError("its suffix says no format", path=path, advice=f"choose one of {', '.join(SUFFIXES)}")


def read_any(
    path: str | Path, source_lang: str, target_lang: str, *, on_fault: OnFault = ignore_fault, sheet: str = ""
) -> Iterator[TranslationUnit]:
    """Read pairs of texts from a file of any format; memories are told by their content where the suffix is none.

    `sheet` chooses a sheet of a workbook by its name or number.

    Raises:
        ReadError: not of the format that its name says, or not readable.
        UsageError: the suffix says no format.
    """
    suffix = suffix_of(path)
    if suffix in (*_TABLES, *_XLIFF):
        return _with_texts(read_row_units(path, source_lang, target_lang, sheet=sheet))
    if suffix == ".po":
        return read_po(path, source_lang, target_lang)
    if suffix == ".moses":
        return _read_moses(Path(path), source_lang, target_lang)
    return read_units(path, source_lang, target_lang, on_fault=on_fault)


def read_all(
    paths: Iterable[str | Path],
    source_lang: str,
    target_lang: str,
    *,
    on_fault: OnPlacedFault = ignore_placed_fault,
    sheet: str = "",
) -> Iterator[TranslationUnit]:
    """Read the pairs of texts of several files, one after the other.

    Raises:
        ReadError: a file is not of the format that its name says, or not readable.
        UsageError: a suffix says no format.
    """
    for path in paths:
        yield from read_any(path, source_lang, target_lang, on_fault=partial(on_fault, path), sheet=sheet)


def read_row_units(
    path: str | Path, source_lang: str, target_lang: str, *, sheet: str = ""
) -> Iterator[TranslationUnit]:
    """Read the units of a table or an XLIFF with their empty sides, each side in its language (`orient_units`).

    Raises:
        ReadError: not readable.
        UsageError: the suffix is neither a table's nor XLIFF's.
    """
    rows = read_rows(path, source_lang, target_lang, sheet=sheet)
    return orient_units(map(row_unit, rows), source_lang, target_lang)


def read_rows(path: str | Path, source_lang: str = "", target_lang: str = "", *, sheet: str = "") -> Iterator[Row]:
    """Read what came back from review, a table or an XLIFF, as rows.

    The languages choose the columns of a table that names more than two; `sheet` chooses a sheet of a workbook.

    Raises:
        ReadError: not readable.
        UsageError: the suffix is neither a table's nor XLIFF's.
    """
    suffix = suffix_of(path)
    if suffix in _XLIFF:
        return read_xliff(path)
    if suffix in _TABLES:
        return read_table(path, source_lang, target_lang, sheet=sheet)
    raise UsageError("is neither a table nor an XLIFF", path=path, advice=f"give {', '.join((*_TABLES, *_XLIFF))}")


def _with_texts(units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
    return (unit for unit in units if unit.source and unit.target)


def write_any(path: str | Path, units: Iterable[TranslationUnit], writing: Writing) -> Written:
    """Write pairs of texts in the format that the suffix says, whole or not at all, and say what was done.

    Raises:
        WriteError: the file cannot be written there.
        UsageError: the suffix says no format.
    """
    suffix = suffix_of(path)
    if suffix in _TABLES:
        return Written(write_table(path, with_stable_ids(units)))
    if suffix in _XLIFF:
        langs = writing.source_lang, writing.target_lang
        return Written(write_xliff(path, with_stable_ids(units), original=Path(path).stem, langs=langs))
    if suffix == ".po":
        code = writing.codes.get(writing.target_lang, writing.target_lang)
        return Written(write_po(path, units, target_lang=code))
    if suffix == ".moses":
        return Written(_write_moses(Path(path), units, writing))
    return write_tmx(path, units, header=writing.header, codes=writing.codes, context=writing.context)


def _moses_paths(path: Path, source_lang: str, target_lang: str) -> tuple[Path, Path]:
    return (
        path.with_suffix(f".{primary_language(source_lang) or 'source'}"),
        path.with_suffix(f".{primary_language(target_lang) or 'target'}"),
    )


def _write_moses(path: Path, units: Iterable[TranslationUnit], writing: Writing) -> int:
    source_path, target_path = _moses_paths(path, writing.source_lang, writing.target_lang)
    count = 0
    with ExitStack() as stack:
        source, target = (stack.enter_context(open_whole(place)) for place in (source_path, target_path))
        for unit in units:
            source.write(f"{squeeze_spaces(unit.source)}\n".encode())
            target.write(f"{squeeze_spaces(unit.target)}\n".encode())
            count += 1
    return count


def _read_moses(path: Path, source_lang: str, target_lang: str) -> Iterator[TranslationUnit]:
    paths = _moses_paths(path, source_lang, target_lang)
    try:
        with paths[0].open(encoding="utf-8") as sources, paths[1].open(encoding="utf-8") as targets:
            for line, (source, target) in enumerate(zip(sources, targets, strict=True), 1):
                if source.strip() and target.strip():
                    yield TranslationUnit(source.strip(), target.strip(), source_lang, target_lang, id=f"line-{line}")
    except OSError as error:
        raise ReadError(
            f"cannot be read ({error.strerror})", path=path, advice=f"give {paths[0]} and {paths[1]}"
        ) from error
    except (ValueError, UnicodeDecodeError) as error:
        raise ReadError(
            f"its two files do not go together ({error})", path=path, advice="give as many lines"
        ) from error
