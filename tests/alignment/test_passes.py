import numpy as np
import pytest

from cdalign.alignment import passes
from cdalign.alignment.coding import Coder, SegmentPair
from cdalign.alignment.passes import gather_knowledge, run_passes, whole_work
from cdalign.alignment.shapes import measure_closeness
from cdalign.lexicon import Lexicon

# 快乐 is rendered by the word of another that shares `glad` with it.
WORDS = Lexicon({"高兴": (("glad", 1.0), ("happy", 1.0)), "快乐": (("glad", 1.0),)})
CHINESE = ["他很快乐。", "1990年", "她也高兴。"]
ENGLISH = ["He was happy.", "1990", "She was glad."]


def knows_pivot() -> bool:
    coder = Coder("zh", "en", WORDS)
    [pair] = coder.code([SegmentPair(CHINESE, ENGLISH)])
    _, table = run_passes([whole_work(pair)], gather_knowledge(coder, [pair]))
    of_word = slice(*table.starts[coder.left.ids["快乐"] :][:2].tolist())
    return coder.right.ids["happ"] in table.english[of_word]


def test_equivalents_over_other_words_are_taken_for_free_translations_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not knows_pivot()
    monkeypatch.setattr(passes, "_ENOUGH_BEADS", 1)
    monkeypatch.setattr(passes, "_CLOSE", 2.0)
    assert knows_pivot()
    monkeypatch.setattr(passes, "_CLOSE", 0.0)
    assert not knows_pivot()


def test_a_translation_is_the_closer_the_more_of_it_is_single_and_sure() -> None:
    close = measure_closeness([(1, 1)] * 200, np.ones(200))
    doubtful = measure_closeness([(1, 1)] * 200, np.full(200, 0.5))
    joined = measure_closeness([(1, 1), (2, 1)] * 100, np.ones(200))
    assert close > 0.95
    assert 0.4 < doubtful < 0.6
    assert 0.5 < joined < close


def test_of_few_beads_the_usual_is_believed() -> None:
    assert measure_closeness([], np.zeros(0)) == pytest.approx(0.6)
    assert measure_closeness([(2, 2)], np.zeros(1)) == pytest.approx(0.6, abs=0.05)
