"""The bytes of a memory: archives, encodings, line ends, and what XML forbids."""

import codecs
import gzip
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from test_tmx_reading import memory_of

from cdalign.errors import ReadError
from cdalign.tmx import TmxFault, read_units
from cdalign.tmx.decoding import settle_codec
from cdalign.tmx.sources import (
    UnavailableError,
    declared_encoding,
    detect_encoding,
    fixed_chunks,
    is_western,
    open_bytes,
    unix_lines,
)


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        ((b"a\r\nb\rc\nd",), b"a\nb\nc\nd"),
        ((b"a\r", b"\nb"), b"a\nb"),
        ((b"a\r", b"b"), b"a\nb"),
        ((b"a\r", b"\r", b"\n"), b"a\n\n"),
        ((b"a\r",), b"a\n"),
        ((b"", b"a"), b"a"),
        ((b"\r\n\r\n", b"\r"), b"\n\n\n"),
    ],
)
def test_every_end_of_line_is_one_line_feed(chunks: Iterable[bytes], expected: bytes) -> None:
    assert b"".join(unix_lines(chunks)) == expected


@pytest.mark.parametrize(
    ("start", "declared"),
    [
        (b'<?xml version="1.0" encoding="GB2312"?>', "gb2312"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding = 'Big5' ?>", "big5"),
        (b'\n <?xml version="1.0" encoding="x-none"?>', "x-none"),
        ('<?xml version="1.0" encoding="UTF-16"?>'.encode("utf-16-le"), "utf-16"),
        (b'<?xml version="1.0"?><a encoding="big5"/>', ""),
        (b'<tmx encoding="big5">', ""),
        (b"", ""),
    ],
)
def test_only_the_declaration_names_an_encoding(start: bytes, declared: str) -> None:
    assert declared_encoding(start) == declared


def declaring(encoding: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>'.encode()


@pytest.mark.parametrize(
    ("start", "codec"),
    [
        (codecs.BOM_UTF8 + declaring("gbk"), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + b"<\x00", "utf-16"),
        (codecs.BOM_UTF32_LE + b"<\x00\x00\x00", "utf-32"),
        (b"<\x00t\x00", "utf-16-le"),
        (b"\x00<\x00t", "utf-16-be"),
        (declaring("GBK"), "gbk"),
        (declaring("utf-16"), "utf-8"),
        (declaring("UCS-2"), "utf-8"),
        (declaring("utf_32_le"), "utf-8"),
        (declaring("x-unheard"), "utf-8"),
        (declaring("rot13"), "utf-8"),
        (declaring("zip"), "utf-8"),
        (declaring("undefined"), "utf-8"),
        (b"<tmx>", "utf-8"),
    ],
)
def test_an_encoding_is_told_by_the_first_bytes(start: bytes, codec: str) -> None:
    assert detect_encoding(start) == codec


@pytest.mark.parametrize("declared", ["rot13", "hex", "base64", "undefined", "quopri", "x-none"])
def test_a_name_that_is_not_an_encoding_of_characters_is_passed_over(tmp_path: Path, declared: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(memory_of("一", declared), encoding="utf-8")
    assert [unit.target for unit in read_units(path)] == ["一"]


@pytest.mark.parametrize(
    ("declared", "written", "text", "is_told"),
    [
        ("iso-8859-1", "utf-8", "会议通过了报告。", True),
        ("windows-1252", "gb18030", "会议通过了报告。", True),
        ("latin1", "big5", "會議通過了報告。", True),
        ("ISO-8859-15", "utf-8", "Größe, café", True),
        ("ISO-8859-1", "latin-1", "Größe, café", False),
        ("windows-1252", "cp1252", "a “café” – naïve", False),
        ("iso-8859-1", "ascii", "Plain &#19968;", False),
    ],
)
def test_a_declaration_by_habit_is_not_believed(
    tmp_path: Path, declared: str, written: str, text: str, is_told: bool
) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(memory_of(text, declared).encode(written))
    faults: list[object] = []
    assert [unit.target for unit in read_units(path, on_fault=faults.append)] == [text.replace("&#19968;", "一")]
    assert bool(faults) == is_told


def test_what_is_western_is_known_by_any_name() -> None:
    assert all(map(is_western, ("latin-1", "ISO-8859-1", "l1", "cp1252", "windows-1252", "iso-8859-15")))
    assert not any(map(is_western, ("utf-8", "gbk", "windows-1251", "x-none", "rot13", "")))


@pytest.mark.parametrize(
    ("data", "declared", "codec"),
    [
        ("<a>会议</a>".encode(), "utf-8", "utf-8"),
        ("<a>会议通过报告</a>".encode("gb18030"), "utf-8", "gb18030"),
        ("<a>会议</a>".encode("gb18030"), "gb2312", "gb18030"),
        ("<a>會議通過報告</a>".encode("big5"), "gbk", "big5hkscs"),
        (b"<a>ascii</a>", "gb2312", "gb18030"),
        (b"", "big5", "big5hkscs"),
        (b"<a>\x81\x82\x83</a>", "utf-8", "utf-8"),
        ("<a>会议</a>".encode(), "utf-16", "utf-16"),
        ("会议通过报告".encode("gb18030"), "utf-8", "gb18030"),
    ],
)
def test_a_codec_is_settled_by_all_stretches_of_text(data: bytes, declared: str, codec: str) -> None:
    stream = io.BytesIO(data)
    assert settle_codec(stream, declared) == codec
    assert stream.tell() == 0


def test_a_file_damaged_in_one_place_in_ten_stays_what_it_is() -> None:
    sound, broken = "<a>会议通过</a>".encode(), b"<a>\xbb\xe1\xd2\xe9</a>"
    assert settle_codec(io.BytesIO(sound * 9 + broken), "utf-8") == "utf-8"
    assert settle_codec(io.BytesIO(broken * 9 + sound), "utf-8") == "gb18030"


def repaired(text: str | bytes) -> tuple[str, list[tuple[str, str, int]]]:
    faults: list[TmxFault] = []
    stream = io.BytesIO(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    fixed = b"".join(fixed_chunks(stream, faults.append)).decode()
    return fixed, [(fault.rule, fault.detail, fault.line) for fault in faults]


@pytest.mark.parametrize(
    ("text", "fixed", "faults"),
    [
        ("a &amp; b &#65; &#x4E00;", None, []),
        ("a & b\n&\n", "a &amp; b\n&amp;\n", [("xml.bare-ampersand", "&", 1), ("xml.bare-ampersand", "&", 2)]),
        ("\n&nbsp;", "\n&amp;nbsp;", [("xml.entity", "&nbsp;", 2)]),
        ("&my.own-1;", "&amp;my.own-1;", [("xml.entity", "&my.own-1;", 1)]),
        ("a&#0;&#x1F;&#11;b", "ab", [("xml.illegal-character", found, 1) for found in ("&#0;", "&#x1F;", "&#11;")]),
        ("&#x110000;&#99999999;", "", [("xml.illegal-character", found, 1) for found in ("&#x110000;", "&#99999999;")]),
        ("a\x0bb\uffffc", "abc", [("xml.illegal-character", "U+000B", 1), ("xml.illegal-character", "U+FFFF", 1)]),
        ("&#9;&#10;&#13;\t", None, []),
        ("&#x10FFFF;&#1114111;", None, []),
        ("&#x;", "&amp;#x;", [("xml.bare-ampersand", "&", 1)]),
        ("<![CDATA[a & b\x01\n]]>&", "<![CDATA[a & b\n]]>&amp;", [("xml.bare-ampersand", "&", 2)]),
        ('<!DOCTYPE a [\n<!ENTITY b "c">\n]>\n&b;', "\n&amp;b;", [("xml.entity", "&b;", 4)]),
        ('<!DOCTYPE tmx SYSTEM "tmx14.dtd">', None, []),
        ("&#xD842;&#xDFB7;", "𠮷", []),
        ("&#xD842;a", "a", [("xml.illegal-character", "&#xD842;", 1)]),
    ],
)
def test_what_xml_forbids_is_repaired_in_its_place(
    text: str, fixed: str | None, faults: list[tuple[str, str, int]]
) -> None:
    assert repaired(text) == (text if fixed is None else fixed, faults)


def test_broken_bytes_are_marked_and_told() -> None:
    assert repaired("a会议".encode() + b"\xff\nb") == ("a会议\ufffd\nb", [("xml.undecodable", "U+FFFD", 1)])


@pytest.mark.parametrize("size", [1, 2, 5, 16])
def test_a_repair_is_the_same_wherever_the_pieces_end(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    text = "a &amp; b & c &nbsp; &#xD842;&#xDFB7; <![CDATA[ & \x02 ]]> <x> \n 𠮷 &#x1; &#19968;"
    whole = repaired(text)
    monkeypatch.setattr("cdalign.tmx.sources.CHUNK", size)
    assert repaired(text) == whole


@pytest.mark.parametrize("size", [1, 7, 30])
def test_a_document_type_is_whole_wherever_the_pieces_end(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr("cdalign.tmx.sources.CHUNK", size)
    assert repaired('<?xml?><!DOCTYPE a [\n<!ENTITY b "1 & 2">\n]>\n<a>&b;</a>') == (
        "<?xml?>\n<a>&amp;b;</a>",
        [("xml.entity", "&b;", 4)],
    )
    assert repaired('<!DOCTYPE tmx SYSTEM "tmx14.dtd"><a>&</a>')[0] == '<!DOCTYPE tmx SYSTEM "tmx14.dtd"><a>&amp;</a>'


def test_an_encoding_that_is_declared_wrongly_is_told_first() -> None:
    text = declaring("gbk").decode() + "会议通过了报告 & more"
    assert [rule for rule, *_ in repaired(text)[1]] == ["xml.encoding", "xml.bare-ampersand"]
    assert repaired(declaring("us-ascii") + b"a") == (declaring("us-ascii").decode() + "a", [])


def unpacked(path: Path) -> bytes:
    with open_bytes(path) as stream:
        return stream.read()


def test_archives_are_told_by_their_bytes_whatever_their_names(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(b"<tmx/>")
    assert unpacked(path) == b"<tmx/>"
    path.write_bytes(gzip.compress(b"<tmx/>"))
    assert unpacked(path) == b"<tmx/>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("__MACOSX/a.TMX", "x")
        archive.writestr("readme.txt", "x")
        archive.writestr("deep/A.TMX", "<tmx/>")
    assert unpacked(path) == b"<tmx/>"


@pytest.mark.parametrize(("names", "message"), [(["a.txt"], "no TMX file"), (["a.tmx", "b.tmx"], "2 TMX files")])
def test_an_archive_must_hold_one_memory(tmp_path: Path, names: list[str], message: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    with pytest.raises(ReadError, match=message):
        unpacked(path)


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.tmx", "<tmx/>")
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the bit that says so, in the local header and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(ReadError, match="cannot be unpacked"):
        unpacked(path)


def test_a_gzip_damaged_in_the_middle_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx.gz"
    data = bytearray(gzip.compress(bytes(range(256)) * 40))
    data[12:40] = b"\xff" * 28
    path.write_bytes(data)
    with pytest.raises(ReadError, match="gzip is damaged"):
        unpacked(path)


def test_a_folder_is_not_available(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError):
        unpacked(tmp_path)
