"""The words of both texts: the longest headwords of the Chinese, the stems of the English, and what may render what."""

from cdalign.checks.word_evidence import chinese_words, english_stems, english_words, stems_rendering
from cdalign.text import compact


def test_chinese_is_cut_into_the_longest_headwords_and_single_han() -> None:
    assert [tuple(word) for word in chinese_words("召开会议。")] == [("召开", 0, 2), ("会议", 2, 4)]
    assert [word.form for word in chinese_words("裁军会议")] == ["裁军", "会议"]
    assert [tuple(word) for word in chinese_words("他和 她")] == [("他", 0, 1), ("和", 1, 2), ("她", 3, 4)]


def test_marks_letters_and_digits_are_no_words_of_chinese() -> None:
    assert [word.form for word in chinese_words("A组，3人（会议）")] == ["组", "人", "会议"]


def test_english_words_are_stems_and_idle_words_say_nothing() -> None:
    assert [tuple(word) for word in english_words("The report's roads")] == [("report", 4, 12), ("road", 13, 18)]
    assert english_words("It is to be on the other.") == []


def test_the_stems_of_an_english_text_are_those_of_its_words() -> None:
    text = "The Chairperson's reports were adopted, and it wasn't easy."
    assert english_stems(text) == {word.form for word in english_words(text)}


def test_words_inside_words_count_and_characters_only_by_themselves() -> None:
    def stems(text: str) -> frozenset[str]:
        return stems_rendering(compact(text), chinese_words(text))

    assert "iraq" in stems("伊拉克")
    assert stems("会议") <= stems("裁军会议")
    assert stems("拉") - stems("会议"), "a character by itself has renderings"
    assert not stems("拉") <= stems("伊拉克")
