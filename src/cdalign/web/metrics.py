"""Figures of a server in the Prometheus text format 0.0.4: requests, how long they took, and how much memory is used.

https://prometheus.io/docs/instrumenting/exposition_formats/ describes the format. No text of a user is among the
labels, and their number is bounded: an address is counted under the beginning of its route.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from cdalign.version import VERSION
from cdalign.workers import resident_bytes

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# The bounds of Prometheus' own client libraries, in seconds.
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
_OTHER = "other"
# Addresses below which each has a meaning of its own: /api/matches, /api/terms.
_DEEP = "api"

Labels = Mapping[str, str]


class Metrics:
    """Counts of requests, and the processes whose memory is measured."""

    def __init__(self, paths: Iterable[str]) -> None:
        """`paths` are those of the routes, as Starlette has them."""
        self._heads = frozenset(map(_head_of, paths))
        self._counts: Counter[tuple[str, str, int]] = Counter()
        self._buckets: dict[str, list[int]] = {}
        self._seconds: Counter[str] = Counter()
        self._started = time.time()
        self.under_way = 0

    def note(self, method: str, path: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        head = _head_of(path)
        head = head if head in self._heads else _OTHER
        self._counts[method if method in _METHODS else _OTHER, head, status] += 1
        buckets = self._buckets.setdefault(head, [0] * (len(_BOUNDS) + 1))
        buckets[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds[head] += seconds  # type: ignore[assignment] # a counter of seconds

    def render(self, pids: Iterable[int]) -> str:
        """Return all figures; `pids` are the processes that answer, this one among them."""
        return "".join(
            (
                render_family("cdalign_info", "gauge", "The version.", [({"version": VERSION}, 1)]),
                render_family("process_start_time_seconds", "gauge", "Start in Unix time.", [({}, self._started)]),
                render_family(
                    "cdalign_requests_under_way", "gauge", "Requests at this moment.", [({}, self.under_way)]
                ),
                render_family("cdalign_requests_total", "counter", "Requests answered.", self._requests()),
                *self._durations(),
                render_family(
                    "cdalign_resident_memory_bytes",
                    "gauge",
                    "Memory of each process.",
                    [({"pid": str(pid)}, resident_bytes(pid)) for pid in pids],
                ),
            )
        )

    def _requests(self) -> Iterator[tuple[Labels, float]]:
        for (method, path, status), count in sorted(self._counts.items()):
            yield {"method": method, "path": path, "status": str(status)}, count

    def _durations(self) -> Iterator[str]:
        name = "cdalign_request_seconds"
        yield _head(name, "histogram", "How long answers took.")
        for path, buckets in sorted(self._buckets.items()):
            totals = list(accumulate(buckets))
            for bound, total in zip((*map(str, _BOUNDS), "+Inf"), totals, strict=True):
                yield _sample(f"{name}_bucket", {"path": path, "le": bound}, total)
            yield _sample(f"{name}_sum", {"path": path}, self._seconds[path])
            yield _sample(f"{name}_count", {"path": path}, totals[-1])


def _head_of(path: str) -> str:
    """Return the beginning of a path, which names its route: `/review`, `/api/matches`."""
    parts = path.split("/", 3)
    deep = len(parts) > 2 and parts[1] == _DEEP
    return "/".join(parts[: 3 if deep else 2])


def render_family(name: str, kind: str, about: str, samples: Iterable[tuple[Labels, float]]) -> str:
    """Return one metric with its samples, each the labels and a value."""
    return _head(name, kind, about) + "".join(_sample(name, labels, value) for labels, value in samples)


def _head(name: str, kind: str, about: str) -> str:
    return f"# HELP {name} {about}\n# TYPE {name} {kind}\n"


def _sample(name: str, labels: Labels, value: float) -> str:
    inside = ",".join(f'{key}="{_escape(text)}"' for key, text in labels.items())
    return f"{name}{{{inside}}} {value}\n" if inside else f"{name} {value}\n"


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
