"""The same document as DOCX, PDF, HTML and text gives the same paragraphs and ids, in both languages."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from test_wrapping import wrap
from un_documents import CHINESE, ENGLISH, Words, column_word_file, table_page, un_word_file

from cdalign.documents import make_document, read_document
from cdalign.model import Document, Role
from cdalign.reading import parse_blocks
from cdalign.text import compact
from conftest import CHROMIUM_ARGUMENTS, require_tool

WORDS = {"en": ENGLISH, "zh": CHINESE}


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the documents in all formats, as LibreOffice makes them of the DOCX."""
    program = require_tool("soffice")
    folder = tmp_path_factory.mktemp("converted")
    for lang, words in WORDS.items():
        (folder / f"{lang}.docx").write_bytes(un_word_file(words))
        (folder / f"{lang}-long.docx").write_bytes(un_word_file(with_long_table(words)))
        (folder / f"{lang}-columns.docx").write_bytes(column_word_file(words, 30))
    for form in ("pdf", "html"):
        files = list(map(str, folder.glob("*.docx")))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, "--headless", profile, "--convert-to", form, "--outdir", str(folder), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


def with_long_table(words: Words) -> Words:
    """The document with a table that goes on over two page breaks."""
    head, *rows = words.rows
    # Where a page break parts the two paragraphs of a cell, nothing tells that they are two.
    single = [row for row in rows if not any("\n" in cell for cell in row)]
    again = [[f"{first} {number}", *others] for number in range(12) for first, *others in single]
    return replace(words, rows=[head, *again])


def shape(document: Document) -> list[tuple[str, str, str, str, Role]]:
    """What is the same in every format; between Han white space is not, but the tab between cells is."""
    return [
        (one.id, one.part, one.label, compact(one.text.replace("\t", " | ")), one.role) for one in document.paragraphs
    ]


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("form", ["pdf", "html"])
@pytest.mark.parametrize("name", ["", "-long", "-columns"])
def test_a_converted_document_reads_as_its_original(name: str, form: str, lang: str, converted: Path) -> None:
    original, other = (read_document(converted / f"{lang}{name}.{suffix}", lang=lang) for suffix in ("docx", form))
    assert shape(other) == shape(original)
    assert other.metadata == original.metadata


@pytest.mark.parametrize("lang", WORDS)
def test_what_a_browser_prints_reads_as_its_page(lang: str, tmp_path: Path) -> None:
    page, printed = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(table_page(WORDS[lang]), encoding="utf-8")
    command = [require_tool("chromium"), *CHROMIUM_ARGUMENTS, "--no-pdf-header-footer", f"--print-to-pdf={printed}"]
    subprocess.run([*command, str(page)], check=True, capture_output=True, timeout=120)
    assert shape(read_document(printed, lang=lang)) == shape(read_document(page, lang=lang))


@pytest.mark.parametrize("lang", WORDS)
def test_the_text_file_reads_as_the_document(lang: str) -> None:
    """Text files have no tables and no footnotes; the rest is the same."""
    original = make_document(parse_blocks(un_word_file(WORDS[lang])), lang=lang)
    written = make_document(parse_blocks(text_file(WORDS[lang]).encode()), lang=lang)
    kept = [one for one in original.paragraphs if one.role not in (Role.FOOTNOTE, Role.TABLE_ROW)]
    assert shape(written) == shape(replace(original, paragraphs=tuple(kept)))
    assert written.metadata == original.metadata


def text_file(words: Words) -> str:
    """The document as a UN text file: wrapped at 72 columns, one blank line between paragraphs."""
    before, after = words.noted
    numbered = [words.opening, before + after, words.items[0], *[words.long] * 13]
    body = [f"{number}.  {text}" for number, text in enumerate(numbered, start=1)]
    annex = [f"{number}.  {text}" for number, text in enumerate(words.annex_texts, start=1)]
    items = [f"({letter}) {text}" for letter, text in zip("ab", words.items[1:], strict=True)]
    masthead = [line for row in words.masthead for cell in row for line in cell.split("\n")]
    paragraphs = [
        *masthead,
        words.title,
        words.first_heading,
        *body[:2],
        words.second_heading,
        body[2],
        *items,
        *body[3:],
        words.annex,
        words.annex_title,
        words.annex_heading,
        *annex,
    ]
    return "\n\n".join("\n".join(wrap(text, 72)) for text in paragraphs) + "\n"


def test_both_languages_have_the_same_ids() -> None:
    chinese, english = (make_document(parse_blocks(un_word_file(words))) for words in (CHINESE, ENGLISH))
    assert [one.id for one in chinese.paragraphs] == [one.id for one in english.paragraphs]
    assert (chinese.symbol, english.symbol) == ("CD/9999", "CD/9999")


def test_a_pdf_with_a_password_is_refused(converted: Path) -> None:
    from cdalign.errors import ReadError

    options = (
        'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
        '"DocumentOpenPassword":{"type":"string","value":"secret"}}'
    )
    folder = converted / "locked"
    profile = f"-env:UserInstallation=file://{converted}/profile"
    command = [require_tool("soffice"), "--headless", profile, "--convert-to", options, "--outdir", str(folder)]
    subprocess.run([*command, str(converted / "en.docx")], check=True, capture_output=True, timeout=300)
    with pytest.raises(ReadError, match="password"):
        read_document(folder / "en.pdf")
