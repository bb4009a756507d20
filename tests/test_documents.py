import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cdalign.documents import detect_language, make_document, read_document, read_line_document
from cdalign.errors import ReadError
from cdalign.model import Document, Role
from cdalign.reading import parse_blocks

EXPECTED_IDS = [
    "title",
    "subtitle",
    "adoption_note",
    *(f"body.{number}" for number in range(1, 13)),
    "annex",
    "annex.title",
    "annex.A",
    *(f"annex.{number}" for number in range(1, 4)),
    "annex.B",
    *(f"annex.{number}" for number in range(4, 15)),
    "annex.C",
    *(f"annex.{number}" for number in range(15, 32)),
]


def without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


def strip_lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n"))


def drop_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


MUTATIONS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "cr": lambda text: text.replace("\n", "\r"),
    "no blank lines": drop_blank_lines,
    "no trailing spaces": lambda text: "\n".join(line.rstrip() for line in text.split("\n")),
    "stripped": strip_lines,
    "stripped, no blank lines": lambda text: drop_blank_lines(strip_lines(text)),
    "tab after numbers": lambda text: re.sub(r"(?m)^(\s*\d+\.)  ", r"\1\t", text),
    "one space after numbers": lambda text: re.sub(r"(?m)^(\s*\d+\.)  ", r"\1 ", text),
    "all of it": lambda text: re.sub(r"(?m)^(\s*\d+\.)\s+", r"\1 ", drop_blank_lines(strip_lines(text))).replace(
        "\n", "\r\n"
    ),
}


@pytest.fixture(scope="session")
def chinese_report(repository: Path) -> Document:
    return read_document(repository / "corpus" / "zh" / "CD-2138.txt")


@pytest.fixture(scope="session")
def english_report(repository: Path) -> Document:
    return read_document(repository / "corpus" / "en" / "CD-2138.txt")


def test_the_chinese_report_has_its_paragraphs(chinese_report: Document) -> None:
    assert [paragraph.id for paragraph in chinese_report.paragraphs] == EXPECTED_IDS
    assert chinese_report.lang == "zh-Hans"


def test_the_english_report_has_the_same_paragraphs(english_report: Document, chinese_report: Document) -> None:
    def shape(document: Document) -> list[tuple[str, str, str, Role]]:
        return [(one.id, one.part, one.label, one.role) for one in document.paragraphs]

    assert shape(english_report) == shape(chinese_report)
    assert english_report.lang == "en"


def test_not_one_character_is_lost_or_invented(chinese_report: Document, repository: Path) -> None:
    written = (repository / "corpus" / "zh" / "CD-2138.txt").read_text(encoding="utf-8")
    read = "".join(paragraph.label + paragraph.text for paragraph in chinese_report.paragraphs)
    assert without_space(read) == without_space(written)
    assert len(without_space(read)) == 5912


def test_wraps_leave_no_space_between_han(chinese_report: Document) -> None:
    text = "\n".join(paragraph.text for paragraph in chinese_report.paragraphs)
    assert not re.search(r"[\u4e00-\u9fff，。、；：] +[\u4e00-\u9fff]", text)
    for joined in ("7 月 31 日", "主任 John", "和 1995 年", "机构 1 协调员", "“64 点行动计划”", "3 月 24 日", "爆――无"):
        assert joined in text


def test_the_report_has_its_sentences(chinese_report: Document) -> None:
    numbered = [paragraph for paragraph in chinese_report.paragraphs if paragraph.role is Role.PARAGRAPH]
    assert len(numbered) == 43
    assert sum(len(paragraph.segments) for paragraph in numbered) == 103


def test_sentences_make_up_their_paragraphs(chinese_report: Document, english_report: Document) -> None:
    for document in (chinese_report, english_report):
        for paragraph in document.paragraphs:
            assert without_space("".join(one.text for one in paragraph.segments)) == without_space(paragraph.text)
            assert [one.id for one in paragraph.segments] == [
                f"{paragraph.id}.{number}" for number in range(1, len(paragraph.segments) + 1)
            ]


@pytest.mark.parametrize("name", MUTATIONS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_is_read_alike_however_its_file_was_treated(name: str, lang: str, repository: Path) -> None:
    written = (repository / "corpus" / lang / "CD-2138.txt").read_text(encoding="utf-8")
    as_it_is = make_document(parse_blocks(written.encode()), lang=lang)
    treated = make_document(parse_blocks(MUTATIONS[name](written).encode()), lang=lang)
    assert treated.paragraphs == as_it_is.paragraphs


def test_a_note_of_status_is_metadata(english_report: Document) -> None:
    assert dict(english_report.metadata)["status_note"].startswith("Working translation")


def test_a_masthead_alone_is_no_document() -> None:
    with pytest.raises(ReadError, match="masthead and no text"):
        make_document(parse_blocks(b"CD/2138\n\n5 September 2018\n\nOriginal: English\n"))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("各代表团确认了共同承诺。", "zh-Hans"),
        ("各代表團確認了共同承諾。", "zh-Hant"),
        ("Delegations affirmed their common commitment.", "en"),
        ("Делегации подтвердили свою общую приверженность.", "und"),
        ("Les délégations ont affirmé leur attachement commun à un monde exempt d'armes nucléaires. " * 9, "und"),
    ],
)
def test_the_language_is_found(text: str, lang: str) -> None:
    assert detect_language([text]) == lang


def test_a_paragraph_without_end_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("第一段。\n\n" + "会" * 1_000_001, encoding="utf-8")
    with pytest.raises(ReadError, match="1,000,001 characters") as raised:
        read_document(path)
    assert raised.value.place.unit


def test_only_newlines_part_the_lines_of_a_line_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("One.\u2028More.\r\n\x0cTwo.\n\nThree\x0bfour.\x85\rFive.\n".encode())
    texts = [paragraph.text for paragraph in read_line_document(path).paragraphs]
    assert texts == ["One. More.", "Two.", "", "Three four.", "Five."]
