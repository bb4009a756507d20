from pathlib import Path

import pytest

from cdalign.errors import ReadError
from cdalign.lexicon import (
    Lexicon,
    core_lexicon,
    read_dictionary,
    with_equivalents,
    with_termbase,
    write_trained,
)
from cdalign.lexicon.formats import (
    parse_cedict,
    parse_dictionary,
    parse_hunalign,
    parse_table,
    parse_trained,
    render_trained,
)
from cdalign.lexicon.stemming import stem_word
from cdalign.lexicon.tokens import HeadwordMatcher, tokenize_english
from cdalign.model import ConceptEntry, Term, Termbase


def test_the_core_lexicon_is_large_and_knows_the_field() -> None:
    lexicon = core_lexicon()
    assert len(lexicon) >= 6_000
    assert "disarmament" in {text for text, _ in lexicon.equivalents["裁军"]}


@pytest.mark.parametrize(
    "forms",
    [
        "resolution resolutions",
        "negotiate negotiated negotiating negotiation negotiations",
        "hold held",
        "country countries",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem_word(form) for form in forms.split()}) == 1


def test_different_words_keep_different_stems() -> None:
    words = ["weapon", "treaty", "nuclear", "state", "committee", "report", "security", "secretary"]
    assert len({stem_word(word) for word in words}) == len(words)


def test_an_empty_headword_is_passed_over() -> None:
    # A dictionary may have a word of characters that are not seen; its compact form is empty.
    lexicon = with_equivalents(core_lexicon(), [("\u200b", (("nothing", 1.0),))])
    assert "" in lexicon.headwords
    assert HeadwordMatcher(lexicon.headwords).cut("裁军会议") == ["裁军", "会议"]


def test_chinese_is_cut_by_the_longest_headword_and_keeps_its_characters() -> None:
    matcher = HeadwordMatcher(["裁军", "裁军谈判会议", "会议"])
    assert matcher.cut("裁军谈判会议和裁军") == ["裁军谈判会议", "和", "裁军"]
    tokens = matcher.tokenize("裁軍談判會議")
    assert tokens[0] == "裁军谈判会议"
    assert "谈" in tokens


def test_english_loses_its_idle_words() -> None:
    assert tokenize_english("The Conference of 1,200 States") == [stem_word("conference"), "1200", stem_word("states")]


def test_cc_cedict_gives_renderings_without_explanations() -> None:
    text = "# comment\n裁軍 裁军 [cai2 jun1] /disarmament/to disarm/\n張 张 [Zhang1] /surname Zhang/\n"
    assert dict(parse_cedict(text)) == {"裁军": (("disarmament", 1.0), ("disarm", 1.0))}


@pytest.mark.parametrize("line", ["disarmament @ 裁军", "裁军 @ disarmament"])
def test_hunalign_dictionaries_are_read_either_way_round(line: str) -> None:
    assert list(parse_hunalign(line)) == [("裁军", (("disarmament", 1.0),))]


def test_a_table_may_have_weights() -> None:
    assert list(parse_table("裁军\tdisarmament; arms reduction\t2.5\n")) == [
        ("裁军", (("disarmament", 2.5), ("arms reduction", 2.5)))
    ]


@pytest.mark.parametrize("text", ["裁軍 裁军 [cai2 jun1] /disarmament/", "disarmament @ 裁军", "裁军\tdisarmament"])
def test_the_form_of_a_dictionary_is_told_by_its_content(text: str) -> None:
    assert dict(parse_dictionary(text)) == {"裁军": (("disarmament", 1.0),)}


def test_a_dictionary_adds_to_the_lexicon(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("水獭\totter\n", encoding="utf-8")
    lexicon = read_dictionary(path, Lexicon({"裁军": (("disarmament", 1.0),)}, name="core"))
    assert set(lexicon.equivalents) == {"裁军", "水獭"}
    assert lexicon.name == "core+mine.tsv"


def test_a_file_without_entries_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.tsv"
    path.write_text("nothing here\n", encoding="utf-8")
    with pytest.raises(ReadError, match="holds no dictionary entry"):
        read_dictionary(path, Lexicon())
    with pytest.raises(ReadError, match="no such file"):
        read_dictionary(tmp_path / "none.tsv", Lexicon())


def test_a_termbase_becomes_entries() -> None:
    concept = ConceptEntry("1", (Term("裁谈会", "zh-Hans"), Term("Conference on Disarmament", "en"), Term("CD", "en")))
    lexicon = with_termbase(Lexicon(), Termbase((concept,)))
    assert lexicon.equivalents["裁谈会"] == (("Conference on Disarmament", 1.0), ("CD", 1.0))


def test_a_trained_lexicon_survives_its_file(tmp_path: Path) -> None:
    learnt = {"裁": {"disarm": (0.5, 0.25)}, "军": {"arm": (0.125, 1.0), "milit": (0.75, 0.0625)}}
    path = tmp_path / "trained.tsv"
    write_trained(path, learnt)
    assert read_dictionary(path, Lexicon()).learnt == {
        "裁": {"disarm": (0.5, 0.25)},
        "军": {"arm": (0.125, 1.0), "milit": (0.75, 0.0625)},
    }
    assert parse_trained(render_trained(learnt)) == learnt
    with pytest.raises(ReadError):
        parse_trained("裁\tdisarm\n")
    for number in ("nan", "inf", "-0.5", "1e999", "2"):
        with pytest.raises(ReadError, match="trained"):
            parse_trained(f"裁\tdisarm\t0.5\t{number}\n")
