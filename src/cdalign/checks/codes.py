"""Inline codes: what a translation has to keep character for character; addresses are quantities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cdalign.checks.rules import SOURCE, TRANSLATION, make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.messages import Message, say
from cdalign.model import Finding
from cdalign.patterns import compile_late

Found = list[tuple[str, tuple[int, int]]]

# Tags, placeholders of templates and of printf, variables between signs, and character references.
_CODE = compile_late(
    r"</?[a-zA-Z][A-Za-z0-9_:-]*(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>"
    r"|\$?\{\{?\s*[A-Za-z0-9_.:|$ -]{0,60}?\s*\}?\}"
    r"|(?<![\d%])%(?:\d+\$|\([A-Za-z_]\w*\))?[-+#0]?\d*(?:\.\d+)?[sdifgxuc@](?![A-Za-z])"
    r"|\$[A-Z][A-Z0-9_]*\$|%[A-Z][A-Z0-9_]{2,}%|\[\[[A-Za-z_]\w*\]\]"
    r"|&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});"
    # Names of files.
    r"|(?<![A-Za-z0-9_./@-])[A-Za-z0-9_][A-Za-z0-9_-]{0,60}\.(?:ya?ml|json|toml|xml|html?|css|pdf|docx?|xlsx?|pptx?|csv|tsv|txt|"
    r"md|py|js|sh|bat|exe|dll|zip|tar|gz|png|jpe?g|svg|ini|conf|cfg|log|sql|php)"
    r"(?![A-Za-z0-9_/@]|[.-][A-Za-z0-9_])"
)
_SIGN = re.compile(r"[<{%$[&]")
# By itself it is found several times as fast as in one pattern with the signs.
_SUFFIX = re.compile(r"\.[a-z]")


def code_spans(text: str) -> list[tuple[int, int]]:
    """Return where tags and placeholders occur in a text."""
    return [one.span() for one in _CODE.finditer(text)] if _SIGN.search(text) or _SUFFIX.search(text) else []


def check_codes(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where tags or placeholders of one text are not those of the other, each as often."""
    found = [_codes_of(side) for side in (unit.source, unit.target)]
    if not any(found):
        return
    counts = [Counter(code for code, _ in side) for side in found]
    if counts[0] == counts[1]:
        return
    lost, added = ((one - other).elements() for one, other in (counts, counts[::-1]))
    missing, extra = sorted(lost), sorted(added)
    quotes = [
        side.quote(span for code, span in codes if code in wrong)
        for side, codes, wrong in ((unit.source, found[0], missing), (unit.target, found[1], extra))
    ]
    words = (*missing, "|", *extra, unit.source.text)
    told, expected = _told(missing, extra), " ".join(missing)
    yield make_finding("codes.different", told, quotes, unit=unit.id, expected=expected, words=words)


def _codes_of(side: CheckedSide) -> Found:
    return [(re.sub(r"\s+", "", side.text[start:stop]), (start, stop)) for start, stop in code_spans(side.text)]


def _told(missing: list[str], extra: list[str]) -> Message:
    if missing and extra:
        return say("the source has {mine}, the translation has {other}", mine=" ".join(missing), other=" ".join(extra))
    where = TRANSLATION if missing else SOURCE
    return say("code {codes} is not in the {where}", codes=" ".join(missing or extra), where=where)
