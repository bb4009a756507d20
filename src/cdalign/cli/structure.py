"""`cdalign structure FILE`: what the reader understood."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from cdalign.cli.amounts import say_about, say_sentences
from cdalign.cli.arguments import Commands, add_command, add_json, add_text_language
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_json, print_result, print_talk, print_warning, styled
from cdalign.messages import Message, say_either, say_list
from cdalign.model import Document, Paragraph

_SHOWN_CHARACTERS = 60


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "structure",
        "show the paragraphs of a file as they were understood",
        "cdalign structure CD-2138.docx",
        "Show the paragraphs of a document: id, role, label, text, sentences. Text, DOCX, PDF, HTML, EPUB, PPTX, XLSX, "
        "ODP, ODS and subtitles are read; DOC, PPT, XLS, ODT and RTF if LibreOffice is installed.",
    )
    parser.add_argument("file", metavar="FILE", help="the file to read; - for standard input")
    add_text_language(parser, "its language (default: as found)")
    parser.add_argument("--encoding", default="", metavar="NAME", help="its encoding (default: as found)")
    add_json(parser, "[{id, part, label, role, text, segments}]")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.documents import make_document
    from cdalign.reading import parse_blocks, read_blocks

    if options.file == "-":
        reading = parse_blocks(sys.stdin.buffer.read(), path="standard input", encoding=options.encoding)
    else:
        reading = read_blocks(options.file, encoding=options.encoding)
    for warning in reading.warnings:
        print_warning(say_about(reading.path, warning))
    document = make_document(reading, lang=options.lang)
    if options.json:
        print_json([_describe(paragraph) for paragraph in document.paragraphs])
    else:
        _print_outline(document)
        print_talk(_summarize(document, reading.format, reading.encoding))
    return DONE


def _describe(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "id": paragraph.id,
        "part": paragraph.part,
        "label": paragraph.label,
        "role": str(paragraph.role),
        "text": paragraph.text,
        "segments": [{"id": segment.id, "text": segment.text} for segment in paragraph.segments],
    }


def _print_outline(document: Document) -> None:
    for name, value in document.metadata:
        print_result(styled(f"{name}: {value}", "dim"))
    width = max(len(paragraph.id) for paragraph in document.paragraphs)
    for paragraph in document.paragraphs:
        text = paragraph.text if len(paragraph.text) <= _SHOWN_CHARACTERS else paragraph.text[:_SHOWN_CHARACTERS] + "…"
        label = f"{paragraph.label} " if paragraph.label else ""
        print_result(f"{paragraph.id:<{width}}  {paragraph.role:<9}  {len(paragraph.segments):>2}  {label}{text}")


def _summarize(document: Document, kind: str, encoding: str) -> Message:
    written = f"{kind}, {encoding}" if encoding else kind
    paragraphs = say_either("{count:,} paragraph", "{count:,} paragraphs", len(document.paragraphs))
    counted = say_list([paragraphs, say_sentences(len(document.segments))])
    return say_about(f"{written}, {document.lang}", counted)
