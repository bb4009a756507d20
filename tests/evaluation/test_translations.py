"""Scores of translations."""

import pytest

from cdalign.errors import ReadError
from cdalign.evaluation import (
    score_translation,
)


def test_chinese_is_scored_with_its_own_tokenizer() -> None:
    reference, near = ["裁军谈判会议通过了报告。"], ["裁军谈判会议通过了这份报告。"]
    scores = score_translation(near, reference, "zh-Hans")
    bleu, chrf, ter = scores.together
    assert "tok:zh" in bleu.signature
    assert 40 < bleu.value < 100
    assert 40 < chrf.value < 100
    assert 0 < ter.value < 30
    assert len(scores.segments) == 1


def test_english_is_scored_with_the_usual_tokenizer() -> None:
    scores = score_translation(["The report was adopted."], ["The report was adopted."], "en")
    assert "tok:13a" in scores.together[0].signature
    assert [round(score.value) for score in scores.together] == [100, 100, 0]


def test_texts_that_do_not_pair_are_refused() -> None:
    with pytest.raises(ReadError, match="the translation has"):
        score_translation(["a"], ["a", "b"], "en")
