"""Language tags (BCP 47, RFC 5646) as files write them: any case, `_` for `-`, ISO 639-2 codes, regions for scripts.

langcodes (MIT, 1.3 MB) knows more languages, but takes `zh` for Simplified if nothing says so, refuses `cn`, which
memories contain, and adds 10 ms to the start of every command (measured). So these few rules are our own.
"""

from __future__ import annotations

import re
from functools import lru_cache

SIMPLIFIED = "zh-Hans"
TRADITIONAL = "zh-Hant"
ENGLISH = "en"

# ISO 639-2 codes and members of macrolanguages found in memories, with the primary tag that is usual today.
_PRIMARY = {"eng": "en", "chi": "zh", "zho": "zh", "cmn": "zh", "cn": "zh"}
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")
# CLDR likely subtags: the script of a region, for tags without a script.
_SCRIPT_OF_REGION = {"CN": "Hans", "SG": "Hans", "MY": "Hans", "TW": "Hant", "HK": "Hant", "MO": "Hant"}


def is_tag(tag: str) -> bool:
    """Return whether the word has the shape of a BCP 47 tag (RFC 5646, section 2.1), `_` for `-` allowed."""
    return _TAG.fullmatch(tag) is not None


@lru_cache(maxsize=1024)
def normalize_tag(tag: str) -> str:
    """Return the tag in BCP 47's recommended case: `zh_cn` -> `zh-CN`, `ZH-HANS` -> `zh-Hans`, `eng` -> `en`.

    An empty tag stays empty. Nothing is added (`zh` stays `zh`).
    """
    parts = [part for part in tag.strip().replace("_", "-").split("-") if part]
    if not parts:
        return ""
    head = parts[0].lower()
    # After a single letter come extensions and private use, in small letters (RFC 5646, section 2.1.1).
    singleton = next((place for place, part in enumerate(parts) if place and len(part) == 1), len(parts))
    known, private = parts[1:singleton], parts[singleton:]
    return "-".join([_PRIMARY.get(head, head), *map(_subtag, known), *map(str.lower, private)])


def _subtag(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part.lower()


@lru_cache(maxsize=1024)
def primary_language(tag: str) -> str:
    """Return the primary language: `zh-Hant-TW` -> `zh`, `cmn` -> `zh`, `en_US` -> `en`."""
    return normalize_tag(tag).split("-")[0]


@lru_cache(maxsize=1024)
def script_of(tag: str) -> str:
    """Return `Hans` or `Hant` if the tag states or implies it, otherwise an empty text (`zh`, `en`)."""
    subtags = normalize_tag(tag).split("-")
    for part in subtags[1:]:
        if part in ("Hans", "Hant"):
            return part
    if subtags[0] != "zh":
        return ""
    return next((_SCRIPT_OF_REGION[part] for part in subtags[1:] if part in _SCRIPT_OF_REGION), "")


def is_chinese(tag: str) -> bool:
    """Return whether the tag names Chinese, in any script or region."""
    return primary_language(tag) == "zh"


def is_english(tag: str) -> bool:
    """Return whether the tag names English, of any region."""
    return primary_language(tag) == "en"


def languages_match(wanted: str, found: str) -> bool:
    """Return whether a text tagged `found` is suitable for a user who asks for `wanted`.

    The languages must match. Scripts must match if both are known: `zh` finds `zh-CN` and `zh-Hant`, and
    `zh-Hans` finds `zh-CN` but not `zh-TW`. Regions of English do not matter.
    """
    if primary_language(wanted) != primary_language(found):
        return False
    scripts = {script_of(wanted), script_of(found)} - {""}
    return len(scripts) <= 1
