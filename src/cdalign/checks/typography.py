"""Brackets that pair, words and spaces that are doubled, characters of the other script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.text import simplified_of_traditional, traditional_of_simplified

_PAIRS = {")": "(", "）": "（", "]": "[", "】": "【", "》": "《", "〉": "〈"}
_BRACKETS = re.compile("[" + re.escape("".join((*_PAIRS, *_PAIRS.values()))) + "]")
# Full and half width pair with each other: Chinese texts mix them, and the width has a rule of its own.
# "1)" at the start of a point needs no partner.
_POINT = re.compile(r"(?:^|[；;，,：:。.、])\s*[0-9A-Za-z一二三四五六七八九十]{1,4}(\))")
_DOUBLED_SPACE = re.compile(r"(?<=\S)  +(?=\S)")
_SPACE_BEFORE_MARK = re.compile(r"(?<=[A-Za-z0-9)\]]) +(?=[,;:!?](?:\s|$)|\.(?:\s|$)(?! ?\.))")
# Each with what it cannot do without: that is looked for quickly, and most texts lack it.
_SPACING = {
    "spaces.doubled": (re.compile("  "), _DOUBLED_SPACE, say("two spaces where one belongs")),
    "spaces.punctuation": (re.compile(" [,;:!?.]"), _SPACE_BEFORE_MARK, say("a space before a punctuation mark")),
}
_SCRIPT_WORDS = {"Hans": say("Traditional"), "Hant": say("Simplified")}


def check_brackets(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding for the brackets without a partner in their own text; languages are never compared."""
    for side, other in unit.sides:
        unpaired = _unpaired_brackets(side.text)
        if unpaired:
            marks = [(at, at + 1) for at in unpaired]
            shown = " ".join(side.text[at] for at in unpaired)
            yield make_finding(
                "brackets.unpaired",
                say("{shown} has no partner", shown=shown),
                (side.quote(marks), other.quote()),
                unit=unit.id,
            )


def _unpaired_brackets(text: str) -> list[int]:
    if not _BRACKETS.search(text):
        return []
    folded = text.replace("（", "(").replace("）", ")")
    opened: list[int] = []
    unpaired: list[int] = []
    for found in _BRACKETS.finditer(folded):
        mark = found[0]
        if mark not in _PAIRS:
            opened.append(found.start())
        elif opened and folded[opened[-1]] == _PAIRS[mark]:
            opened.pop()
        else:
            unpaired.append(found.start())
    if not unpaired:
        return opened
    points = {point.start(1) for point in _POINT.finditer(folded)}
    return sorted([*(at for at in unpaired if at not in points), *opened])


def check_english_spacing(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield findings for doubled spaces and for spaces before punctuation in texts that are not Chinese."""
    for side, _ in unit.sides:
        if not side.is_chinese:
            for rule, (necessary, pattern, message) in _SPACING.items():
                spans = [found.span() for found in pattern.finditer(side.text)] if necessary.search(side.text) else ()
                if spans:
                    yield make_finding(rule, message, (side.quote(spans),), unit=unit.id)


def check_script(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding for characters of the other Chinese script, judged character by character.

    Which script is the text's own is said by its language tag, or else by most of its characters; characters
    that both scripts have tell nothing.
    """
    for side, _ in unit.sides:
        if side.is_chinese:
            script, strangers = _strangers(side)
            if strangers:
                shown = "".join(side.text[at] for at in strangers)
                message = say(
                    "{shown}: {script} characters in a text of the other script",
                    shown=shown,
                    script=_SCRIPT_WORDS[script],
                )
                spans = [(at, at + 1) for at in strangers]
                yield make_finding("script.mixed", message, (side.quote(spans),), unit=unit.id)


def _strangers(side: CheckedSide) -> tuple[str, list[int]]:
    simplified, traditional = _own_characters()
    # A text wholly in the script that its tag does not name is mis-tagged, not mixed.
    if traditional.isdisjoint(side.text) or simplified.isdisjoint(side.text):
        return "Hans", []
    hans = [at for at, char in enumerate(side.text) if char in simplified]
    hant = [at for at, char in enumerate(side.text) if char in traditional]
    return ("Hans", hant) if len(hans) >= len(hant) else ("Hant", hans)


@cache
def _own_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters of Simplified and of Traditional texts alone."""
    simplified = frozenset(map(chr, traditional_of_simplified())) - _SHARED
    traditional = frozenset(map(chr, simplified_of_traditional())) - _SHARED
    return simplified, traditional


# Characters that OpenCC maps and that occur in good texts of the other script: names, measure words, old forms.
_SHARED = frozenset("乾著於鍾裏后里余征御台干斗谷松游占只系面范云表制准症咸卜曲郁刮回向伙谷姜")
