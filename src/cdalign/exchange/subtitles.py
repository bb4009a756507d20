"""Units as subtitles: the translations, each at the times of its own or of its source."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cdalign.atomic import write_whole
from cdalign.errors import UsageError
from cdalign.model import TranslationUnit
from cdalign.reading.subtitles import write_cues
from cdalign.text import squeeze_spaces
from cdalign.tmx import Written
from cdalign.units import TIMES_PROP


def write_subtitles(path: str | Path, units: Iterable[TranslationUnit]) -> Written:
    """Write the translations as SubRip or WebVTT, by the suffix. Return their number, and what was left out.

    Raises:
        UsageError: no unit has times.
        WriteError: the file cannot be written there.
    """
    known = list(units)
    cues = [(times, squeeze_spaces(unit.target)) for unit in known if (times := times_of_unit(unit)) and unit.target]
    if not cues:
        raise UsageError(
            "no unit says when it is shown, as the lines of subtitles do",
            path=path,
            advice="make the units of subtitles, or write .tmx, .xlf or .xlsx",
        )
    is_vtt = str(path).lower().endswith(".vtt")
    write_whole(path, "".join(write_cues(cues, is_vtt=is_vtt)))
    timed = sum(bool(times_of_unit(unit)) for unit in known)
    left_out = (
        ("units without times", len(known) - timed),
        ("units without a translation", timed - len(cues)),
    )
    return Written(len(cues), tuple((what, count) for what, count in left_out if count))


def times_of_unit(unit: TranslationUnit) -> str:
    """Return the times of a unit: those of its translation, or else of its source, or else an empty text."""
    props = {**dict(unit.source_props), **dict(unit.target_props)}
    return props.get(TIMES_PROP, "")
