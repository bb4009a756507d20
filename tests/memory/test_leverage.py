import pytest
from memory_units import unit

from cdalign.memory import Memory
from cdalign.memory.leverage import BANDS, BandCount, count_bands, pretranslate
from cdalign.model import Code, CodeKind, Document, Paragraph, Segment, TranslationUnit
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


BOLD = Code(0, CodeKind.OPEN, "1", "<b>"), Code(0, CodeKind.CLOSE, "1", "</b>")


def bold(start: int, stop: int) -> tuple[Code, Code]:
    return BOLD[0]._replace(place=start), BOLD[1]._replace(place=stop)


def only_unit(memory: Memory, text: str, lang: str = "zh-Hans", target: str = "en") -> TranslationUnit:
    paragraph = Paragraph("body.1", text, segments=(Segment("body.1.1", text),))
    (one,) = pretranslate(memory, Document(lang, (paragraph,)), target, threshold=60)
    return one


def test_the_codes_of_an_exact_match_are_on_both_sides(remember: Remember) -> None:
    known = unit("请按确定键。", "Press OK now.", source_codes=bold(2, 4), target_codes=bold(6, 8))
    one = only_unit(remember(known), "请按确定键。")
    assert (one.source_codes, one.target_codes) == (bold(2, 4), bold(6, 8))
    turned = only_unit(remember(known), "Press OK now.", "en", "zh-Hans")
    assert (turned.source_codes, turned.target_codes) == (bold(6, 8), bold(2, 4))


def test_codes_move_with_the_words_where_numbers_and_spaces_differ(remember: Remember) -> None:
    known = unit(
        "第 9 条于 2 月生效。",
        "Article 9 entered into force in February.",
        source_codes=bold(0, 5),
        target_codes=bold(0, 9),
    )
    one = only_unit(remember(known), "第114条于 2 月生效。")
    assert one.target == "Article 114 entered into force in February."
    assert (one.source_codes, one.target_codes) == (bold(0, 5), bold(0, 11))
    assert not one.prop("x-codes")


def test_a_closing_code_stays_at_its_word_and_codes_keep_their_order(remember: Remember) -> None:
    codes = (BOLD[0]._replace(place=3), BOLD[1]._replace(place=4), Code(4, CodeKind.SINGLE, "2", "%1"))
    known = unit("附件第3段。", "Annex, paragraph 3.", source_codes=codes)
    one = only_unit(remember(known), "附件第 3 段。")
    assert [code.place for code in one.source_codes] == [4, 5, 6]


@pytest.mark.parametrize("source_codes", [bold(2, 4), ()])
def test_codes_that_do_not_fit_are_left_out_and_that_is_said(
    remember: Remember, source_codes: tuple[Code, ...]
) -> None:
    known = unit("请按确定键继续工作。", "Press OK to go on.", source_codes=source_codes, target_codes=bold(6, 8))
    one = only_unit(remember(known), "请按取消键继续工作。")
    assert one.target == known.target
    assert (one.source_codes, one.target_codes) == ((), ())
    assert one.prop("x-codes") == "left-out"
    assert "inline codes" in one.notes[0]
