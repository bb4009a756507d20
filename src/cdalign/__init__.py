"""cdalign aligns Chinese documents with their English text, and makes memories, glossaries and reports of them.

    from cdalign import align_documents, read_document, units_of, write_tmx, Level

    bitext = align_documents(read_document("zh.txt"), read_document("en.txt"))
    write_tmx("pair.tmx", units_of(bitext, Level.SENTENCE))

The names below are the public ones; a room is loaded when one of its names is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cdalign.version import VERSION

if TYPE_CHECKING:
    from cdalign.alignment import Settled, align_documents, align_segments
    from cdalign.checks import check_bitext
    from cdalign.documents import read_document
    from cdalign.editing import merge_beads, set_status, shift_boundary, split_bead
    from cdalign.errors import CdalignError, ReadError, UsageError, WriteError
    from cdalign.lexicon import Lexicon, core_lexicon, with_termbase
    from cdalign.memory import Memory, open_memory
    from cdalign.model import (
        Bead,
        BeadStatus,
        Bitext,
        Document,
        Finding,
        Level,
        Paragraph,
        Role,
        Segment,
        Severity,
        Span,
        Termbase,
        TranslationUnit,
    )
    from cdalign.project import open_project
    from cdalign.project.building import build_project
    from cdalign.quantities import find_quantities
    from cdalign.report import make_report, write_report
    from cdalign.segmentation import split_sentences
    from cdalign.spotting import spot_translation
    from cdalign.terminology import TermIndex, look_up
    from cdalign.terminology.recognition import TermRecognizer
    from cdalign.terminology.termbase import read_termbase
    from cdalign.tmx import read_units, write_tmx
    from cdalign.units import bead_texts, units_of
    from cdalign.working import read_working

__version__ = VERSION

_ROOM_OF = {
    "Bead": "model",
    "BeadStatus": "model",
    "Bitext": "model",
    "CdalignError": "errors",
    "Document": "model",
    "Finding": "model",
    "Level": "model",
    "Lexicon": "lexicon",
    "Memory": "memory",
    "Paragraph": "model",
    "ReadError": "errors",
    "Role": "model",
    "Segment": "model",
    "Settled": "alignment",
    "Severity": "model",
    "Span": "model",
    "TermIndex": "terminology",
    "TermRecognizer": "terminology.recognition",
    "Termbase": "model",
    "TranslationUnit": "model",
    "UsageError": "errors",
    "WriteError": "errors",
    "align_documents": "alignment",
    "align_segments": "alignment",
    "bead_texts": "units",
    "build_project": "project.building",
    "check_bitext": "checks",
    "core_lexicon": "lexicon",
    "find_quantities": "quantities",
    "look_up": "terminology",
    "make_report": "report",
    "merge_beads": "editing",
    "open_memory": "memory",
    "open_project": "project",
    "read_document": "documents",
    "read_termbase": "terminology.termbase",
    "read_units": "tmx",
    "read_working": "working",
    "set_status": "editing",
    "shift_boundary": "editing",
    "split_bead": "editing",
    "split_sentences": "segmentation",
    "spot_translation": "spotting",
    "units_of": "units",
    "with_termbase": "lexicon",
    "write_report": "report",
    "write_tmx": "tmx",
}

__all__ = [
    "Bead",
    "BeadStatus",
    "Bitext",
    "CdalignError",
    "Document",
    "Finding",
    "Level",
    "Lexicon",
    "Memory",
    "Paragraph",
    "ReadError",
    "Role",
    "Segment",
    "Settled",
    "Severity",
    "Span",
    "TermIndex",
    "TermRecognizer",
    "Termbase",
    "TranslationUnit",
    "UsageError",
    "WriteError",
    "__version__",
    "align_documents",
    "align_segments",
    "bead_texts",
    "build_project",
    "check_bitext",
    "core_lexicon",
    "find_quantities",
    "look_up",
    "make_report",
    "merge_beads",
    "open_memory",
    "open_project",
    "read_document",
    "read_termbase",
    "read_units",
    "read_working",
    "set_status",
    "shift_boundary",
    "split_bead",
    "split_sentences",
    "spot_translation",
    "units_of",
    "with_termbase",
    "write_report",
    "write_tmx",
]


def __dir__() -> list[str]:
    """Return the public names, so that they can be completed before a room is loaded."""
    return sorted([*__all__, "__doc__", "__file__", "__name__", "__path__"])


def __getattr__(name: str) -> Any:
    """Load a public name from its room when it is first used, so that `import cdalign` costs nothing."""
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'cdalign' has no attribute {name!r}")
    return getattr(import_module(f"cdalign.{_ROOM_OF[name]}"), name)
