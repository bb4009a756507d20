"""A small termbase with everything that a termbase can say."""

from cdalign.model import (
    Bead,
    Bitext,
    ConceptEntry,
    Document,
    Paragraph,
    Segment,
    Term,
    Termbase,
    TermStatus,
    TermType,
)

CONFERENCE = ConceptEntry(
    "cd",
    (
        Term("裁军谈判会议", "zh-Hans", source="body.1"),
        Term("裁谈会", "zh-Hans", TermType.SHORT_FORM, note='"&<short>'),
        Term("Conference on Disarmament", "en"),
        Term("CD", "en", TermType.ACRONYM, TermStatus.ADMITTED),
        Term("Disarmament Conference", "en", TermType.VARIANT, TermStatus.DEPRECATED),
    ),
    subject="bodies",
    definition="The single multilateral negotiating forum on disarmament",
    definition_source="A/S-10/4",
    note="Geneva & elsewhere",
    see_also=("ga",),
)
ASSEMBLY = ConceptEntry(
    "ga",
    (
        Term("联合国大会", "zh-Hans"),
        Term("大会", "zh-Hans", TermType.SHORT_FORM, not_in=("审议大会", "延期大会"), is_detected=False),
        Term("General Assembly", "en", note="not in: is not ours"),
    ),
)
REITERATE = ConceptEntry("reiterate", (Term("重申", "zh-Hans", pos="verb"), Term("reiterate", "en", pos="verb")))
TERMBASE = Termbase((CONFERENCE, ASSEMBLY, REITERATE))


def aligned(pairs: list[tuple[str, str]]) -> Bitext:
    """Paragraphs of one sentence each, aligned one to one."""
    documents = [
        Document(
            lang,
            tuple(
                Paragraph(f"body.{at}", texts[side], segments=(Segment(f"body.{at}.1", texts[side]),))
                for at, texts in enumerate(pairs, 1)
            ),
            symbol="CD/1",
        )
        for side, lang in enumerate(("zh-Hans", "en"))
    ]
    beads = tuple(Bead(range(at, at + 1), range(at, at + 1)) for at in range(len(pairs)))
    return Bitext(documents[0], documents[1], beads, beads)
