"""What was read once and is kept, as long as there is room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from typing import Generic, TypeVar

Kept = TypeVar("Kept")


class KeptValues(Generic[Kept]):
    """Keeps values up to a number of bytes together. What has no room is made each time it is asked for.

    Nothing makes room for another value: all values are asked for in turn, and the one that was used longest ago would
    be the next to be asked for.
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self._values: dict[Hashable, tuple[Kept, int]] = {}

    def get(self, key: Hashable, make: Callable[[], Kept], size: Callable[[Kept], int]) -> Kept:
        """Return the value of a key, which is made where it is not kept."""
        found = self._values.get(key)
        if found:
            return found[0]
        value = make()
        bytes_taken = size(value)
        if bytes_taken <= self.room:
            self.room -= bytes_taken
            self._values[key] = value, bytes_taken
        return value

    def keep_only(self, keys: Collection[Hashable]) -> None:
        """Drop the values of all other keys."""
        for key in [key for key in self._values if key not in keys]:
            self.room += self._values.pop(key)[1]
