"""The second look: which beads it looks at, what their words and meanings say, and what it decides."""

from dataclasses import replace

import numpy as np
import pytest

from cdalign.alignment import align_segments
from cdalign.alignment.bands import full_band
from cdalign.alignment.candidates import NearbyBeads, Omission, find_candidates
from cdalign.alignment.coding import CodedPair, Coder, SegmentPair
from cdalign.alignment.edges import BEAD_CLUES as EDGE_CLUES
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
from cdalign.lexicon.entries import Lexicon, core_lexicon
from cdalign.lexicon.learning import LexicalTable
from cdalign.similarity.lengths import LengthModel
from cdalign.similarity.meanings import JoinedTexts

CHINESE = ["猫在睡觉，狗在叫。", "河水很冷。", "医生买了面包。"]
ENGLISH = ["The cat is sleeping.", "The dog is barking.", "The river is cold.", "The doctor bought bread."]
FIGURES = "root of figures not rendered nearby"
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


def believe(table: LexicalTable) -> PairModel:
    return PairModel(table, LengthModel(), SENTENCE_SHAPES)


def score(pair: CodedPair, table: LexicalTable) -> Lattice:
    band = full_band(len(pair.left), len(pair.right))
    return score_lattice(*pair, band, believe(table), with_meanings=False)


def describe(pair: CodedPair, table: LexicalTable, *steps: Step) -> list[list[float]]:
    clues = WordClues(pair, table, LengthModel(), steps)
    return [clues.describe_bead(step) for step in steps]


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


def test_a_bead_with_a_segment_of_its_own_has_no_rivals() -> None:
    steps = [Step(0, 1, 0, 1), Step(0, 1, 0, 2), Step(1, 2, 1, 2), Step(1, 2, 2, 3), Step(2, 4, 3, 4), Step(4, 5, 4, 5)]
    places = np.zeros(len(steps), dtype=np.int64)
    beads = NearbyBeads(steps, places, places, [], [Omission(1, (1, 1))])
    assert beads.are_contested().tolist() == [True, True, True, False, False, False]
    omissions = [Omission(row, (row, 3)) for row in (2, 3)]
    beads = beads._replace(source=omissions, target=[*beads.target, Omission(3, (2, 3))])
    assert beads.are_contested().tolist() == [True, True, True, False, True, False]


@pytest.mark.parametrize("encoder", [None, Subjects()])
def test_only_candidates_are_left_after_a_second_look(encoder: Subjects | None) -> None:
    pair, table = code(encoder)
    lattice = score(pair, table)
    seen, candidates = look_again(lattice, pair, believe(table)), find_candidates(lattice)
    is_left = seen.scores > -1e4
    assert int(is_left.sum()) == len(candidates.steps)
    assert is_left[candidates.kinds, candidates.cells].all()
    assert best_path(seen) == [Step(0, 1, 0, 2), Step(1, 2, 2, 3), Step(2, 3, 3, 4)]


def test_a_sentence_of_the_same_subject_is_left_out() -> None:
    chinese = ["赞育医院没有学校，因为病人都是小孩。", "其他五间医院没有学校，因为医院的病人很少。", *CHINESE]
    english = ["The first hospital has no school because its patients are children.", *ENGLISH]
    beads = align_segments(chinese, english)
    assert [(list(bead.source), list(bead.target)) for bead in beads][:2] == [([0], [0]), ([1], [])]


def test_clues_add_what_they_weigh() -> None:
    lattice = score(*code(None))
    candidates = find_candidates(lattice)
    places = candidates.kinds, candidates.cells
    beads, source, target = (
        np.ones((len(side), 1)) for side in (candidates.steps, candidates.source, candidates.target)
    )
    clues = CandidateClues(beads, source, target, np.array([1.0, 0.5]))
    weights = ClueWeights(np.array([2.0]), np.array([-3.0]), np.array([0.25, 0.5]))
    corrected = correct_scores(lattice, candidates, clues, weights)
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
    beads, source, target, opening = describe_candidates(pair, believe(table), candidates)
    assert beads.shape == (len(candidates.steps), len(WORD_CLUES) + len(EDGE_CLUES) + len(MEANING_CLUES))
    assert source.shape[0] == len(candidates.source)
    assert target.shape[0] == len(candidates.target)
    assert np.isfinite(beads).all()
    assert opening.tolist() == [1.0, 0.0, 0.0]


