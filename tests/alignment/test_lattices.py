import numpy as np
import pytest

from cdalign.alignment import lattices
from cdalign.alignment.bands import full_band
from cdalign.alignment.coding import CodedPair, Coder, SegmentPair
from cdalign.alignment.lattices import Lattice, PairModel, reshape_lattice, score_lattice
from cdalign.alignment.passes import gather_knowledge
from cdalign.alignment.shapes import FAITHFUL_SHAPES, ShapeModel, learn_shapes
from cdalign.lexicon import core_lexicon
from cdalign.similarity.lengths import LengthModel

# What a word that nothing explains costs: .4 in each direction of what the weight of the unexplained says.
UNEXPLAINED_GAIN = 0.4 * np.log(0.4)
CHINESE = ["会议通过了议程。", "主席感谢各代表团的合作。", "第1页", "一些代表团强调核查的重要性。", "第2页", "第3页"]
ENGLISH = ["The meeting adopted the agenda.", "Page 1", "The President thanked delegations.", "Page 2", "Page 3"]


def read_pair() -> tuple[CodedPair, PairModel]:
    coder = Coder("zh", "en", core_lexicon())
    [pair] = coder.code([SegmentPair(CHINESE, ENGLISH)])
    shapes = learn_shapes([(1, 1)], np.ones(1), 0)
    return pair, PairModel(gather_knowledge(coder, [pair]).table(), LengthModel(), shapes)


def score(pair: CodedPair, model: PairModel, shapes: ShapeModel) -> Lattice:
    model = PairModel(model.table, model.lengths, shapes)
    return score_lattice(*pair, full_band(len(pair.left), len(pair.right)), model)


def test_a_lattice_with_other_shapes_is_what_they_would_have_made() -> None:
    pair, model = read_pair()
    found = reshape_lattice(score(pair, model, model.shapes), pair, model.shapes, FAITHFUL_SHAPES)
    wanted = score(pair, model, FAITHFUL_SHAPES)
    is_possible = wanted.scores > -1e6
    np.testing.assert_allclose(found.scores[is_possible], wanted.scores[is_possible], rtol=1e-5)
    assert (found.scores[~is_possible] < -1e6).all()
    assert found.opening == wanted.opening
    np.testing.assert_array_equal(found.source_prices, wanted.source_prices)
    np.testing.assert_array_equal(found.target_prices, wanted.target_prices)


def test_only_beads_that_begin_inside_both_texts_are_possible() -> None:
    pair, model = read_pair()
    lattice = score(pair, model, model.shapes)
    rows, columns = lattice.band.boundaries(np.arange(lattice.band.size))
    for number, (a, b) in enumerate(((1, 1), (1, 2), (2, 1))):
        assert ((lattice.scores[number] > -1e6) == ((rows >= a) & (columns >= b))).all()


def test_two_running_heads_with_other_numbers_are_set_apart() -> None:
    pair, model = read_pair()
    lattice = score(pair, model, model.shapes)
    one = lattice.scores[0]
    assert one[lattice.band.cell(3, 2)] > one[lattice.band.cell(5, 2)] + 5
    assert one[lattice.band.cell(5, 4)] > one[lattice.band.cell(5, 5)] + 5


def test_lengths_may_mislead_of_a_single_bead_only_so_far_and_of_others_without_limit() -> None:
    def scores(repeats: int) -> tuple[float, float]:
        coder = Coder("zh", "en", core_lexicon())
        long = "zyx " * repeats
        [pair] = coder.code([SegmentPair(["会议", "议程"], [long, long])])
        table = gather_knowledge(coder, [pair]).table()
        model = PairModel(table, LengthModel(), learn_shapes([(1, 1)], np.ones(1), 0))
        lattice = score_lattice(*pair, full_band(2, 2), model)
        words = UNEXPLAINED_GAIN * repeats
        return (
            float(lattice.scores[0, lattice.band.cell(1, 1)]) - words,
            float(lattice.scores[1, lattice.band.cell(1, 2)]) - 2 * words,
        )

    (single, double), (longer_single, longer_double) = scores(100), scores(200)
    assert longer_single == pytest.approx(single, abs=0.1)
    assert longer_double < double - 50


def test_words_are_scored_alike_wherever_a_block_of_rows_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    pair, model = read_pair()
    wanted = score(pair, model, model.shapes).scores
    for rows in (1, 2, 5):
        monkeypatch.setattr(lattices, "_BLOCK_ROWS", rows)
        np.testing.assert_allclose(score(pair, model, model.shapes).scores, wanted, rtol=1e-5)
