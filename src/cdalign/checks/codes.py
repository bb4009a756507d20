"""Inline codes and addresses: what a translation has to keep character for character."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import PreparedUnit, Side
from cdalign.model import Finding

Found = list[tuple[str, tuple[int, int]]]

# Tags, placeholders of templates and of printf, variables between signs, and character references.
_CODE = re.compile(
    r"</?[a-zA-Z][\w:-]*(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>"
    r"|\$?\{\{?\s*[A-Za-z0-9_.:|$ -]{0,60}?\s*\}?\}"
    r"|(?<![\d%])%(?:\d+\$|\([A-Za-z_]\w*\))?[-+#0]?\d*(?:\.\d+)?[sdifgxuc@](?![A-Za-z])"
    r"|\$[A-Z][A-Z0-9_]*\$|%[A-Z][A-Z0-9_]{2,}%|\[\[[A-Za-z_]\w*\]\]"
    r"|&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});"
)
_SIGNS = "<{%$[&"
_MAIL = r"[A-Za-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)+"
# A host needs two dots, or a path, so that "etc.and" and "Corr.1" are none; what has a scheme is a quantity.
_HOST = (
    r"(?<![\w./@:-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/[\w\-./?=&%#~+]*\w)"
    r"|(?<![\w./@:-])[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]+){2,}(?![\w@])"
)
_ADDRESS = re.compile(f"{_MAIL}|{_HOST}")


def code_spans(text: str) -> list[tuple[int, int]]:
    """Return where tags and placeholders stand in a text."""
    return [one.span() for one in _CODE.finditer(text)] if any(sign in text for sign in _SIGNS) else []


def check_codes(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where tags or placeholders of one text are not those of the other, each as often."""
    found = [_codes_of(side) for side in (unit.source, unit.target)]
    yield from _compare("codes.different", "code", unit, found)


def check_addresses(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where an e-mail address or a host differs; web addresses with a scheme are quantities."""
    found = [_addresses_of(side) for side in (unit.source, unit.target)]
    yield from _compare("addresses.different", "address", unit, found)


def _codes_of(side: Side) -> Found:
    return [(re.sub(r"\s+", "", side.text[start:stop]), (start, stop)) for start, stop in code_spans(side.text)]


def _addresses_of(side: Side) -> Found:
    if "." not in side.text or side.text.startswith("www."):
        return []
    return [
        (one[0].rstrip(".").lower(), one.span())
        for one in _ADDRESS.finditer(side.text)
        if not one[0].startswith("www.")
    ]


def _compare(rule: str, name: str, unit: PreparedUnit, found: list[Found]) -> Iterator[Finding]:
    counts = [Counter(code for code, _ in side) for side in found]
    if counts[0] == counts[1]:
        return
    lost, added = ((one - other).elements() for one, other in (counts, counts[::-1]))
    missing, extra = sorted(lost), sorted(added)
    # An address that only one text prints says less than one that differs.
    if rule == "addresses.different" and not (missing and extra):
        return
    quotes = [
        side.quote(span for code, span in codes if code in wrong)
        for side, codes, wrong in ((unit.source, found[0], missing), (unit.target, found[1], extra))
    ]
    words = (*missing, "|", *extra, unit.source.text)
    yield make_finding(rule, _told(name, missing, extra), quotes, unit=unit.id, expected=" ".join(missing), words=words)


def _told(name: str, missing: list[str], extra: list[str]) -> str:
    if missing and extra:
        return f"the source has {' '.join(missing)}, the translation has {' '.join(extra)}"
    where = "the translation" if missing else "the source"
    return f"{name} {' '.join(missing or extra)} is not in {where}"
