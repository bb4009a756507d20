import numpy as np

from cdalign.alignment.coding import Coder, SegmentPair
from cdalign.alignment.passes import gather_knowledge
from cdalign.lexicon import Lexicon
from cdalign.similarity.blocks import BlockScorer
from cdalign.similarity.lengths import LengthModel, fit_lengths, measure_length

LEXICON = Lexicon({"条约": (("treaty", 1.0),), "核武器": (("nuclear weapon", 1.0),), "报告": (("report", 1.0),)})
CHINESE = ["条约", "核武器", "报告"]
ENGLISH = ["The treaties", "Nuclear weapons", "A report"]


def make_scorer(longest: int = 2) -> BlockScorer:
    coder = Coder("zh", "en", LEXICON)
    [pair] = coder.code([SegmentPair(CHINESE, ENGLISH)])
    return BlockScorer(pair.left, pair.right, gather_knowledge(coder, [pair]).table(), longest)


def test_words_that_translate_each_other_score_highest() -> None:
    block = make_scorer().score(range(3), range(3))
    together = block.forward[0] + block.backward[0]
    assert np.argmax(together, axis=1).tolist() == [0, 1, 2]


def test_a_run_of_two_explains_what_either_does_but_less() -> None:
    block = make_scorer().score(range(3), range(3))
    assert block.forward[0, 1, 0] < block.forward[1, 1, 0] < block.forward[0, 0, 0]


def test_a_part_of_a_block_scores_as_in_the_whole() -> None:
    scorer = make_scorer()
    whole, part = scorer.score(range(3), range(3)), scorer.score(range(1, 3), range(1, 3))
    np.testing.assert_allclose(whole.forward[:, 1:, 1:], part.forward, rtol=1e-5)
    np.testing.assert_allclose(whole.backward[:, 1:, 1:], part.backward, rtol=1e-5)


def test_a_bead_scores_as_its_cell_does() -> None:
    scorer = make_scorer()
    block = scorer.score(range(3), range(3))
    assert scorer.score_bead(range(1), range(1)) == np.float32(block.forward[0, 0, 0] + block.backward[0, 0, 0])


def test_length_counts_han_as_one_and_latin_as_less() -> None:
    assert measure_length("裁军", is_chinese=True) == 2
    assert measure_length("AB裁军", is_chinese=True) == 2.7
    assert measure_length("", is_chinese=True) == measure_length("", is_chinese=False) == 1


def test_the_ratio_is_learnt_from_the_pair_and_not_from_outliers() -> None:
    source = np.full(200, 20.0)
    target = np.full(200, 60.0)
    target[:10] = 600.0
    assert 3.0 <= fit_lengths(source, target, LengthModel()).ratio <= 3.1


def test_few_pairs_hardly_move_what_is_usual() -> None:
    usual = LengthModel()
    moved = fit_lengths(np.array([20.0]), np.array([40.0]), usual)
    assert abs(moved.ratio - usual.ratio) < 0.1
    assert fit_lengths(np.zeros(0), np.zeros(0), usual) == usual
