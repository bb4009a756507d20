"""The one table of documents that are read: their names, their suffixes, and which of them need LibreOffice.

What a file is, is told by its content (`sniffing`); the suffixes are for choosers of files and for messages.
"""

from __future__ import annotations

from dataclasses import dataclass

from cdalign.messages import say
from cdalign.office import find_office
from cdalign.reading.blocks import Format


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: its format, its short name, its name in a sentence, its suffixes.

    `office_target` is the format that LibreOffice makes of it before it is read; it is empty if we read it ourselves.
    """

    format: Format
    short: str
    name: str
    suffixes: tuple[str, ...]
    office_target: str = ""


KINDS = (
    DocumentKind(Format.DOCX, "DOCX", say("a Word file"), (".docx", ".docm")),
    DocumentKind(Format.PDF, "PDF", say("a PDF"), (".pdf",)),
    DocumentKind(Format.HTML, "HTML", say("a web page"), (".html", ".htm", ".xhtml")),
    DocumentKind(Format.TXT, "TXT", say("a text file"), (".txt", ".text")),
    DocumentKind(Format.EPUB, "EPUB", say("an EPUB book"), (".epub",)),
    DocumentKind(Format.PPTX, "PPTX", say("a PowerPoint file"), (".pptx", ".pptm", ".ppsx")),
    DocumentKind(Format.XLSX, "XLSX", say("an Excel workbook"), (".xlsx", ".xlsm")),
    DocumentKind(Format.ODP, "ODP", say("an OpenDocument presentation (.odp)"), (".odp",)),
    DocumentKind(Format.ODS, "ODS", say("an OpenDocument spreadsheet (.ods)"), (".ods",)),
    DocumentKind(Format.SUBTITLES, "SRT/VTT", say("a file of subtitles"), (".srt", ".vtt")),
    DocumentKind(Format.ODT, "ODT", say("an OpenDocument text (.odt)"), (".odt", ".ott"), "docx"),
    DocumentKind(Format.RTF, "RTF", say("an RTF file"), (".rtf",), "docx"),
    DocumentKind(Format.DOC, "DOC", say("an old Word file (.doc)"), (".doc",), "docx"),
    DocumentKind(Format.PPT, "PPT", say("an old PowerPoint file (.ppt)"), (".ppt", ".pps"), "pptx"),
    DocumentKind(Format.XLS, "XLS", say("an old Excel workbook (.xls)"), (".xls",), "xlsx"),
)
_KIND_OF = {kind.format: kind for kind in KINDS}


def kind_of(document_format: Format) -> DocumentKind:
    """Return the kind of document that a format is."""
    return _KIND_OF[document_format]


def readable_kinds() -> tuple[DocumentKind, ...]:
    """Return the kinds of documents that can be read here: some only where LibreOffice is installed."""
    has_office = find_office() is not None
    return tuple(kind for kind in KINDS if has_office or not kind.office_target)


def readable_suffixes() -> tuple[str, ...]:
    """Return the suffixes of the documents that can be read here, the usual ones of each kind first."""
    return tuple(suffix for kind in readable_kinds() for suffix in kind.suffixes)


def name_readable_kinds() -> str:
    """Return the short names of the documents that can be read here: `DOCX, PDF, HTML, TXT …`."""
    return ", ".join(kind.short for kind in readable_kinds())
