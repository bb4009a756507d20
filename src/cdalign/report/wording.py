"""The words of a report in its language: severities, states of beads, levels, statuses of documents."""

from __future__ import annotations

from cdalign.messages import Message, say, translate
from cdalign.model import SourceStatus
from cdalign.report.concerns import Concern

SEVERITIES = {
    "major": say("major", context="severity"),
    "minor": say("minor", context="severity"),
    "info": say("info", context="severity"),
}
STATES = {
    "confirmed": say("confirmed", context="state"),
    "excluded": say("left out", context="state"),
    "edited": say("drawn by hand", context="state"),
    "one-sided": say("one side only", context="state"),
    "doubtful": say("doubtful", context="state"),
    "pending": say("pending", context="state"),
}
LEVELS = {"paragraph": say("Paragraph beads"), "sentence": say("Sentence beads")}
STATUSES = {
    SourceStatus.OFFICIAL: say("official text"),
    SourceStatus.WORKING_TRANSLATION: say("working translation, not an official text"),
    SourceStatus.UNKNOWN: say("status unknown"),
}
CONCERNS = {
    Concern.OFFICIAL: say("official text"),
    Concern.WORKING_TRANSLATION: say("working translation"),
    Concern.UNKNOWN: say("text of unknown status"),
}


def translate_value(table: dict[str, Message], value: str, lang: str) -> str:
    """Return the word of a table for a value, in a language; the value itself where the table has none."""
    return translate(table.get(value, value), lang)
