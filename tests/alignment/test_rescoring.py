"""The second look: which beads it looks at, what their words and meanings say, and that it changes nothing else."""

import numpy as np
import pytest

from cdalign.alignment import align_segments
from cdalign.alignment.bands import full_band
from cdalign.alignment.candidates import Omission, find_candidates
from cdalign.alignment.coding import CodedPair, Coder, SegmentPair
from cdalign.alignment.lattices import Lattice, PairModel, score_lattice
from cdalign.alignment.meaningclues import BEAD_CLUES as MEANING_CLUES
from cdalign.alignment.meaningclues import MeaningClues
from cdalign.alignment.passes import gather_knowledge
from cdalign.alignment.paths import Step, best_path
from cdalign.alignment.posteriors import TEMPERATURE
from cdalign.alignment.rescoring import CandidateClues, ClueWeights, correct_scores, describe_candidates, look_again
from cdalign.alignment.shapes import SENTENCE_SHAPES
from cdalign.alignment.wordclues import BEAD_CLUES as WORD_CLUES
from cdalign.alignment.wordclues import OMISSION_CLUES, WordClues
from cdalign.lexicon.entries import core_lexicon
from cdalign.lexicon.learning import LexicalTable
from cdalign.similarity.lengths import LengthModel
from cdalign.similarity.meanings import JoinedTexts

CHINESE = ["猫在睡觉，狗在叫。", "河水很冷。", "医生买了面包。"]
ENGLISH = ["The cat is sleeping.", "The dog is barking.", "The river is cold.", "The doctor bought bread."]
SUBJECTS = ({"猫", "cat"}, {"狗", "dog"}, {"河", "river"}, {"医生", "doctor"})


