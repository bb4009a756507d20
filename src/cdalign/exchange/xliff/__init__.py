"""XLIFF as the tools write it (1.1, 1.2, 2.0–2.2; SDLXLIFF, MXLIFF, MQXLIFF), and XLIFF 1.2 out for review.

states         which translations a person has accepted, which texts are not translated
inline         codes in source and target
unit_segments  the segments of a unit
reading        a file becomes units
writing        units become XLIFF 1.2
"""

from cdalign.exchange.xliff.reading import read_xliff
from cdalign.exchange.xliff.writing import PartMatch, PartMatches, write_xliff

__all__ = ["PartMatch", "PartMatches", "read_xliff", "write_xliff"]
