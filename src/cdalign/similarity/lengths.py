"""How well the lengths of two runs fit, by a ratio that is learnt from the pair itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cdalign.text import count_han

# A Latin letter or digit inside Chinese says as much as .35 of a Han character (measured on 1:1 beads of UN texts).
_LATIN_IN_CHINESE = 0.35
# English characters to a Han character, from 3.3 (Hansard) to 4.1 (UN reports): where a pair starts before it is known.
_USUAL_RATIO = 3.7
_USUAL_VARIANCE = 6.0


def measure_length(text: str, *, is_chinese: bool) -> float:
    """Return the length of a text in its own unit: Han characters for Chinese, characters for others; at least 1."""
    if not is_chinese:
        return float(max(1, len(text)))
    han = count_han(text)
    return max(1.0, han + _LATIN_IN_CHINESE * (len(text) - han))


@dataclass(frozen=True, slots=True)
class LengthModel:
    """What is expected of the target's length: `ratio` times the source's, with a variance that grows with length."""

    ratio: float = _USUAL_RATIO
    variance: float = _USUAL_VARIANCE

    def deviation(self, source: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the squared deviation, in variances, of target lengths from what the source lengths lead to expect.

        Gale and Church 1993, with the mean of both lengths in the denominator so that no side is favoured.
        """
        expected = self.ratio * source
        return (target - expected) ** 2 / (self.variance * np.maximum((expected + target) / 2, 1.0))


def fit_lengths(
    source: NDArray[np.float64], target: NDArray[np.float64], prior: LengthModel, weight: float = 20.0
) -> LengthModel:
    """Return the length model of pairs of lengths, by medians and without the pairs that lie far off.

    Few pairs hardly move the prior, which counts as `weight` pairs.
    """
    if not len(source):
        return prior
    ratio = float(np.median(target / source))
    kept = np.abs(target / source - ratio) < 0.5 * ratio
    if not kept.any():
        return prior
    source, target = source[kept], target[kept]
    ratio = float((target.sum() + weight * prior.ratio * source.mean()) / (source.sum() + weight * source.mean()))
    squares = (target - ratio * source) ** 2 / np.maximum((ratio * source + target) / 2, 1.0)
    # The median of a squared normal deviate is .455 of its variance.
    spread = float(np.median(squares)) / 0.455
    count = len(source)
    variance = (count * spread + weight * prior.variance) / (count + weight)
    return LengthModel(ratio, max(variance, 1.0))
