"""The words of the texts of one segment with their order, as a process holds them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import Keys
from cdalign.memory.coded_words import CodedWords
from cdalign.memory.encoded_texts import Encoded
from cdalign.memory.scratch_files import ScratchFile
from cdalign.memory.sorted_words import lay_out

# The distance of samples, in places of `order`.
SAMPLED = 32


@dataclass(frozen=True)
class RunWords:
    """The texts of one segment, and the places of their words sorted by what follows (`order`).

    `entries` are the numbers that the texts bear outside, `starts` where each begins in the words, `samples` twelve
    words from every 32nd place of `order` on, as bytes, ascending. `is_mapped`: all of it lies in a file, not in this
    process.
    """

    entries: npt.NDArray[np.int64]
    starts: Keys
    words: CodedWords
    order: Keys
    samples: npt.NDArray[np.bytes_]
    is_mapped: bool = False

    @property
    def size(self) -> int:
        """The bytes that it takes in this process."""
        arrays = self.entries.nbytes + self.samples.nbytes + self.order.nbytes + self.starts.nbytes
        return 0 if self.is_mapped else arrays + len(self.words.laid_out)

    def mapped(self, scratch: ScratchFile) -> RunWords | None:
        """Return the same as it lies in a file, or None if the disk has no room for it."""
        arrays = self.entries, self.samples, self.order, self.starts
        contents = [*(array.tobytes() for array in arrays), self.words.laid_out]
        view = scratch.put(b"".join(contents))
        if view is None:
            return None
        ends = list(accumulate(map(len, contents)))
        entries, samples, order, starts, words = (
            view[end - len(one) : end] for one, end in zip(contents, ends, strict=True)
        )
        return RunWords(
            np.frombuffer(entries, np.int64),
            np.frombuffer(starts, np.uint32),
            CodedWords(self.words.codes, words),
            np.frombuffer(order, np.uint32),
            np.frombuffer(samples, self.samples.dtype),
            is_mapped=True,
        )


def hold_words(texts: Encoded, order: Keys) -> RunWords:
    """Return texts with the order of their words."""
    starts, codes = lay_out(texts)
    words = CodedWords(codes)
    samples = words.packed(order[::SAMPLED].astype(np.int64)).as_bytes()
    return RunWords(texts.entries, starts.astype(np.uint32), words, order, samples)
