"""Terms: the termbase and its file formats, recognising terms in text, looking them up, proposing new ones.

records            a termbase as any file gives it: one term a record, still words only
faults, validation what can be wrong with a termbase, with reason and fix
gathering          records become concepts
tables, sheets     our own columns; those of other people, by what their columns hold
columns, mapping   what columns hold, by headings or words; a table as a person is shown it before it is read
soundness          the part of a file that a termbase can take in, and why the rest is refused
tbx_*              TBX versions 2 and 3
termbase, glossary a termbase comes in, whatever its format; a glossary leaves, in the format asked for
inflection         the forms under which an English term occurs in running text
recognition        the terms of a text, leftmost-longest
index, passages    the terms made ready to be asked for; which of them a passage can name
lookup, pinyin     a term asked for, in any script or by its sounds
occurrences        where concepts occur in a corpus
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cdalign.terminology.catalogue import GlossaryFormat
    from cdalign.terminology.glossary import write_glossary
    from cdalign.terminology.index import TermIndex
    from cdalign.terminology.layouts import Layout
    from cdalign.terminology.lookup import look_up
    from cdalign.terminology.occurrences import Occurrence, find_occurrences
    from cdalign.terminology.recognition import Sense, TermRecognizer
    from cdalign.terminology.termbase import change_termbase, examine_termbase, read_termbase, write_termbase
    from cdalign.terminology.validation import validate_reading, validate_termbase

_MODULE_OF = {
    "GlossaryFormat": "catalogue",
    "Layout": "layouts",
    "Occurrence": "occurrences",
    "Sense": "recognition",
    "TermIndex": "index",
    "TermRecognizer": "recognition",
    "change_termbase": "termbase",
    "examine_termbase": "termbase",
    "find_occurrences": "occurrences",
    "look_up": "lookup",
    "read_termbase": "termbase",
    "validate_reading": "validation",
    "validate_termbase": "validation",
    "write_glossary": "glossary",
    "write_termbase": "termbase",
}

__all__ = [
    "GlossaryFormat",
    "Layout",
    "Occurrence",
    "Sense",
    "TermIndex",
    "TermRecognizer",
    "change_termbase",
    "examine_termbase",
    "find_occurrences",
    "look_up",
    "read_termbase",
    "validate_reading",
    "validate_termbase",
    "write_glossary",
    "write_termbase",
]


def __getattr__(name: str) -> Any:
    """Load a name from its module when it is first used: a look-up needs few of them."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'cdalign.terminology' has no attribute {name!r}")
    return getattr(import_module(f"cdalign.terminology.{_MODULE_OF[name]}"), name)
