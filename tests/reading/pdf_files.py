"""Small PDF files, written object by object: pages of words at places, in Helvetica or, for Chinese, in STSong."""

from collections.abc import Sequence

Words = tuple[float, float, float, str]
"""Distance from the left and from the foot of the page, size, text (ASCII, or Chinese with full-width marks)."""

LEFT, TOP, PITCH, SIZE = 72.0, 720.0, 12.0, 10.0


def pdf_file(pages: Sequence[Sequence[Words]]) -> bytes:
    """The bytes of a PDF with these pages."""
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    ]
    for index, words in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R /C 4 0 R >> >> "
            f"/Contents {7 + 2 * index} 0 R >>"
        )
        content = "\n".join(map(_show, words))
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _assemble(objects)


def _show(words: Words) -> str:
    left, height, size, text = words
    if not text.isascii():
        return f"BT /C {size} Tf 1 0 0 1 {left} {height} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf 1 0 0 1 {left} {height} Tm ({escaped}) Tj ET"


def _assemble(objects: list[str]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def set_lines(lines: Sequence[str], *, top: float = TOP, size: float = SIZE) -> list[Words]:
    """Lines one under another; an empty line is half a line of space."""
    placed: list[Words] = []
    height = top
    for line in lines:
        if line:
            placed.append((LEFT, height, size, line))
        height -= PITCH if line else PITCH / 2
    return placed
