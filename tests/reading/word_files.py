"""Small DOCX files, written part by part so that a test says exactly what is in them."""

import io
import zipfile
from collections.abc import Collection
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
{overrides}</Types>"""
PARTS = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")
LEVELS = (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def note_mark(number: int) -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def paragraph(content: str, *, style: str = "", list_id: int = 0, level: int = 0, properties: str = "") -> str:
    """One paragraph; content that is not XML is one run."""
    inner = content if content.startswith("<") else run(content)
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id else ""
    bearing = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{bearing}{numbering}{properties}</w:pPr>{inner}</w:p>"


def table(rows: list[list[str]]) -> str:
    """A table; each line of a cell is a paragraph."""
    grid = "".join('<w:gridCol w:w="3000"/>' for _ in rows[0])
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(map(_row, rows))}</w:tbl>"


def _row(cells: list[str]) -> str:
    content = ("".join(paragraph(line) for line in cell.split("\n")) for cell in cells)
    return f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{one}</w:tc>' for one in content)}</w:tr>"


def numbering(
    lists: dict[int, int],
    *,
    formats: dict[int, tuple[tuple[str, str], ...]] | None = None,
    starts: Collection[int] = (),
) -> str:
    """Lists by number, each with the definition it counts by; lists in `starts` begin anew."""
    definitions = sorted(set(lists.values()))
    known = formats or {}
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:numbering {NAMESPACES}>'
        + "".join(_definition(one, known.get(one, LEVELS)) for one in definitions)
        + "".join(_list(number, definition, number in starts) for number, definition in lists.items())
        + "</w:numbering>"
    )


def _definition(number: int, levels: tuple[tuple[str, str], ...]) -> str:
    written = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{written}</w:abstractNum>'


def _list(number: int, definition: int, begins_anew: bool) -> str:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if begins_anew else ""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>'


def footnotes(texts: dict[int, str]) -> str:
    separators = (
        '<w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="0" w:type="continuationSeparator"><w:p/></w:footnote>'
    )
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    small = '<w:sz w:val="16"/>'
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(mark + run(" " + text, small))}</w:footnote>'
        for number, text in texts.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {NAMESPACES}>{separators}{notes}</w:footnotes>'


def styles(definitions: str = "", font: str = "Noto Sans CJK SC") -> str:
    """The styles of a document whose Chinese is set in a font."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:styles {NAMESPACES}>'
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" w:eastAsia="{font}"/>'
        '<w:sz w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>{definitions}</w:styles>"
    )


def running(kind: str, content: str) -> str:
    tag = "hdr" if kind == "header" else "ftr"
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {NAMESPACES}>{content}</w:{tag}>'


def word_file(body: str, **parts: str) -> bytes:
    """The bytes of a DOCX with this body and these further parts (`styles`, `numbering`, `footnotes`, `header` …).

    `first_header` is the header of the first page; `section` is put into the properties of the section.
    """
    content = io.BytesIO()
    section = "".join(
        f'<w:{name}Reference w:type="default" r:id="{name}"/>' for name in ("header", "footer") if name in parts
    )
    if "first_header" in parts:
        section += '<w:headerReference w:type="first" r:id="first_header"/><w:titlePg/>'
    section += "".join(parts.pop(name) for name in ("section",) if name in parts)
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}'
        f"<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    )
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES.format(overrides="".join(map(_override, parts))))
        archive.writestr("_rels/.rels", _relations({"document": ("officeDocument", "word/document.xml")}))
        archive.writestr(
            "word/_rels/document.xml.rels", _relations({name: (_kind(name), f"{name}.xml") for name in parts})
        )
        archive.writestr("word/document.xml", document)
        for name, part in parts.items():
            archive.writestr(f"word/{name}.xml", part)
    return content.getvalue()


def _kind(name: str) -> str:
    return "header" if name.endswith("header") else name


def _override(name: str) -> str:
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{_kind(name)}+xml"
    return f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    written = "".join(
        f'<Relationship Id="{name}" Type="{base}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{package}">{written}</Relationships>'


def un_header(
    *, symbol: str, organ: str = "General Assembly", language: str = "", united: str = "United Nations"
) -> str:
    """The header of a first page as New York prints it: the whole masthead in one table."""
    lines = ["Distr.: General", "5 March 2026", *([language] if language else []), "Original: English"]
    return running("header", table([["", united, "", symbol], ["", organ, "", "\n".join(lines)]]))
