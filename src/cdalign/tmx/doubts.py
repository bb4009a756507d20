"""What makes a pair of texts doubtful without proving it wrong: it is flagged for a person, never deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cdalign.languages import is_chinese, script_of
from cdalign.quantities import find_quantities
from cdalign.text import contains_han, detect_script
from cdalign.tmx.elements import Variant

# English characters for one Chinese character in UN texts: 3.3 on average; beyond these nearly all pairs are wrong.
_LENGTH_RATIOS = (1.2, 9.0)
_OTHER_RATIOS = (0.3, 3.4)
_SHORT = 12  # characters; the ratio of shorter texts says nothing
_BRACKETS = str.maketrans({"（": "(", "）": ")", "［": "[", "］": "]", "【": "[", "】": "]"})


def doubts_of(source: Variant, target: Variant) -> Iterator[str]:
    """Give the reasons to look at a pair again, in a few words each."""
    if source.text == target.text and contains_han(source.text):
        yield "not translated"
    yield from _by_length(source, target)
    for variant in (source, target):
        counts = Counter(variant.text.translate(_BRACKETS))
        if counts["("] != counts[")"] or counts["["] != counts["]"]:
            yield f"brackets in {variant.lang}"
        if is_chinese(variant.lang) and _is_in_other_script(variant):
            yield f"script of {variant.lang}"
    missing = _quantities(source) ^ _quantities(target)
    if missing:
        yield f"numbers {', '.join(sorted(missing))}"


def _by_length(source: Variant, target: Variant) -> Iterator[str]:
    chinese, other = (source, target) if is_chinese(source.lang) else (target, source)
    if min(len(source.text), len(target.text)) < _SHORT:
        return
    low, high = _LENGTH_RATIOS if is_chinese(chinese.lang) and not is_chinese(other.lang) else _OTHER_RATIOS
    ratio = len(other.text) / len(chinese.text)
    if not low <= ratio <= high:
        yield f"length ratio {ratio:.1f}"


def _is_in_other_script(variant: Variant) -> bool:
    wanted = script_of(variant.lang)
    return bool(wanted) and detect_script(variant.text) not in ("", wanted)


def _quantities(variant: Variant) -> set[str]:
    """Give the keys of dates, document symbols and large numbers; small numbers are often written as words."""
    found = find_quantities(variant.text, variant.lang)
    return {quantity.key for quantity in found if quantity.key.startswith(("date:", "symbol:", "percent:"))}
