"""Loaded once for all children: the rules and dictionaries that aligning and checking load at their first use.

A sentence goes through both, so no list of them is kept here. Measured in processor time: an upload of one page takes
0.2 s in a child that has all this loaded and 1.3 s in one that loads it. The process that children are copies of takes
200 MB, which they share.
"""

from cdalign.alignment import align_documents
from cdalign.checks import check_bitext
from cdalign.documents import cut_paragraph
from cdalign.model import Document, Paragraph
from cdalign.web import children  # noqa: F401 - what runs in a child

_TEXTS = {
    "zh-Hans": "2019 年 3 月 4 日，王小明主席说，委员会通过了 3 项决定。",
    "en": "On 4 March 2019, Chairman Wang Xiaoming said that the Committee had adopted 3 decisions.",
}


def _use_everything() -> None:
    source, target = (
        Document(lang, (cut_paragraph(Paragraph("body.1", text), lang),)) for lang, text in _TEXTS.items()
    )
    for _ in check_bitext(align_documents(source, target)):
        pass


_use_everything()
