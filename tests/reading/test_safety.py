"""Whatever a file holds, reading ends soon: with a text or with an error of ours."""

import contextlib
import io
import os
import random
import resource
import zipfile
from pathlib import Path

import pytest
from pdf_files import pdf_file, set_lines
from un_documents import ENGLISH, un_word_file
from word_files import NAMESPACES, paragraph, word_file

from cdalign.documents import make_document, read_document
from cdalign.errors import CdalignError, ReadError
from cdalign.reading import parse_blocks, read_blocks

BOMB = f"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">{
    "".join(f'<!ENTITY {after} "{f"&{before};" * 20}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True))
}]><w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>"""
EXTERNAL = f"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&secret;</w:t></w:r></w:p></w:body></w:document>"""


def word_file_with(document: bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        archive.writestr("word/document.xml", document)
    return content.getvalue()


@pytest.mark.parametrize("part", [BOMB.encode(), EXTERNAL.encode(), BOMB.encode("utf-16"), EXTERNAL.encode("utf-16")])
def test_entities_are_refused(part: bytes) -> None:
    with pytest.raises(ReadError, match="document type"):
        parse_blocks(word_file_with(part))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(ReadError, match="MB unpacked"):
        parse_blocks(word_file_with(b"<a>" + b" " * (64 * 2**20) + b"</a>"))


def test_a_size_that_lies_unpacks_no_more_than_it_says() -> None:
    honest = word_file_with(b"<a>" + b" " * (30 * 2**20) + b"</a>")
    stated = (30 * 2**20 + 7).to_bytes(4, "little")
    assert honest.count(stated) == 2
    with pytest.raises(ReadError):
        parse_blocks(honest.replace(stated, (1000).to_bytes(4, "little")))


@pytest.mark.parametrize("part", [b"", b"<w:document", b"no xml at all", b"<a/>", b"\xff\xfe\x00"])
def test_a_docx_with_a_broken_part_is_refused(part: bytes) -> None:
    with pytest.raises(ReadError):
        parse_blocks(word_file_with(part))


def test_deep_nesting_in_a_docx_is_no_danger() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5000 + paragraph("deep") + "</w:sdtContent></w:sdt>" * 5000
    with contextlib.suppress(CdalignError):
        parse_blocks(word_file(deep))


def test_html_resolves_nothing() -> None:
    text = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x; seen</p></body></html>'
    assert "root:" not in " ".join(block.text for block in parse_blocks(text.encode()).blocks)


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\r\n \xe3\x80\x80\n", "only white space"),
        ("picture.txt", PNG, "PNG"),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office file"),
        ("old.wpd", b"\xffWPC" + bytes(100), "WordPerfect"),
        ("noise.txt", random.Random(7).randbytes(4000), "text in an encoding"),
        ("memory.tmx", b'<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"/>', "<tmx>"),
        ("half.pdf", pdf_file([set_lines(["words"])])[:40], "PDF"),
    ],
)
def test_what_cannot_be_read_is_said_with_place_and_advice(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=message) as caught:
        read_document(path)
    assert caught.value.place.path == str(path)
    assert caught.value.advice


def test_places_that_hold_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "book.xlsx").write_bytes(zip_of("xl/workbook.xml"))
    (tmp_path / "letter.odt").write_bytes(zip_of("content.xml", "mimetype"))
    for name, message in {
        "missing.txt": "no such file",
        ".": "folder",
        "pipe": "not an ordinary file",
        "book.xlsx": "damaged workbook",
        "letter.odt": "OpenDocument",
    }.items():
        with pytest.raises(ReadError, match=message) as caught:
            read_blocks(tmp_path / name)
        assert caught.value.advice


def zip_of(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


SEEDS = {
    "docx": un_word_file(ENGLISH),
    "pdf": pdf_file([set_lines(["1. The Group met.", "", "2. It agreed (see A/1) on all."]), set_lines(["3. More."])]),
    "html": b'<html><meta charset="gbk"><p>One<sup><a href="#n">1</a></sup></p><ol><li>x<table><tr><td>a<td>b</table>'
    b'<p id="n"><a href="#r">1</a> note</html>',
    "txt": "附件\n1.  裁军谈判会议 通过\n决定。\n\nA. Heading\n(a) item; (b) item.\n".encode(),
    "gb18030": "附件\n1.  裁军谈判会议 通过\n决定。".encode("gb18030"),
}


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_files_end_in_text_or_in_our_errors(name: str) -> None:
    chance = random.Random(name)
    for _ in range(150):
        data = damage(SEEDS[name], chance)
        with contextlib.suppress(CdalignError):
            make_document(parse_blocks(data))


def damage(data: bytes, chance: random.Random) -> bytes:
    """Give the bytes with some overwritten, and sometimes cut off, doubled or with a piece moved."""
    content = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    start, stop = sorted(chance.randrange(len(content)) for _ in range(2))
    match chance.randrange(5):
        case 0:
            return bytes(content[:stop])
        case 1:
            return bytes(content[:start] + content[stop:])
        case 2:
            return bytes(content[:stop] + content[start:])
    return bytes(content)


def test_damaged_parts_inside_a_sound_container() -> None:
    chance = random.Random(3)
    with zipfile.ZipFile(io.BytesIO(SEEDS["docx"])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(150):
        content = io.BytesIO()
        name = chance.choice([one for one in parts if one.startswith("word/") and one.endswith(".xml")])
        with zipfile.ZipFile(content, "w") as archive:
            for one, part in parts.items():
                archive.writestr(one, damage(part, chance) if one == name else part)
        with contextlib.suppress(CdalignError):
            make_document(parse_blocks(content.getvalue()))


def test_memory_stays_within_bounds() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for part in (BOMB.encode(), b"<a>" + b" " * (64 * 2**20) + b"</a>"):
        with pytest.raises(ReadError):
            parse_blocks(word_file_with(part))
    # What the test itself needs to make the bomb is 64 MB, twice.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024
