import pytest

from cdalign.model import Code, CodeKind, TranslationUnit
from cdalign.tmx.editions import traditional_edition
from cdalign.tmx.traditional import TraditionalScript


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("这种药被发明了。", "這種藥被發明了。"),
        ("他展示了如何使用。", "他展示了如何使用。"),
        ("不要去干涉别国。", "不要去干涉別國。"),
        ("这项被发现的问题", "這項被發現的問題"),
        ("头发、理发店和出发点", "頭髮、理髮店和出發點"),
        ("干部晒干面条", "幹部曬乾麵條"),
        ("一只鸟，只有以后的皇后", "一隻鳥，只有以後的皇后"),
        ("CD/2138号文件，第3页", "CD/2138號文件，第3頁"),
        ("", ""),
    ],
)
def test_words_decide_which_character_it_is(simplified: str, traditional: str) -> None:
    assert TraditionalScript("s2tw").convert(simplified) == traditional


def test_codes_keep_their_places() -> None:
    codes = (Code(1, CodeKind.SINGLE, "1", "%s"),)
    [unit] = traditional_edition([TranslationUnit("被发明", "invented", "zh-Hans", "en", source_codes=codes)], "zh-TW")
    assert (unit.source, unit.source_codes, unit.prop("x-converted")) == ("被發明", codes, "OpenCC s2tw")


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("范先生和于女士说", "范先生和于女士說"),
        ("秘书长范·德尔鲁登", "秘書長范·德爾魯登"),
        ("钟大使、余博士", "鍾大使、余博士"),
        ("对于女士优先的范围", "對於女士優先的範圍"),
        ("位于先生家", "位於先生家"),
        ("关于教授的报告", "關於教授的報告"),
        ("模范老师", "模範老師"),
    ],
)
def test_surnames_keep_their_form(simplified: str, traditional: str) -> None:
    assert TraditionalScript("s2tw").convert(simplified) == traditional
