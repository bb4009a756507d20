"""A quote in pieces, marked and unmarked."""

from __future__ import annotations

from collections.abc import Iterator

from cdalign.model import Quote, Span


def marked_pieces(quote: Quote, start: int = 0, stop: int | None = None) -> Iterator[tuple[str, bool]]:
    """Yield a quote's text from `start` to `stop` in pieces, each with whether it is marked."""
    end = len(quote.text) if stop is None else stop
    at = start
    for span in merged_spans(quote):
        left, right = max(span.start, at), min(span.stop, end)
        if right <= left:
            continue
        if left > at:
            yield quote.text[at:left], False
        yield quote.text[left:right], True
        at = right
    if at < end:
        yield quote.text[at:end], False


def merged_spans(quote: Quote) -> list[Span]:
    """Return a quote's spans in order. Spans that overlap or touch are merged."""
    merged: list[Span] = []
    for span in sorted(quote.spans, key=lambda span: (span.start, span.stop)):
        if merged and span.start <= merged[-1].stop:
            merged[-1] = Span(merged[-1].start, max(merged[-1].stop, span.stop))
        else:
            merged.append(span)
    return merged
