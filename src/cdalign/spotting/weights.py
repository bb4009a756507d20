"""The learnt weights of the features of a candidate span, one for each direction of translation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cdalign.shipped import read_shipped_text

_FILE = "weights.tsv"


@cache
def span_weights(names: Sequence[str], *, is_target_chinese: bool) -> NDArray[np.float64]:
    """Return the weights of these features; a feature that was not learnt weighs nothing."""
    known = _read_weights()
    return np.array([known.get(name, (0.0, 0.0))[is_target_chinese] for name in names])


@cache
def _read_weights() -> Mapping[str, tuple[float, float]]:
    """Return feature -> (weight where the target is English, weight where it is Chinese)."""
    text = read_shipped_text(__package__, _FILE)
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: (float(english), float(chinese)) for name, english, chinese in lines}
