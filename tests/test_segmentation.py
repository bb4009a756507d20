import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.documents import read_document
from cdalign.segmentation import render_omegat_segmentation, render_srx, rules_for, split_sentences
from cdalign.segmentation.rules import find_breaks
from conftest import require_tool

# Sentences with their ends marked by a bar.
CHINESE = [
    "会议通过了报告。|主席宣布闭会。",
    "他问：“谁赞成？”|没有人回答。",
    "“我赞成。”|他说。",
    "她问“为什么要这样做？”的时候，会场很安静。",
    "主席说：“大家辛苦了。请休息。”|会议结束。",
    "主席说：“各代表团的发言都已列入记录。|秘书处将于下周分发这些发言的译文。”|会议结束。",
    "他说：「我们昨天才到这里。|明天一早又要动身到别处去了，你呢？」|没有人回答。",
    "《谁来守护和平？》一书今年出版。|它很受欢迎。",
    "委员会(见CD/1299。另见附件。)通过了决定。|会议结束。",
    "秘书处印发了（第一批。第二批待发。）文件。",
    "我们还能做什么……|时间不多了。",
    "等等……，都在其列。",
    "真的吗？！|是的。",
    "该条约仍然有效。1 一些代表团表示支持。".replace("1 ", "1|"),
    "该条约仍然有效。|5 个国家表示支持。",
    "会议闭幕。|2019 年将再次举行。",
    "应采取下列措施：(a) 谈判；(b) 核查；(c) 透明。",
    "代表们说：「我们同意。」|主席感谢各位。",
    "序号\t|国家\t|说明",
    "他同意！|她反对？|大家沉默。",
    "会议结束。|（下次会议将于明年举行。）|主席致谢。",
    "议案二读通过。|（掌声）|李议员致谢。",
    "他作了发言。|（见附件一）|辩论结束。",
    "第一项成立。|（二）第二项不成立。",
    "我国支持该决议。|（以法语发言）我现在改用法语。",
    "1）打开包装盒。|2）取出电池。|3）按下开关。",
    "一）总则。|二）分则。",
    "这……这不可能！|我……我不知道。",
    "居民有旅行、迁徙、……选择职业等自由。",
    "更是传奇中的传奇。”……|他们又谈了一会儿。",
    "该条约仍然有效。¹|一些代表团表示支持。²³",
    "该条约仍然有效。[1][12]|一些代表团表示支持。［3］",
    "该条约仍然有效。 1/ 2/|一些代表团表示支持。 3/",
    "我们支持该决议.|中国(China)的立场很明确.|谢谢主席.",
    "采用随机对照设计．|差异显著（P＜0.05）．|可以推广．",
    "约翰.史密斯先生发言。|他表示支持。",
    "请回答是或否?|谢谢!|再见。",
    "代表们交换了意见。|之后，委员会休会。",
    "代表们坐下。|等到人齐了，会议开始。|等主席到了，大家起立。",
    "“谁赞成？”之类的问题没有提出。",
    "战争结束了。|19世纪初有了变化。",
]
ENGLISH = [
    "The report was adopted.|The Chair closed the meeting.",
    "See para. 5 of the report.|It was adopted.",
    "General Assembly resolution No. 71/67 was recalled.|No. 5 was not.",
    "Mr. Hassan Kleib and Ms. A. B. Smith spoke.|Dr. King replied.",
    "H.E. Mr. Kleib presided.|Others spoke.",
    "Under art. VI of the Treaty, States negotiate.|They do so in good faith.",
    "The mandate is in CD/1299.|The Group met at 10 a.m. on Monday.",
    "The meeting rose at 1 p.m. The next one was postponed.".replace("p.m. ", "p.m.|"),
    "John King, Ph.D., spoke.|He was thanked.",
    "Document CD/2119/Corr. 1 was issued.|It replaced Add. 2.",
    "States that possess such weapons, e.g. China, i.e. five of them, were named.",
    "Is that so?|Yes!|It is.",
    "Delegations waited ... and waited.|Nothing happened.",
    "They referred to “the facts. The figures.” and to others.|It went on.",
    "He said: “All speeches are on record.|The Secretariat will circulate them next week.”|It ended.",
    "The Group (see annex I. It is long.) met.|It agreed.",
    "The text remains valid.1 The Group agreed.".replace("1 ", "1|"),
    "The U.S. Government and the U.K. delegation agreed.|They signed.",
    "The views are in annex A. The Coordinator is responsible.".replace("A. ", "A.|"),
    "It grew by 3.5 per cent in 2018.|In 2019 it fell.",
    "Several bodies, offices, etc. were named.|See chap. III, sect. B, paras. 3 and 4.",
    "(a) Nuclear weapons; (b) Other weapons; (c) Verification.",
    "A. Deepening technical discussions",
    "See vol. II, pp. 3–5, and fig. 2.|Cf. Mr. Borrie's statement.",
    "It was held from 5 to 9 Sept. 2018.|“All agreed.”|The end.",
    "It was amended at various times.|2. The Fund is administered by the Board.|3. The report is short.",
    "The costs are met by the Fund (see annex V).|12. The income was less.",
    "The list is in annex V.|4. In accordance with the decision, it was closed.",
    "He called it “Continuing the Reform.”|I. The Draft",
    "See para. 5. The Board agreed.".replace("5. ", "5.|"),
    "The bill was read.|(Applause)|Mr. Lee thanked members.",
    "He spoke briefly.|(See annex I)|The debate closed.",
    "He spoke.|(spoke in French) I thank you.",
    "Cats (he said. I heard it.) are many.|Dogs are few.",
    "1) Open the box.|2) Take out the battery.|3) Press it.",
    "a) Open the box.|b) Take it out.|(c) Close it.",
    "The goods were late.|ii. The price was wrong.|iii. The box was open.",
    "1.1. The Seller delivers.|1.2. The Buyer pays.|B. The Broker watches.",
    "It is in fig. 1.4.|The next is in subpara. (b) and Art. IV.|They differ.",
    "It was found.[12][13]|Others disagree.¹|They say so.²",
    "The Board agreed. 3/|It adjourned. 4/ 12/|It met. 5/",
    "FIG. 1 is a view.|FIGS. 2A and 2B are sections.|Cap. 60 applies.",
    "The answer is no.|I will say it again.|It is a work of art.|A continuous thread runs here.",
    "They paint in the style of art. A of 1990.",
    "Take vitamin C.|Vitamin D matters.|It reached 30 °C.|Water was scarce.",
    "It was said by president G. Bush.|He lives in the U.S.|You know why.",
    "He is 6 ft. 2 in. tall.|She left at 3 p.m.|I waited.",
    "I... I have forgotten.|Oh... The moon is out.",
    "He walked home...|The night was cold.",
    "iPhone sales rose.|iPad sales fell.|— Are you there?|— I am.",
    "Pres. Lincoln and Cpl. Jones spoke.|Approx. 50 people came.",
    "THE HONOURABLE MRS. RITA FAN SPOKE.|DR. HENRIETTA IP REPLIED.",
]


