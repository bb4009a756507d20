"""The amounts that several commands print: "1 unit", "2,000 units"."""

from cdalign.messages import Message, say, say_either


def say_units(count: int) -> Message:
    """Return how many units there are."""
    return say_either("{count:,} unit", "{count:,} units", count)


def say_concepts(count: int) -> Message:
    """Return how many concepts there are."""
    return say_either("{count:,} concept", "{count:,} concepts", count)


def say_sentences(count: int) -> Message:
    """Return how many sentences there are."""
    return say_either("{count:,} sentence", "{count:,} sentences", count)


def say_more(count: int) -> Message:
    """Return how many there are in addition to those that are shown."""
    return say("{count:,} more", count=count)


def say_part(shown: int, total: int) -> Message:
    """Return how many of all are shown, and how to see more."""
    return say("{shown:,} of {total:,}; --limit shows more", shown=shown, total=total)


def say_about(place: object, words: str) -> Message:
    """Return words about a file or another place, after its name."""
    return say("{place}: {words}", place=place, words=words)
