import pytest

from cdalign.encodings import decode_bytes, normalize_encoding
from cdalign.errors import ReadError

HANS = "裁军谈判会议通过了关于核裁军的报告，各代表团对此表示欢迎。朱镕基总理出席。"
HANT = "裁軍談判會議通過了關於核裁軍的報告，各代表團對此表示歡迎。這是聯合國的文件。"
ENGLISH = "The Conference adopted its report – “by consensus” – at Genève."
SHORT = "各代表团重申了立场"


@pytest.mark.parametrize("times", [1, 5, 200])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((HANS, one) for one in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32")),
        *((SHORT, one) for one in ("utf-8", "gb18030")),
        *((HANT, one) for one in ("utf-8", "big5hkscs", "gb18030", "utf-16")),
        *((ENGLISH, one) for one in ("utf-8", "cp1252", "utf-16", "utf-16-le")),
        ("Plain words.", "ascii"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str, times: int) -> None:
    written = (text + "\r\n") * times
    assert decode_bytes(written.encode(encoding)).text == written


def test_a_guess_is_told_from_certainty() -> None:
    assert decode_bytes(HANS.encode("utf-8")).is_certain
    assert not decode_bytes(HANS.encode("gb18030")).is_certain


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030"])
def test_the_widest_of_a_family_is_read(label: str) -> None:
    assert normalize_encoding(label) == "gb18030"
    assert "镕" in decode_bytes(HANS.encode("gb18030"), encoding=label).text


@pytest.mark.parametrize("name", ["klingon", "rot13", "zip", ""])
def test_an_unknown_encoding_is_refused(name: str) -> None:
    with pytest.raises((ReadError, LookupError)):
        decode_bytes(b"abc", encoding=name) if name else normalize_encoding("")


def test_an_encoding_that_does_not_fit_is_refused_with_its_place() -> None:
    with pytest.raises(ReadError) as caught:
        decode_bytes(b"line one\nline \xff two", encoding="utf-8", path="a.txt")
    assert caught.value.place.line == 2
    assert "--encoding" in caught.value.advice


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 50, b"\xff\xfe\xff\xfe\xff" * 9])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        decode_bytes(data)
