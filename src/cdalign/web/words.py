"""The words of the interface, in English and Chinese: one line a word in `words.tsv`."""

from __future__ import annotations

from functools import cache
from importlib import resources

INTERFACE_LANGUAGES = ("en", "zh-Hans")
COOKIE = "cdalign_words"


@cache
def read_words() -> dict[str, dict[str, str]]:
    """Return the words by interface language and key."""
    text = (resources.files("cdalign.web") / "words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {lang: {row[0]: row[at] for row in rows} for at, lang in enumerate(INTERFACE_LANGUAGES, start=1)}


def choose_language(chosen: str, accepted: str) -> str:
    """Return the interface language: the one chosen, else the first of an Accept-Language header that we have."""
    if chosen in INTERFACE_LANGUAGES:
        return chosen
    for wish in accepted.split(","):
        primary = wish.partition(";")[0].strip().lower().partition("-")[0]
        if primary in ("en", "zh"):
            return "zh-Hans" if primary == "zh" else "en"
    return INTERFACE_LANGUAGES[0]
