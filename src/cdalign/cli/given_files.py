"""What the FILES of a command are: memories, one pair of texts, or a project folder; and how each is read."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.cli.printing import print_warning
from cdalign.cli.tm.inputs import fault_talk
from cdalign.errors import ReadError, UsageError
from cdalign.messages import say

if TYPE_CHECKING:
    from cdalign.model import Bitext, Termbase, TranslationUnit

FORMS = "memories (TMX, XLIFF, TSV, CSV, XLSX, PO), or SOURCE TARGET, or a project folder"


class Source(StrEnum):
    """What the files of a command are together."""

    PROJECT = "project"
    MEMORIES = "memories"
    PAIR = "pair"


def source_of(paths: Sequence[Path]) -> Source:
    """Return what these files are.

    Raises:
        ReadError: one is not there.
        UsageError: they are neither memories, nor a pair of texts, nor one project folder.
    """
    from cdalign.exchange.catalogue import SUFFIXES

    for path in paths:
        if not path.exists():
            raise ReadError.of(FileNotFoundError(), path)
    if len(paths) == 1 and paths[0].is_dir():
        return Source.PROJECT
    if all(path.name.lower().endswith(SUFFIXES) for path in paths):
        return Source.MEMORIES
    if len(paths) == 2:
        return Source.PAIR
    raise UsageError(
        "give memories, one pair of texts, or one project folder",
        path=paths[0],
        advice=say("memories end in {names}; a pair is SOURCE TARGET", names=", ".join(SUFFIXES)),
    )


def align_pair(options: argparse.Namespace, paths: Sequence[Path], termbase: Termbase | None) -> Bitext:
    """Read and align a pair of texts, in the languages that the options say, with the words of a termbase.

    Raises:
        ReadError: one cannot be read.
    """
    from cdalign.alignment import align_documents
    from cdalign.documents import read_document
    from cdalign.lexicon import core_lexicon, with_termbase

    langs = options.source_lang, options.target_lang
    source, target = (
        read_document(path, lang=lang, warn=print_warning) for path, lang in zip(paths, langs, strict=True)
    )
    lexicon = with_termbase(core_lexicon(), termbase) if termbase else core_lexicon()
    return align_documents(source, target, lexicon=lexicon)


def read_memories(options: argparse.Namespace, paths: Sequence[Path]) -> Iterator[TranslationUnit]:
    """Read the units of all memories; tables and XLIFF keep their empty sides.

    Raises:
        ReadError: one cannot be read.
    """
    from cdalign.exchange.catalogue import TMX, format_of
    from cdalign.exchange.formats import read_any, read_bilingual

    with fault_talk() as talk:
        for path in paths:
            read = read_any if format_of(path) is TMX else read_bilingual
            sheet = getattr(options, "sheet", "")
            yield from read(path, options.source_lang, options.target_lang, on_fault=partial(talk, path), sheet=sheet)
