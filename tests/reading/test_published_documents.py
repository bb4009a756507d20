"""Documents set as the United Nations publishes them read alike as DOCX, PDF, HTML and text, in both languages."""

import subprocess
from pathlib import Path

import pytest
from test_formats_agree import shape
from test_wrapping import wrap
from un_documents import FONTS, PUBLISHED, published_lines, published_page, published_word_file, wrapped_word_file

from cdalign.alignment import align_documents
from cdalign.documents import make_document, read_document
from cdalign.model import Document, Role
from cdalign.reading import parse_blocks
from conftest import require_tool

TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
UNTAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}'


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the documents as DOCX and as PDF with and without tags, as LibreOffice prints them."""
    program = require_tool("soffice")
    folder = tmp_path_factory.mktemp("printed")
    for name, document in PUBLISHED.items():
        for font, family in FONTS.items():
            (folder / f"{name}-{font}.docx").write_bytes(published_word_file(document, family))
            (folder / f"{name}-{font}-wrapped.docx").write_bytes(wrapped_word_file(wrapped_lines(name), family))
    files = list(map(str, folder.glob("*.docx")))
    for kind, options in (("tagged", TAGGED), ("untagged", UNTAGGED)):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, "--headless", profile, "--convert-to", options, "--outdir", str(folder / kind), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


def wrapped_lines(name: str) -> list[list[str]]:
    return [wrap(line, 72) for line in published_lines(PUBLISHED[name])]


def read_word_file(name: str) -> Document:
    return make_document(parse_blocks(published_word_file(PUBLISHED[name])), lang=name[:2])


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_word_file_has_its_masthead_labels_and_notes(name: str) -> None:
    document = read_word_file(name)
    said = dict(document.metadata)
    assert (document.symbol, said["date"], said["distribution"], said["original_language"]) == (
        *("CD/9999", "14 May 2024", "General", "English"),
    )
    prefix = "25." if "budget" in name else ""
    numbers = [f"body.{prefix}{count}" for count in range(1, 17)]
    assert [one.id for one in document.paragraphs if one.id in numbers] == numbers
    labels = [one.label for one in document.paragraphs if one.id in numbers]
    assert labels == [PUBLISHED[name].number(count) for count in range(1, 17)]
    assert [one.id for one in document.paragraphs if one.role is Role.FOOTNOTE] == ["notes.1", "notes.2"]


@pytest.mark.parametrize("kind", ["tagged", "untagged"])
@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_printed_file_reads_as_the_word_file(name: str, font: str, kind: str, printed: Path) -> None:
    original, other = read_word_file(name), read_document(printed / kind / f"{name}-{font}.pdf", lang=name[:2])
    assert shape(other) == shape(original)
    assert set(other.metadata) == set(original.metadata)


@pytest.mark.parametrize("form", ["{}.docx", "tagged/{}.pdf", "untagged/{}.pdf"])
@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("name", PUBLISHED)
def test_lines_that_were_ended_by_hand_make_the_same_paragraphs(name: str, font: str, form: str, printed: Path) -> None:
    wrapped = read_document(printed / form.format(f"{name}-{font}-wrapped"), lang=name[:2])
    left_out = (Role.TABLE_ROW, Role.FOOTNOTE)
    assert shape(wrapped) == [one for one in shape(read_word_file(name)) if one[4] not in left_out]


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_page_and_the_text_read_as_the_word_file(name: str) -> None:
    original = [one for one in shape(read_word_file(name)) if one[4] is not Role.FOOTNOTE]
    page = make_document(parse_blocks(published_page(PUBLISHED[name]).encode()), lang=name[:2])
    assert shape(page) == original
    lines = "\n\n".join(map("\n".join, wrapped_lines(name)))
    text = make_document(parse_blocks(lines.encode()), lang=name[:2])
    assert shape(text) == [one for one in original if one[4] is not Role.TABLE_ROW]
    assert set(page.metadata) == set(text.metadata) == set(read_word_file(name).metadata)


@pytest.mark.parametrize("name", ["", "-budget"])
def test_both_languages_have_the_same_ids_and_align_one_to_one(name: str) -> None:
    chinese, english = read_word_file(f"zh{name}"), read_word_file(f"en{name}")
    assert [one.id for one in chinese.paragraphs] == [one.id for one in english.paragraphs]
    beads = align_documents(chinese, english).paragraphs
    assert all(bead.source == bead.target and len(bead.source) == 1 for bead in beads)


def test_a_word_file_and_its_print_align_one_to_one(printed: Path) -> None:
    chinese, english = read_word_file("zh"), read_document(printed / "untagged" / "en-serif.pdf", lang="en")
    beads = align_documents(chinese, english).paragraphs
    assert all(bead.source == bead.target and len(bead.source) == 1 for bead in beads)
