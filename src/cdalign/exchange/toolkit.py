"""The formats that are read and written with translate-toolkit: PO. No other module uses that package."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cdalign.atomic import write_whole
from cdalign.encodings import decode_bytes, normalize_encoding
from cdalign.errors import ReadError
from cdalign.exchange.faults import ExchangeFault
from cdalign.faults import OnFault, ignore_fault
from cdalign.inline import native_text
from cdalign.languages import is_tag, normalize_tag
from cdalign.messages import say
from cdalign.model import REVIEW_PROP, BeadStatus, TranslationUnit
from cdalign.tmx.writing import DEFAULT_CODES

_CHARSET = re.compile(rb"^\"Content-Type:[^\"]*?charset=([\w.:-]+)", re.MULTILINE | re.IGNORECASE)
_SOURCE_HEADER = "X-Source-Language"


def write_po(path: str | Path, units: Iterable[TranslationUnit], *, codes: Mapping[str, str] = DEFAULT_CODES) -> int:
    """Write units as a PO file, fuzzy if no person has confirmed them, and return their number.

    Native codes occur in the texts, as in every PO file. The languages are those of the first unit.

    Raises:
        WriteError: the file cannot be written there.
    """
    from translate.storage import po

    store = po.pofile()
    count = 0
    for unit in units:
        if not count:
            _write_header(store, unit, codes)
        entry = store.addsourceunit(native_text(unit.source, unit.source_codes))
        entry.target = native_text(unit.target, unit.target_codes)
        entry.setcontext(unit.id)
        # An entry without a translation is untranslated, not fuzzy.
        entry.markfuzzy(bool(unit.target) and unit.review != BeadStatus.CONFIRMED)
        for note in unit.notes:
            entry.addnote(note, origin="developer")
        count += 1
    write_whole(path, bytes(store))
    return count


def _write_header(store: Any, unit: TranslationUnit, codes: Mapping[str, str]) -> None:
    source, target = (codes.get(lang, lang).replace("-", "_") for lang in (unit.source_lang, unit.target_lang))
    # No date: the same units make the same file, whatever the clock.
    store.updateheader(
        add=True,
        POT_Creation_Date="",
        PO_Revision_Date="",
        Language=target,
        Content_Type="text/plain; charset=UTF-8",
        **{_SOURCE_HEADER: source},
    )


def read_po(path: str | Path, *, on_fault: OnFault = ignore_fault) -> Iterator[TranslationUnit]:
    """Read the entries of a PO file, each plural form as a unit. An untranslated unit has an empty target.

    The file is read by the charset of its header, and where that does not fit by its bytes. Obsolete entries are left
    out and reported. The target language is that of the header, the source language where the header names it.

    Raises:
        ReadError: no PO file, or not readable.
    """
    from translate.storage import po

    try:
        parse: Callable[..., Any] = po.pofile.parsestring
        store = parse(_utf8_of(path))
    except ReadError:
        raise
    except Exception as error:  # the package lets any error of its parsers through
        raise ReadError(
            say("cannot be read as PO ({error})", error=error), path=path, advice="give a gettext PO file"
        ) from error
    header = {name.lower(): str(value) for name, value in store.parseheader().items()}
    langs = _language(header.get(_SOURCE_HEADER.lower(), "")), _language(header.get("language", ""))
    for entry in store.units:
        if entry.isobsolete():
            on_fault(ExchangeFault("unit.obsolete", "", _line_of(entry), str(entry.source)))
        elif not entry.isheader() and entry.source:
            yield from _units_of(entry, langs)


def _utf8_of(path: str | Path) -> bytes:
    """Return the bytes of a PO file in UTF-8, its header saying so."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ReadError.of(error, path) from error
    declared = _CHARSET.search(data)
    text = _decode(data, declared[1].decode("ascii", "replace") if declared else "", path)
    return _CHARSET.sub(lambda match: match[0].replace(match[1], b"UTF-8"), text.encode("utf-8"))


def _decode(data: bytes, charset: str, path: str | Path) -> str:
    try:
        return data.decode(normalize_encoding(charset)).removeprefix("\ufeff")
    except (LookupError, UnicodeDecodeError):  # CHARSET of a template, or a wrong declaration
        return decode_bytes(data, path=str(path)).text


def _language(code: str) -> str:
    """Return the tag of gettext's `zh_CN.UTF-8` or `sr@latin`, or an empty text if it is not a language."""
    bare = re.split(r"[.@]", code.strip())[0]
    return normalize_tag(bare) if is_tag(bare) else ""


def _line_of(entry: Any) -> int:
    return getattr(entry, "infilepos", 0) or 0


def _units_of(entry: Any, langs: tuple[str, str]) -> Iterator[TranslationUnit]:
    """Yield the unit of an entry. An entry with a plural has two: singular, and gettext's last form for the plural."""
    sources, targets = _forms(entry.source), _forms(entry.target)
    review = BeadStatus.PENDING if entry.isfuzzy() else BeadStatus.CONFIRMED
    notes = tuple(
        line for origin in ("developer", "translator") for line in entry.getnotes(origin).splitlines() if line.strip()
    )
    for source, target in zip_longest(sources, _targets_for(sources, targets), fillvalue=""):
        yield TranslationUnit(
            source, target, *langs, id=entry.getcontext(), props=((REVIEW_PROP, review.value),), notes=notes
        )


def _forms(text: Any) -> list[str]:
    return [str(form) for form in getattr(text, "strings", [text])]


def _targets_for(sources: list[str], targets: list[str]) -> list[str]:
    """Return the translation of the singular and that of the plural: gettext's last form is for many."""
    return [targets[0], targets[-1]] if len(sources) > 1 else targets[:1]
