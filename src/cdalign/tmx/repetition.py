"""What was seen before, in sixteen bytes or less a pair: a set of two million integers would take 140 MB."""

from __future__ import annotations

from array import array

_FIRST_SLOTS = 1 << 12  # a power of two, for the mask


class SeenKeys:
    """A set of 64-bit keys (the hashes of pairs) that only grows: open addressing in one array."""

    def __init__(self) -> None:
        self._slots = array("q", bytes(8 * _FIRST_SLOTS))
        self._count = 0

    def add(self, key: int) -> bool:
        """Take the key and say whether it is new."""
        key = key or 1  # 0 marks a free slot
        slots = self._slots
        place = _place_of(slots, key)
        if slots[place]:
            return False
        slots[place] = key
        self._count += 1
        if 2 * self._count > len(slots):
            self._grow()
        return True

    def _grow(self) -> None:
        slots = array("q", bytes(8 * 2 * len(self._slots)))
        for key in self._slots:
            if key:
                slots[_place_of(slots, key)] = key
        self._slots = slots


def _place_of(slots: array[int], key: int) -> int:
    """Return the slot of the key, or the free one where it belongs."""
    mask = len(slots) - 1
    place = key & mask
    while (found := slots[place]) and found != key:
        place = (place + 1) & mask
    return place
