"""Shares: how much of each target token each source token explains, in competition.

A link says that two tokens may render each other, whatever else is linked with them. Here each source token has room
for as many target tokens as it should take: 国家 explains `Countries` or `national`, but hardly both. A token that is
full leaves the rest to other tokens, or to none. A token without links takes part by its place. The computation is a
few rounds of the scaling of Sinkhorn and Knopp (1967), with the room as an upper bound.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

# Chosen once; halves and doubles of them change F by less than .003 (301 queries).
_BY_PLACE = 0.03  # the link of two tokens that are near, and not linked otherwise
_NONE = 0.05  # the link of each target token with no source token
_ROUNDS = 5
_DAMPING = 0.7
_FASTEST, _STRONGEST = 2.0, 3.0  # how much a token may gain in a round, and in all


class QueryShares(NamedTuple):
    """How much of each target token the query explains, and how much the rest of the source: together below 1."""

    mine: Vector
    theirs: Vector


def share_out(links: Matrix, nearness: Matrix, room: Vector, size: Vector) -> Matrix:
    """Return explaining × explained tokens: the share of each explained token; columns sum to less than 1.

    Args:
        links: explaining × explained tokens, from 0 to 1.
        nearness: how near each pair of tokens lies to where they are expected, from 0 to 1.
        room: how much each explaining token should explain.
        size: how much each explained token needs.
    """
    kernel = links + _BY_PLACE * nearness
    strength = np.where(room > 0, 1.0, 0.0)
    shares = _weigh(kernel, strength)
    for _ in range(_ROUNDS):
        gain = np.minimum(room / np.maximum(shares @ size, 1e-9), _FASTEST) ** _DAMPING
        strength = np.minimum(strength * gain, _STRONGEST)
        shares = _weigh(kernel, strength)
    return shares


def _weigh(kernel: Matrix, strength: Vector) -> Matrix:
    weighed = strength[:, None] * kernel
    shares: Matrix = weighed / (weighed.sum(axis=0) + _NONE)
    return shares


def share_query(
    links: Matrix, nearness: Matrix, sizes: tuple[Vector, Vector], is_asked: NDArray[np.bool_]
) -> QueryShares:
    """Return the shares of a query; `sizes` are those of the source and target tokens, in target tokens."""
    shares = share_out(links, nearness, *sizes)
    return QueryShares(shares[is_asked].sum(axis=0), shares[~is_asked].sum(axis=0))
