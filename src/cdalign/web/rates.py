"""How often one address may ask: a bucket of tokens each, refilled as time goes by."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

# What an address may ask at once after it has been silent: a tool that opens a file looks all of it up.
BURST_SECONDS = 5
# The number of addresses that are kept; beyond it those that were silent are dropped.
_MOST_ADDRESSES = 10_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    since: float


class Rate:
    """Admits `per_second` requests a second from each address, and bursts of five seconds' worth; 0 admits all."""

    def __init__(self, per_second: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_second
        self._most = per_second * BURST_SECONDS
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    def admits(self, address: str) -> bool:
        """Return whether a request of this address is admitted; it counts if it is."""
        if not self._per_second:
            return True
        now = self._clock()
        if len(self._buckets) >= _MOST_ADDRESSES:
            self._forget(now)
        bucket = self._buckets.setdefault(address, _Bucket(self._most, now))
        bucket.tokens = self._refilled(bucket, now)
        bucket.since = now
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True

    def _refilled(self, bucket: _Bucket, now: float) -> float:
        return min(self._most, bucket.tokens + (now - bucket.since) * self._per_second)

    def _forget(self, now: float) -> None:
        """Drop the addresses whose bucket is full again. If none is full, drop all: the table stays bounded."""
        kept = {one: bucket for one, bucket in self._buckets.items() if self._refilled(bucket, now) < self._most}
        self._buckets = kept if len(kept) < _MOST_ADDRESSES else {}