@pytest.mark.parametrize("marked", CHINESE)
def test_chinese_is_cut(marked: str) -> None:
    assert list(split_sentences(marked.replace("|", ""), "zh")) == [one.strip() for one in marked.split("|")]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_is_cut(marked: str) -> None:
    assert list(split_sentences(marked.replace("|", " "), "en")) == [one.strip() for one in marked.split("|")]


@settings(max_examples=150)
@given(st.text(alphabet="ab A.。！？…“”《》()（）12 \t年的，；", max_size=120), st.sampled_from(["zh", "en"]))
def test_nothing_is_lost_in_cutting(text: str, lang: str) -> None:
    sentences = split_sentences(text, lang)
    assert re.sub(r"\s", "", "".join(sentences)) == re.sub(r"\s", "", text)
    assert all(one and one == one.strip() for one in sentences)


# The words in the patterns themselves: (para|paras|a\.m)
written = re.findall(r"(?<=[(|])(?:[A-Za-z]|\\\.)+(?=[|)])", " ".join(rule.before for rule in rules_for("en")))
abbreviations = sorted({word.replace("\\", "") for word in written})
others = ["of", "see", "The", "In", "4", "12", "123", "V", "iv", "X", "(", ")", "”", "“", "al.,", "x9", "É"]
pieces = st.one_of(st.sampled_from(others), st.sampled_from(abbreviations))
ends = st.sampled_from([". ", ". The ", ". 4 ", ".", " ", ".) ", "? ", ".” ", "\t", "… "])


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(pieces, ends), max_size=5).map(lambda them: "".join(map("".join, them))))
def test_a_rule_is_passed_over_only_where_it_does_not_fit(text: str) -> None:
    rules = rules_for("en")
    assert find_breaks(text, rules) == find_breaks(text, [replace(rule, words=frozenset()) for rule in rules])


