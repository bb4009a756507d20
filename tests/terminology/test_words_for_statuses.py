"""Words that files of other programs and people have for a status: what is not to be used is never recommended."""

from pathlib import Path

import pytest

from cdalign.model import TermStatus
from cdalign.terminology.cells import split_terms
from cdalign.terminology.statuses import read_status
from cdalign.terminology.termbase import examine_termbase

UNWANTED = [
    "notRecommended",
    "deprecatedTerm-admn-sts",
    "supersededTerm-admn-sts",
    "forbidden",
    "Obsolete",
    "do not use",
    "Not approved",
    "Non-preferred",
    "withdrawn",
    "discontinued",
    "no longer used",
    "not to be used",
    "should not be used",
    "Blacklist",
    "Avoid",
    "禁用",
    "不推荐",
    "不推荐使用",
    "已停用",
    "已废弃",
    "已作废",
    "失效",
    "避免使用",
    "不应使用",
    "切勿使用",
    "停止使用",
    "已过时",
    "曾用名",
    "旧译",
    "误译",
    "非规范",
]
WANTED = [
    "preferredTerm-admn-sts",
    "preferred",
    "standardized",
    "approved",
    "首选",
    "推荐",
    "推荐译法",
    "正式译名",
    "标准译名",
    "通用",
]
ADMITTED = [
    "admittedTerm-admn-sts",
    "admitted",
    "allowed",
    "provisional",
    "candidate",
    "允许",
    "可用",
    "备选",
    "次选",
    "候选",
    "慎用",
    "待定",
]
UNKNOWN = ["formal", "colloquial", "unknownWord", "怪"]


@pytest.mark.parametrize("word", UNWANTED)
def test_what_is_not_to_be_used_is_unwanted(word: str) -> None:
    status = read_status(word)
    assert status is not None
    assert status.is_unwanted


@pytest.mark.parametrize("word", WANTED)
def test_what_is_recommended_is_preferred(word: str) -> None:
    assert read_status(word) is TermStatus.PREFERRED


@pytest.mark.parametrize("word", ADMITTED)
def test_what_may_be_used_is_admitted(word: str) -> None:
    assert read_status(word) is TermStatus.ADMITTED


@pytest.mark.parametrize("word", UNKNOWN)
def test_other_words_say_no_status(word: str) -> None:
    assert read_status(word) is None


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("裁军谈判会议；裁谈会", ["裁军谈判会议", "裁谈会"]),
        ("裁军谈判会议/裁谈会", ["裁军谈判会议", "裁谈会"]),
        ("Conference on Disarmament / CD", ["Conference on Disarmament", "CD"]),
        ("裁军谈判会议\n裁谈会", ["裁军谈判会议", "裁谈会"]),
        ("核查、查证", ["核查", "查证"]),
        ("和/或", ["和/或"]),
        ("进/出口", ["进/出口"]),
        ("and/or", ["and/or"]),
        ("CD/2138", ["CD/2138"]),
    ],
)
def test_a_cell_is_parted_between_terms_and_not_inside_one(cell: str, terms: list[str]) -> None:
    assert split_terms(cell) == terms


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "gbk"])
@pytest.mark.parametrize(
    "text",
    [
        "URL\tURL\n议程\tagenda\n",
        "# made by hand\nURL\tURL\tnote\nAPI\tAPI\n议程\tagenda\tc\n",
        "议程\tagenda\n报告\treport\n",
    ],
)
def test_a_short_glossary_is_told_by_its_last_line_too(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "glossary.txt"
    path.write_bytes(text.encode(encoding))
    entries = examine_termbase(path).termbase.entries
    assert [term.text for term in entries[-1].terms] == text.splitlines()[-1].split("\t")[:2]
    assert len(entries) == len([line for line in text.splitlines() if not line.startswith("#")])