class Subjects:
    """Counts what a text is about, and remembers which texts it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def encode(self, sentences: list[str], /) -> list[list[float]]:
        self.given += sentences
        return [
            [0.3, *(float(any(word in text.lower() for word in subject)) for subject in SUBJECTS)] for text in sentences
        ]


def code(
    encoder: Subjects | None, source: list[str] = CHINESE, target: list[str] = ENGLISH
) -> tuple[CodedPair, LexicalTable]:
    coder = Coder("zh", "en", core_lexicon(), encoder)
    [pair] = coder.code([SegmentPair(source, target)])
    return pair, gather_knowledge(coder, [pair]).table()


def score(pair: CodedPair, table: LexicalTable) -> Lattice:
    model = PairModel(table, LengthModel(), SENTENCE_SHAPES)
    return score_lattice(*pair, full_band(len(pair.left), len(pair.right)), model, with_meanings=False)


def clue(rows: list[float], names: tuple[str, ...], name: str) -> float:
    return rows[names.index(name)]


def test_the_best_path_leads_through_candidates_alone() -> None:
    lattice = score(*code(None))
    candidates = find_candidates(lattice)
    path = best_path(lattice)
    assert {step for step in path if step.is_two_sided} <= set(candidates.steps)
    assert len(candidates.steps) == len(set(candidates.steps)) == len(candidates.kinds) == len(candidates.cells)
    assert {one.segment for one in candidates.source} <= set(range(3))
    assert {one.segment for one in candidates.target} <= set(range(4))


def test_without_meanings_the_lattice_stays() -> None:
    pair, table = code(None)
    lattice = score(pair, table)
    assert look_again(lattice, pair, table, LengthModel()) is lattice


def test_only_candidates_are_left_after_a_second_look() -> None:
    pair, table = code(Subjects())
    lattice = score(pair, table)
    seen, candidates = look_again(lattice, pair, table, LengthModel()), find_candidates(lattice)
    is_left = seen.scores > -1e4
    assert int(is_left.sum()) == len(candidates.steps)
    assert is_left[candidates.kinds, candidates.cells].all()
    assert best_path(seen) == [Step(0, 1, 0, 2), Step(1, 2, 2, 3), Step(2, 3, 3, 4)]


def test_clues_add_what_they_weigh() -> None:
    lattice = score(*code(None))
    candidates = find_candidates(lattice)
    places = candidates.kinds, candidates.cells
    ones = (np.ones((len(side), 1)) for side in (candidates.steps, candidates.source, candidates.target))
    weights = ClueWeights(np.array([2.0]), np.array([-3.0]), 0.5)
    corrected = correct_scores(lattice, candidates, CandidateClues(*ones), weights)
    assert corrected.scores[places] == pytest.approx(lattice.scores[places] + 2.0 / TEMPERATURE, abs=1e-4)
    assert corrected.opening == pytest.approx(lattice.opening + 0.5 / TEMPERATURE)
    assert candidates.target
    for one in candidates.target:
        assert corrected.target_prices[one.segment] == pytest.approx(
            lattice.target_prices[one.segment] - 3.0 / TEMPERATURE
        )


def test_clues_have_one_number_for_each_name() -> None:
    pair, table = code(Subjects())
    candidates = find_candidates(score(pair, table))
    beads, source, target = describe_candidates(pair, table, LengthModel(), candidates)
    assert beads.shape == (len(candidates.steps), len(WORD_CLUES) + len(MEANING_CLUES))
    assert source.shape[0] == len(candidates.source)
    assert target.shape[0] == len(candidates.target)
    assert np.isfinite(beads).all()


def test_a_part_that_renders_nothing_adds_nothing() -> None:
    pair, table = code(None)
    clues = WordClues(pair, table, LengthModel())
    both = clues.describe_bead(Step(0, 1, 0, 2))
    stray = clues.describe_bead(Step(1, 2, 2, 4))
    assert (
        clue(both, WORD_CLUES, "added by the weakest part") > clue(stray, WORD_CLUES, "added by the weakest part") == 0
    )
    assert clue(both, WORD_CLUES, "lengths without it") > clue(stray, WORD_CLUES, "lengths without it")


def test_an_unknown_word_is_not_one_that_nothing_renders() -> None:
    # Among few words none is much likelier than chance.
    pair, table = code(None, ["猫在睡觉。", *CHINESE[1:]], ["The cat is zorping.", *ENGLISH])
    clues = WordClues(pair, table, LengthModel())
    assert clue(clues.describe_bead(Step(0, 1, 0, 1)), WORD_CLUES, "unknown words") >= 1
    left_out, apart = (clues.describe_omission(1, Omission(0, corner)) for corner in ((0, 0), (3, 0)))
    assert clue(left_out, OMISSION_CLUES, "unknown words") >= 1
    assert clue(left_out, OMISSION_CLUES, "root of rendered words") >= 1
    assert clue(apart, OMISSION_CLUES, "root of rendered words") == 0


def test_a_segment_of_another_subject_makes_a_joined_bead_less_alike() -> None:
    pair, _ = code(Subjects())
    clues = MeaningClues(pair, [Step(0, 1, 0, 2), Step(1, 2, 2, 4)])
    right, wrong = clues.describe_bead(Step(0, 1, 0, 2)), clues.describe_bead(Step(1, 2, 2, 4))
    gain = "others, more than without a part"
    assert clue(right, MEANING_CLUES, gain) > 0 > clue(wrong, MEANING_CLUES, gain)


def test_joined_texts_are_read_once_each() -> None:
    model = Subjects()
    runs = JoinedTexts(model, ENGLISH)
    first = runs.read([(0, 2), (0, 1), (0, 2)])
    assert model.given == [ENGLISH[0], f"{ENGLISH[0]} {ENGLISH[1]}"]
    np.testing.assert_array_equal(first[0], first[2])
    np.testing.assert_array_equal(runs.part(1, 3).read([(0, 1)]), runs.read([(1, 2)]))
    assert runs.read([]).shape[0] == 0


@pytest.mark.parametrize(("source", "target"), [(["", ""], ["x"]), (["一"], ["", "", ""]), (["。"] * 9, ["."] * 2)])
def test_texts_without_words_are_tiled(source: list[str], target: list[str]) -> None:
    beads = align_segments(source, target, encoder=Subjects())
    assert sum(len(bead.source) for bead in beads) == len(source)
    assert sum(len(bead.target) for bead in beads) == len(target)


@pytest.mark.parametrize("stray", [0, 2])
def test_each_end_of_a_joined_bead_is_seen_by_its_meaning(stray: int) -> None:
    english = [ENGLISH[0]] * 3
    pair, _ = code(Subjects(), [CHINESE[0], "会议。"], [*english, ENGLISH[-1]])
    together = MeaningClues(pair, [Step(0, 1, 0, 3)]).describe_bead(Step(0, 1, 0, 3))
    english[stray] = ENGLISH[-1]
    pair, _ = code(Subjects(), [CHINESE[0], "会议。"], [*english, ENGLISH[-1]])
    found = MeaningClues(pair, [Step(0, 1, 0, 3)]).describe_bead(Step(0, 1, 0, 3))
    gain = "others, more than without a part"
    assert clue(found, MEANING_CLUES, gain) < clue(together, MEANING_CLUES, gain)


@pytest.mark.parametrize(("source", "target"), [("……", "The cat sleeps."), ("猫在睡觉。", "..."), ("……", "...")])
def test_a_bead_of_which_a_side_has_no_words_says_nothing(source: str, target: str) -> None:
    pair, table = code(None, [source], [target])
    assert WordClues(pair, table, LengthModel()).describe_bead(Step(0, 1, 0, 1)) == [0.0] * len(WORD_CLUES)
