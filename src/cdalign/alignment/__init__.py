"""Which segments say the same: paragraphs first, then the sentences inside them."""

from cdalign.alignment.documents import align_documents, align_many_documents
from cdalign.alignment.segments import align_lines, align_many, align_segments, train_lexicon
from cdalign.alignment.settling import Settled

__all__ = [
    "Settled",
    "align_documents",
    "align_lines",
    "align_many",
    "align_many_documents",
    "align_segments",
    "train_lexicon",
]
