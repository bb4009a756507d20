"""Small bitexts that several tests share."""

from cdalign.model import Bead, Bitext, Document, Paragraph, Segment


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
