"""Small PDF files, written object by object: pages of words at places, in Helvetica or, for Chinese, in a font
that is not embedded and whose codes are those of Unicode, so that no font of the machine is asked for.
"""

from collections.abc import Sequence

Words = tuple[float, float, float, str]
"""Distance from the left and from the foot of the page, size, text (ASCII, or Chinese with full-width marks)."""

TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Codes def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""

LEFT, TOP, PITCH, SIZE = 72.0, 720.0, 12.0, 10.0


def pdf_file(pages: Sequence[Sequence[Words]], *, turns: int = 0) -> bytes:
    """The bytes of a PDF with these pages, whose lines are turned by so many quarters, against the clock."""
    kids = " ".join(f"{7 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [5 0 R] "
        "/ToUnicode 6 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /W [32 126 500] "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(TO_UNICODE)} >>\nstream\n{TO_UNICODE}\nendstream",
    ]
    for index, words in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R /C 4 0 R >> >> "
            f"/Contents {8 + 2 * index} 0 R >>"
        )
        content = "\n".join(show_words(one, turns) for one in words)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return assemble(objects)


def show_words(words: Words, turns: int = 0) -> str:
    """The operators that show words."""
    left, height, size, text = words
    matrix = (
        f"1 0 0 1 {left} {height}",
        f"0 1 -1 0 {800 - height} {left}",
        f"-1 0 0 -1 {595 - left} {842 - height}",
        f"0 -1 1 0 {height} {842 - left}",
    )[turns]
    if not text.isascii():
        return f"BT /C {size} Tf {matrix} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf {matrix} Tm ({escaped}) Tj ET"


def assemble(objects: list[str]) -> bytes:
    """The bytes of a PDF of these objects, whose first is the catalogue."""
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
