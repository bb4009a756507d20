"""The words of the texts of one segment with their order, as a process holds them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import Keys
from cdalign.memory.coded_words import BYTES_A_KEY, CodedWords
from cdalign.memory.encoded_texts import Encoded
from cdalign.memory.sorted_words import lay_out

# The distance of samples, in places of `order`.
SAMPLED = 32


@dataclass(frozen=True)
class RunWords:
    """The texts of one segment, and the places of their words sorted by what follows (`order`).

    `entries` are the numbers that the texts bear outside, `starts` where each begins in the words.
    """

    entries: npt.NDArray[np.int64]
    starts: Keys
    words: CodedWords
    order: Keys

    @cached_property
    def samples(self) -> npt.NDArray[np.bytes_]:
        """Twelve words from every 32nd place of `order` on, as bytes, ascending."""
        return self.words.packed(self.order[::SAMPLED].astype(np.int64)).as_bytes()

    @property
    def size(self) -> int:
        """The bytes of all of it."""
        sampled = BYTES_A_KEY * (len(self.order) // SAMPLED)
        return self.entries.nbytes + self.starts.nbytes + self.words.codes.nbytes + self.order.nbytes + sampled


def hold_words(texts: Encoded, order: Keys) -> RunWords:
    """Return texts with the order of their words."""
    starts, codes = lay_out(texts)
    return RunWords(texts.entries, starts.astype(np.uint32), CodedWords(codes), order)
