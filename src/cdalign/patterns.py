"""Regular expressions that are compiled when they are first used.

To compile a pattern with a class of Han characters takes a millisecond, and most commands use a few of the hundreds of
patterns in the modules that they load.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, AnyStr, cast


def compile_late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is compiled when one of its methods is first asked for. It is used as any other."""
    return cast("re.Pattern[AnyStr]", _LatePattern(pattern, flags))


class _LatePattern:
    """Stands for a pattern. Each method that was asked for is kept, so that it costs little more than a pattern's."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._written = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[Any]:
        return re.compile(*self._written)

    def __getattr__(self, name: str) -> Any:
        # Two threads that come here at once do no harm.
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value