def test_beads_without_rivals_are_not_read() -> None:
    pair, table = code(Subjects())
    candidates = find_candidates(score(pair, table))
    contested = candidates.are_contested()
    beads = describe_candidates(pair, believe(table), candidates).beads
    assert contested.any()
    assert (beads.any(axis=1) == contested).all()


def test_a_part_counts_for_what_the_others_do_not_say() -> None:
    pair, table = code(None)
    both, stray = describe(pair, table, Step(0, 1, 0, 2), Step(1, 2, 2, 4))
    for name in ("others, freshness of the stalest part", "others, what the idlest part adds"):
        assert clue(both, WORD_CLUES, name) > clue(stray, WORD_CLUES, name)
    lengths = "others, lengths"
    assert clue(both, WORD_CLUES, lengths) < clue(stray, WORD_CLUES, lengths)


def test_parts_are_weighed_alike_on_both_sides() -> None:
    pair, table = code(None, ["猫在睡觉。", "狗在叫。"], ["The cat is sleeping.", "The dog is barking."])
    left, right = describe(pair, table, Step(0, 2, 0, 1), Step(0, 1, 0, 2))
    freshness = "others, freshness of the stalest part"
    one = describe(pair, table, Step(0, 1, 0, 1))[0]
    assert clue(left, WORD_CLUES, freshness) < clue(one, WORD_CLUES, "1:1, mean gain")
    assert clue(right, WORD_CLUES, freshness) < clue(one, WORD_CLUES, "1:1, mean gain")


def test_words_that_nobody_knows_say_nothing() -> None:
    coder = Coder("zh", "en", Lexicon())
    [pair] = coder.code([SegmentPair(["猫睡", "狗叫"], ["zorp", "blick dax"])])
    table = gather_knowledge(coder, [pair]).table()
    joined, single = describe(pair, table, Step(0, 2, 0, 1), Step(0, 1, 0, 1))
    assert clue(joined, WORD_CLUES, "others, freshness of the stalest part") == 1.0
    assert clue(joined, WORD_CLUES, "others, what the idlest part adds") == 0.0
    assert clue(single, WORD_CLUES, "1:1, mean gain") == 1.0


def test_an_omission_tells_how_long_it_is_and_if_it_looks_like_a_running_head() -> None:
    pair, table = code(None, ["第1页", *CHINESE, "第2页", "第3页"], ENGLISH)
    clues = WordClues(pair, table, LengthModel(), [])
    head, sentence = (clues.describe_omission(0, Omission(segment, (segment, 0))) for segment in (0, 1))
    assert clue(head, OMISSION_CLUES, "running head") == 1.0 > clue(sentence, OMISSION_CLUES, "running head")
    assert clue(head, OMISSION_CLUES, "root of words") < clue(sentence, OMISSION_CLUES, "root of words")


def test_figures_that_are_rendered_nearby_do_not_count_for_an_omission() -> None:
    chinese = ["医院有16名医生。", "病人有230名。", *CHINESE]
    pair, table = code(None, chinese, ["The hospital has 16 doctors.", *ENGLISH])
    clues = WordClues(pair, table, LengthModel(), [])
    rendered, left_out = (clues.describe_omission(0, Omission(segment, (segment, segment))) for segment in (0, 1))
    assert clue(rendered, OMISSION_CLUES, FIGURES) == 0 < clue(left_out, OMISSION_CLUES, FIGURES)


def test_lengths_of_short_segments_say_little() -> None:
    pair, table = code(None, ["例如：", "例如：" * 20], ["Examples include:", "Examples include:" * 20])
    short, long = describe(pair, table, Step(0, 1, 0, 1), Step(1, 2, 1, 2))
    assert clue(short, WORD_CLUES, "1:1, lengths") < clue(long, WORD_CLUES, "1:1, lengths")


def test_it_counts_once_more_if_hardly_anything_was_left_out() -> None:
    pair, table = code(None)
    candidates = find_candidates(score(pair, table))
    model = PairModel(table, LengthModel(), replace(SENTENCE_SHAPES, omitting=-2.0))
    assert describe_candidates(pair, model, candidates).opening.tolist() == [1.0, -2.0, -1.5]


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
def test_a_bead_of_which_a_side_has_no_words_gains_nothing(source: str, target: str) -> None:
    pair, table = code(None, [source], [target])
    [found] = describe(pair, table, Step(0, 1, 0, 1))
    assert clue(found, WORD_CLUES, "1:1, mean gain") <= 1.0
    assert clue(found, WORD_CLUES, "gains of the right") == 0.0
