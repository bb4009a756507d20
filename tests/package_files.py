"""Small EPUB, PPTX, ODS and ODP files, written part by part so that a test says exactly what is in them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PPTX = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_RELATIONS}" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_NAMESPACES = " ".join(
    f'xmlns:{name}="{_ODF}:{place}:1.0"'
    for name, place in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("draw", "drawing"),
        ("presentation", "presentation"),
    )
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def epub(chapters: Mapping[str, str], *, spine: Sequence[str] = (), more: Mapping[str, str] | None = None) -> bytes:
    """A book of chapters (the inside of `body`) in the order of the spine."""
    order = list(spine or chapters)
    manifest = "".join(
        f'<item id="i{at}" href="{name}" media-type="application/xhtml+xml"'
        f"{' properties=' + chr(34) + 'nav' + chr(34) if name.startswith('nav') else ''}/>"
        for at, name in enumerate(chapters)
    )
    places = list(chapters)
    itemrefs = "".join(f'<itemref idref="i{places.index(name)}"/>' for name in order)
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f"<manifest>{manifest}</manifest><spine>{itemrefs}</spine></package>"
    )
    container = (
        '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>"
    )
    pages = {
        f"OEBPS/{name}": '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>'
        for name, body in chapters.items()
    }
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/book.opf": package}
    return zipped({**parts, **pages, **(more or {})})


def shape(*paragraphs: str, kind: str = "") -> str:
    """A shape with paragraphs, each a text or the XML of one; `kind` is that of a placeholder."""
    place = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    inner = "".join(one if one.startswith("<a:p>") else slide_paragraph(one) for one in paragraphs)
    return f"<p:sp><p:nvSpPr>{place}</p:nvSpPr><p:txBody><a:bodyPr/>{inner}</p:txBody></p:sp>"


def slide_paragraph(text: str, properties: str = "") -> str:
    runs = "<a:br/>".join(f"<a:r><a:t>{escape(line)}</a:t></a:r>" for line in text.split("\n"))
    return f"<a:p>{properties}{runs}</a:p>"


def slide_table(rows: Sequence[Sequence[str]]) -> str:
    cells = "".join(
        f"<a:tr>{''.join(f'<a:tc><a:txBody>{slide_paragraph(cell)}</a:txBody></a:tc>' for cell in row)}</a:tr>"
        for row in rows
    )
    return (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{cells}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def pptx(*slides: str, notes: Mapping[int, str] | None = None, order: Sequence[int] = ()) -> bytes:
    """Slides by the XML of their shapes, shown in an order; `notes` are those of a slide, from 1."""
    numbers = range(1, len(slides) + 1)
    ids = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in order or numbers)
    parts = {
        "ppt/presentation.xml": f"<p:presentation {_PPTX}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": _relations(
            {f"rId{number}": ("slide", f"slides/slide{number}.xml") for number in numbers}
        ),
    }
    for number, tree in zip(numbers, slides, strict=True):
        parts[f"ppt/slides/slide{number}.xml"] = _slide("sld", tree)
        if number in (notes or {}):
            parts[f"ppt/notesSlides/notesSlide{number}.xml"] = _slide("notes", (notes or {})[number])
            parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = _relations(
                {"rId1": ("notesSlide", f"../notesSlides/notesSlide{number}.xml")}
            )
    return zipped(parts)


def _slide(name: str, tree: str) -> str:
    return f"<p:{name} {_PPTX}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:{name}>"


def _relations(known: Mapping[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for name, (kind, target) in known.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def opendocument(kind: str, body: str) -> bytes:
    """A `spreadsheet` or `presentation` with this body."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODF_NAMESPACES}><office:body>'
        f"<office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return zipped({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest})


def ods_rows(*rows: Sequence[str]) -> str:
    cells = (
        "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row) for row in rows
    )
    return "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
