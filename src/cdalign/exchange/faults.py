"""Faults of files of pairs of texts other than TMX, and of the languages that they name."""

from __future__ import annotations

from typing import ClassVar

from cdalign import faults
from cdalign.faults import FaultRule
from cdalign.model import Severity

_MAJOR, _MINOR, _INFO = Severity.MAJOR, Severity.MINOR, Severity.INFO

RULES: dict[str, FaultRule] = {
    "unit.untranslated": FaultRule(_MINOR, "there is no translation, it is left out", "translate it first"),
    "unit.not-for-translation": FaultRule(
        _INFO, "the file says that it is not to be translated", "nothing is to be done"
    ),
    "unit.obsolete": FaultRule(_INFO, "the file says that it is obsolete", "nothing is to be done"),
    "unit.languages": FaultRule(_MINOR, "the unit is in other languages than asked for, it is left out", "name others"),
    "unit.alone": FaultRule(
        _MINOR, "no text in the other language is next to it or below it, it is left out", "put its translation there"
    ),
    "file.no-unit": FaultRule(_MINOR, "the file holds no unit at all", "export it again, with its segments"),
    "language.mismatch": FaultRule(
        _MAJOR,
        "the texts do not fit the languages that the file names: they may be exchanged",
        "--source-lang and --target-lang say which is which",
    ),
}


class ExchangeFault(faults.Fault):
    """Something in a file of pairs of texts that its reader passed over, or is not sure of."""

    __slots__ = ()
    RULES: ClassVar = RULES
    FAMILY: ClassVar = "exchange"
    PAGE: ClassVar = "formats"
