"""Chinese surnames and how they are spelt where pinyin is not in use: 黄 is Wong, Ng, Ooi or Huang."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from cdalign.gazetteer.known_names import rows_of


def is_spelling_of_surname(latin: str, han: str) -> bool:
    """Return whether a name in Latin letters may spell a surname anywhere in a run of Simplified Han.

    A married woman has two surnames, 周梁淑怡, and what comes before a surname may be another word, so each is tried.
    """
    spelling = _bare(latin)
    known = _spellings()
    return any(spelling in known.get(han[at : at + size], ()) for size in (1, 2) for at in range(len(han)))


@cache
def _spellings() -> Mapping[str, frozenset[str]]:
    return {row[0]: frozenset(_bare(one) for one in row[1].split(";")) for row in rows_of("surnames")}


def _bare(latin: str) -> str:
    return "".join(filter(str.isalpha, latin)).lower()
