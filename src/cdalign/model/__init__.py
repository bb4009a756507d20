"""The data types of cdalign: values only. The functions that use them are in the other rooms.

Document ─ Paragraph ─ Segment          one language version
Bitext ─ Bead, Bead, …                  two documents and the beads that tile both
TranslationUnit                         a bead with its words, on its way into a memory
Termbase ─ ConceptEntry ─ Term          TBX's own shape
Match, Finding                          a place in a text; what a check reports about it
"""

from __future__ import annotations

from cdalign.model.beads import (
    DOUBTFUL_BELOW,
    EDITED,
    Bead,
    BeadStatus,
    check_tiling,
    corner_of,
    parse_status,
    shared_ends,
)
from cdalign.model.bitexts import Bitext
from cdalign.model.documents import (
    Document,
    Edit,
    Level,
    Paragraph,
    Provenance,
    ReviserQuery,
    Role,
    Segment,
    SourceStatus,
)
from cdalign.model.findings import Finding, Match, Quote, Severity, Span
from cdalign.model.termbases import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.model.units import (
    REVIEW_PROP,
    SCORE_PROP,
    Code,
    CodeKind,
    Codes,
    Props,
    TranslationUnit,
    parse_score,
)

__all__ = [
    "DOUBTFUL_BELOW",
    "EDITED",
    "REVIEW_PROP",
    "SCORE_PROP",
    "Bead",
    "BeadStatus",
    "Bitext",
    "Code",
    "CodeKind",
    "Codes",
    "ConceptEntry",
    "Document",
    "Edit",
    "Finding",
    "Level",
    "Match",
    "Paragraph",
    "Props",
    "Provenance",
    "Quote",
    "ReviserQuery",
    "Role",
    "Segment",
    "Severity",
    "SourceStatus",
    "Span",
    "Term",
    "TermStatus",
    "TermType",
    "Termbase",
    "TranslationUnit",
    "check_tiling",
    "corner_of",
    "parse_score",
    "parse_status",
    "shared_ends",
]
