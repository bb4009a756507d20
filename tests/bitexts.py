"""Small bitexts that several tests share."""

from collections.abc import Iterator

from hypothesis import strategies as st

from cdalign.editing import merge_beads, shift_boundary, split_bead
from cdalign.errors import UsageError
from cdalign.model import Bead, Bitext, Document, Level, Paragraph, Segment

Step = tuple[str, Level, int, int, int]

steps_of_editing = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "shift"]),
        st.sampled_from(list(Level)),
        st.integers(0, 8),
        st.integers(-2, 9),
        st.integers(-2, 9),
    ),
    max_size=12,
)


def make_document(lang: str, sizes: list[int]) -> Document:
    paragraphs = []
    for number, size in enumerate(sizes, start=1):
        segments = tuple(Segment(f"p{number}.{at}", f"{lang} {number}.{at}") for at in range(1, size + 1))
        paragraphs.append(Paragraph(f"p{number}", " ".join(segment.text for segment in segments), segments=segments))
    return Document(lang, tuple(paragraphs))


def make_bitext(sizes: list[int]) -> Bitext:
    """Paragraphs 1:1, and inside them sentences 1:1."""
    source, target = make_document("zh", sizes), make_document("en", sizes)
    paragraphs = tuple(Bead(range(at, at + 1), range(at, at + 1), 0.5) for at in range(len(sizes)))
    sentences = tuple(Bead(range(at, at + 1), range(at, at + 1), 0.5) for at in range(sum(sizes)))
    return Bitext(source, target, paragraphs, sentences)


def edited_bitexts(bitext: Bitext, steps: list[Step]) -> Iterator[Bitext]:
    """The bitext, and what it is after each step that can be done."""
    yield bitext
    for step in steps:
        try:
            bitext = _take(bitext, *step)
        except UsageError:
            continue
        yield bitext


def _take(bitext: Bitext, kind: str, level: Level, index: int, one: int, other: int) -> Bitext:
    if kind == "merge":
        return merge_beads(bitext, level, index, index + 1)
    if kind == "split":
        return split_bead(bitext, level, index, one, other)
    return shift_boundary(bitext, level, index, source_by=one % 3 - 1, target_by=other % 3 - 1)
