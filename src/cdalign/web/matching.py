"""The look-up that all protocols share: the best units for a text, within the same limits."""

from __future__ import annotations

from starlette.requests import Request

from cdalign.languages import normalize_tag
from cdalign.memory import Filters, Hit
from cdalign.web.pages import workspace_of

# Weblate sends at most 500 characters; the longest sentence of a resolution has some 1,500.
LONGEST_TEXT = 2_000
# A new text of 10,000 characters costs up to a second in a memory of a million units.
LONGEST_NEW_TEXT = 50_000
# RFC 5646, section 4.4.1: a tag may need 35 characters.
LONGEST_TAG = 35
# A lower percentage finds noise; of a million units 50 % takes some 20 ms, 30 % a tenth of a second, 1 % half a one.
LEAST_THRESHOLD = 50
MOST_HITS = 50
USUAL_HITS = 5
SOURCE_IS = "the language of the text (BCP 47, also zh_hans)"


def find_matches(request: Request, text: str, source: str, target: str, threshold: int, limit: int) -> tuple[Hit, ...]:
    """Return the best units for a text, translated into the target language; an empty `target` means any."""
    filters = Filters(target_lang=normalize_tag(target))
    memories = workspace_of(request).memories()
    return memories.find(text, normalize_tag(source), threshold=threshold, limit=limit, filters=filters)
