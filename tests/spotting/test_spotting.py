"""Which words of a translation render a query."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdalign import core_lexicon, spot_translation
from cdalign.lexicon.entries import with_equivalents
from cdalign.model import Span
from cdalign.spotting import QueryPlace, Spotter, spotter_of, tally_renderings
from cdalign.spotting.names import link_names
from cdalign.spotting.queries import find_query
from cdalign.spotting.spotter import LONGEST_TEXT
from cdalign.spotting.tally import SAMPLE, words_compared
from cdalign.spotting.tokens import TokenKind, tokenize_for_spotting

# Sentences of our own; the words in brackets render the query.
SPOTTED = (
    ("彻底消除核武器", "直至彻底消除核武器。", "pending the [total elimination of nuclear weapons]."),
    ("水资源", "各国同意共同保护水资源。", "The States agreed to protect [water resources] together."),
    ("预算", "委员会昨天通过了下一年的预算。", "Yesterday the Committee adopted the [budget] for the coming year."),
    ("国际社会", "这需要国际社会的支持。", "This requires the support of the [international community]."),
    ("5月", "会议于5月3日开幕。", "The Conference opened on 3 [May]."),
    ("the final report", "We read the final report with care.", "我们仔细阅读了[最后报告]。"),
    ("Security Council", "The Security Council met twice.", "[安全理事会]举行了两次会议。"),
    ("安全理事会", "安全理事會舉行了兩次會議。", "The [Security Council] met twice."),
)


def _brackets(marked: str) -> tuple[str, list[str]]:
    pieces = marked.replace("]", "[").split("[")
    return "".join(pieces), pieces[1::2]


@pytest.mark.parametrize(("query", "source", "marked"), SPOTTED)
def test_the_words_that_render_a_query_are_found(query: str, source: str, marked: str) -> None:
    target, wanted = _brackets(marked)
    spans = spot_translation(query, source, target)
    assert [target[span.start : span.stop] for span in spans] == wanted


def test_the_second_of_two_equal_words_is_rendered_by_the_second() -> None:
    source = "不对无核武器国家使用核武器，直至彻底消除核武器。"
    target = (
        "not to use nuclear weapons against non-nuclear-weapon States, pending the total elimination of nuclear weapons"
    )
    (span,) = spot_translation("彻底消除核武器", source, target)
    assert target[span.start : span.stop] == "total elimination of nuclear weapons"


def test_a_name_is_found_by_its_sound() -> None:
    target = "Ms. Chowdhury then took the floor."
    (span,) = spot_translation("乔杜里", "乔杜里女士随后发言。", target)
    assert target[span.start : span.stop].endswith("Chowdhury")


def test_a_lexicon_of_the_user_is_asked() -> None:
    lexicon = with_equivalents(core_lexicon(), [("锟斤拷", (("gibberish token", 1.0),))])
    source, target = "文件中有锟斤拷。", "The file holds a gibberish token somewhere."
    (span,) = spot_translation("锟斤拷", source, target, lexicon=lexicon)
    assert target[span.start : span.stop] == "gibberish token"


@pytest.mark.parametrize(
    ("query", "source", "target"),
    [
        ("", "核武器", "nuclear weapons"),
        ("化学武器", "核武器", "nuclear weapons"),
        ("核武器", "核武器", ""),
        ("核武器", "核武器", "核武器"),
        ("weapons", "nuclear weapons", "nuclear weapons"),
        ("，", "核武器，", "nuclear weapons,"),
        ("核武器", "核武器" * LONGEST_TEXT, "nuclear weapons"),
        ("核武器", "核武器", "nuclear weapons " * 6_250),
        ("\ud800", "核武器\ud800", "nuclear weapons \ud800"),
    ],
)
def test_what_cannot_be_asked_is_not_marked(query: str, source: str, target: str) -> None:
    assert all(0 <= span.start < span.stop <= len(target) for span in spot_translation(query, source, target))
    if not target or query != "，":
        assert spot_translation(query, source, target) == ()


@pytest.mark.parametrize(
    ("query", "source", "target"),
    [
        ("核核", "核核核核核", "nuclear nuclear nuclear"),
        ("核\ud800武器", "核\ud800武器的裁军", "dis\udfffarmament of nuclear \ud800 weapons"),
        ("核武器", "核武器" * 1_300, "nuclear weapons " * 240),
        ("\u0301核", "\u0301核\u200d武器\U000e0001", "\u202enuclear\u0301 weapons\x00"),
        ("nuclear", "nuclear " * 400, "核" * 3_999),
    ],
)
def test_hostile_texts_give_spans_inside_the_target(query: str, source: str, target: str) -> None:
    spans = spot_translation(query, source, target)
    assert all(0 <= span.start < span.stop <= len(target) for span in spans)
    assert list(spans) == sorted(spans, key=lambda span: span.start)


TEXTS = st.text(alphabet="核武器裁军会议的 《》，。abcABC 12,.()-'’\u3007\U00020000é", max_size=40)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_text_breaks_it(before: str, query: str, after: str, target: str) -> None:
    spans = spot_translation(query, before + query + after, target)
    ends = [0]
    for span in spans:
        assert ends[-1] <= span.start < span.stop <= len(target)
        ends.append(span.stop)


def test_a_query_is_found_whatever_its_case_spaces_and_script() -> None:
    assert find_query("Security council", "the SECURITY COUNCIL met") == Span(4, 20)
    assert find_query("附件2国家", "各附件 2 国家") == Span(1, 8)
    assert find_query("裁軍", "核裁军") == Span(1, 3)
    assert find_query("缺", "核裁军") is None


def test_tokens_have_their_places_and_kinds() -> None:
    text = "第3次 NPT 会，o'clock"
    tokens = tokenize_for_spotting(text, "zh-Hans")
    assert [text[token.start : token.stop] for token in tokens] == ["第", "3", "次", "NPT", "会", "，", "o'clock"]
    assert [token.kind for token in tokens] == [
        TokenKind.HAN,
        TokenKind.NUMBER,
        TokenKind.HAN,
        TokenKind.WORD,
        TokenKind.HAN,
        TokenKind.MARK,
        TokenKind.WORD,
    ]


def test_pinyin_is_surer_than_a_like_sound() -> None:
    links = link_names(["肇", "星", "", "乔", "杜", "里"], ["Zhaoxing", "Chowdhury", ""])
    assert links[0, 0] == links[1, 0] == links.max()
    assert 0 < links[4, 1] < links.max()
    assert not links[:, 2].any()
    assert not links[2].any()


def test_renderings_are_counted_over_inflection_and_function_words() -> None:
    pairs = [("执行决议。", "to implement the resolution"), ("执行决议。", "the implementation of the resolution")] * 2
    pairs += [("执行决议。", "carrying out the resolution"), ("执行决议。", "carry out the resolution")] * 2
    places = [QueryPlace(Span(0, 2), source, target) for source, target in pairs]
    tally = tally_renderings(places, spotter_of())
    assert [(words_compared(rendering.text), rendering.count) for rendering in tally.renderings] == [
        (words_compared("carry out"), 4),
        (words_compared("implement"), 4),
    ]
    assert tally.total == 8
    assert tally.hits_with("implementing", range(8)) == (0, 1, 2, 3)


def test_each_place_is_counted_once_also_where_only_a_sample_is_spotted() -> None:
    random.seed(1)
    targets = random.choices(["to implement it", "to carry it out", "xxx"], [6, 3, 1], k=3 * SAMPLE)
    places = [QueryPlace(Span(0, 2), "执行它", target) for target in targets]
    tally = tally_renderings(places, spotter_of())
    counted = [place for rendering in tally.renderings for place in rendering.places] + list(tally.others)
    assert sorted(counted) == list(range(len(places)))
    most = tally.renderings[0]
    assert most.text == "implement"
    assert most.count == targets.count("to implement it")


def test_a_rendering_seen_once_among_many_is_folded() -> None:
    targets = ["to implement it"] * 8 + ["to enforce it"]
    tally = tally_renderings([QueryPlace(Span(0, 2), "执行它", target) for target in targets], spotter_of())
    assert [rendering.text for rendering in tally.renderings] == ["implement"]
    assert tally.others == (8,)


def test_the_confidence_is_a_share() -> None:
    source, target = "各国同意共同保护水资源。", "The States agreed to protect water resources together."
    spotted = Spotter(core_lexicon()).spot(Span(8, 11), source, target)
    assert spotted.is_sure
    assert 0.5 <= spotted.confidence <= 1
    assert json.dumps(spotted.confidence)