def test_a_sentence_is_not_cut_again(repository: Path) -> None:
    for lang in ("zh", "en"):
        for segment in read_document(repository / "corpus" / lang / "CD-2138.txt").segments:
            assert split_sentences(segment.text, lang) == (segment.text,)


def test_many_stops_take_time_in_proportion() -> None:
    assert len(split_sentences("。" * 50_000 + "“" + "一。" * 20_000, "zh")) == 20_001


def test_the_srx_holds_every_rule() -> None:
    root = ElementTree.fromstring(render_srx())
    space = {"srx": "http://www.lisa.org/srx20"}
    assert root.get("version") == "2.0"
    assert [one.get("languagerulename") for one in root.iterfind(".//srx:languagemap", space)] == ["Chinese", "English"]
    for rule in root.iterfind(".//srx:rule", space):
        assert rule.get("break") in ("yes", "no")
        for pattern in rule:
            re.compile(pattern.text or "")


def cut_with_omegat(folder: Path, paragraphs: list[str], lang: str) -> list[str]:
    """Give the segments that OmegaT makes of paragraphs with our rules in the project."""
    project = folder / lang
    for name in ("source", "target", "omegat", "tm", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(OMEGAT_PROJECT.format(lang=lang), encoding="utf-8")
    (project / "omegat" / "segmentation.conf").write_text(render_omegat_segmentation(), encoding="utf-8")
    (project / "source" / "a.utf8").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    written = folder / f"{lang}.tmx"
    words = [
        "--mode=console-createpseudotranslatetmx",
        f"--pseudotranslatetmx={written}",
        "--pseudotranslatetype=equal",
    ]
    subprocess.run(
        [require_tool("omegat"), str(project), *words, f"--config-dir={folder / 'configuration'}"],
        check=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, "JAVA_TOOL_OPTIONS": "-Djava.awt.headless=true -Dfile.encoding=UTF-8"},
    )
    units = ElementTree.parse(written).getroot().iter("tu")
    return [unit.findtext("tuv/seg", "") for unit in units]


OMEGAT_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>{lang}</source_lang><target_lang>fr</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>true</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_omegat_cuts_alike_with_our_rules(lang: str, repository: Path, tmp_path: Path) -> None:
    require_tool("omegat")
    report = read_document(repository / "corpus" / lang / "CD-2138.txt", lang=lang)
    tricky = [one.replace("|", "" if lang == "zh" else " ") for one in (CHINESE if lang == "zh" else ENGLISH)]
    paragraphs = [one for one in [*(paragraph.text for paragraph in report.paragraphs), *tricky] if "\t" not in one]
    ours = [sentence for paragraph in paragraphs for sentence in split_sentences(paragraph, lang)]
    # OmegaT names each text once.
    assert sorted(set(cut_with_omegat(tmp_path, paragraphs, lang))) == sorted(set(ours))
