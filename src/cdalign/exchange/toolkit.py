"""The formats that translate-toolkit knows well: PO. Everything that leans on the package stands here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from cdalign.atomic import write_whole
from cdalign.errors import ReadError
from cdalign.model import TranslationUnit


def write_po(path: str | Path, units: Iterable[TranslationUnit], *, target_lang: str) -> int:
    """Write units as a PO file, fuzzy where no person has confirmed them, and give their number.

    Raises:
        WriteError: the file cannot be written there.
    """
    from translate.storage import po

    store = po.pofile()
    update: Callable[..., object] = store.updateheader
    update(add=True, Language=target_lang, Content_Type="text/plain; charset=UTF-8")
    count = 0
    for unit in units:
        entry = store.addsourceunit(unit.source)
        entry.target = unit.target
        entry.setcontext(unit.id)
        entry.markfuzzy(unit.prop("x-review") != "confirmed")
        for note in unit.notes:
            entry.addnote(note, origin="developer")
        count += 1
    write_whole(path, bytes(store))
    return count


def read_po(path: str | Path, source_lang: str, target_lang: str) -> Iterator[TranslationUnit]:
    """Read the translated entries of a PO file.

    Raises:
        ReadError: no PO file, or not readable.
    """
    from translate.storage import po

    try:
        parse: Callable[..., Any] = po.pofile.parsefile
        store = parse(str(path))
    except Exception as error:  # the package raises whatever its parsers do
        raise ReadError(f"cannot be read as PO ({error})", path=path, advice="give a gettext PO file") from error
    for entry in store.units:
        if entry.isheader() or not entry.target:
            continue
        review = "automatic" if entry.isfuzzy() else "confirmed"
        notes = tuple(line for line in entry.getnotes("developer").splitlines() if line)
        yield TranslationUnit(
            str(entry.source),
            str(entry.target),
            source_lang,
            target_lang,
            id=entry.getcontext(),
            props=(("x-review", review),),
            notes=notes,
        )
