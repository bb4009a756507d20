import pytest
from memory_units import unit

from cdalign.memory import Memory
from cdalign.memory.leverage import BANDS, BandCount, count_bands, pretranslate
from cdalign.model import Document, Paragraph, Segment
from conftest import Remember

KNOWN = ("裁谈会通过了附属机构 1 的报告。", "各代表团感谢协调员所做的工作。", "会议于下午结束。")
TEXTS = (
    "裁谈会通过了附属机构 1 的报告。",  # between the same neighbours: context
    "各代表团感谢协调员所做的工作。",  # 100 %
    "裁谈会通过了附属机构 5 的报告。",  # numbers: 98 %
    "裁谈会通过了附属机构 5 的报告。",  # repetition
    "各代表团感谢主席所做的工作。",  # 11 of 13 words: 76 %
    "An entirely different sentence.",
)


def document() -> Document:
    segments = tuple(Segment(f"body.1.{number}", text) for number, text in enumerate(TEXTS, 1))
    return Document("zh-Hans", (Paragraph("body.1", "".join(TEXTS), segments=segments),), symbol="CD/1")


@pytest.fixture
def memory(remember: Remember) -> Memory:
    return remember(
        *(
            unit(text, f"translation of {text[-3:]} 1" if "1" in text else f"T{index}", id=f"CD/0#{index}")
            for index, text in enumerate(KNOWN)
        )
    )


def test_bands(memory: Memory) -> None:
    counts = {count.band: count for count in count_bands(memory, [document()])}
    assert tuple(counts) == BANDS
    assert {band: count.segments for band, count in counts.items() if count.segments} == {
        "context match": 1,
        "100%": 1,
        "95-99%": 1,
        "repetition": 1,
        "75-84%": 1,
        "new": 1,
    }
    assert counts["new"] == BandCount("new", 1, 4, 28)
    assert counts["95-99%"] == BandCount("95-99%", 1, 14, 15)


def test_pretranslation_says_where_it_comes_from(memory: Memory) -> None:
    units = list(pretranslate(memory, document(), "en", threshold=75))
    assert [one.source for one in units] == list(TEXTS)
    assert [one.prop("x-match") for one in units] == ["101", "100", "98", "98", "78", ""]
    assert units[2].target.endswith(" 5")
    assert units[2].prop("x-adapted") == "numbers"
    assert units[1].prop("x-origin") == "CD/0#1"
    assert units[5].target == ""
    assert units[5].id == "CD/1#body.1.6"
