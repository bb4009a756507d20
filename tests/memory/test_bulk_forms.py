from hypothesis import given
from hypothesis import strategies as st

from cdalign.memory.bulk_forms import make_bulk_forms
from cdalign.memory.forms import encode_words, split_words
from cdalign.text import compact

# Each law of words has its characters: Han in and out of the first plane, letters that change their length or form in
# lower case, digits of other scripts, marks in numbers, blanks seen and unseen, and what divides the texts inside.
CHARACTERS = "核裁軍〇豈\U00020001\U00030000 \u200b\n\u3000，。.,-_\0aBİΣσß٣éⅧ\U0001d400012９Ａ"


@given(st.lists(st.text(CHARACTERS, max_size=12) | st.text(max_size=20), max_size=6))
def test_forms_in_bulk_are_those_of_each_text(texts: list[str]) -> None:
    forms = make_bulk_forms(texts)
    bare = [compact(text) for text in texts]
    words = [split_words(text) for text in bare]
    assert forms.compact == bare
    assert [text.split(" ") if text.strip(" ") else [] for text in map(_single_spaces, forms.words)] == words
    assert forms.lengths.tolist() == list(map(len, words))
    assert forms.codes.tobytes().decode("utf-16-le") == "".join(map(encode_words, words))


def _single_spaces(text: str) -> str:
    return " ".join(word for word in text.split(" ") if word)


def test_more_texts_than_are_worked_out_at_once() -> None:
    texts = [f"第 {number} 号文件 No. {number}" for number in range(1_234)]
    forms = make_bulk_forms(texts)
    assert len(forms.words) == len(texts)
    assert _single_spaces(forms.words[1_233]) == "第 1233 号 文 件 no 1233"
    assert set(forms.lengths.tolist()) == {7}
