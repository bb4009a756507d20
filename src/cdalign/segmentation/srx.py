"""The rules as an SRX 2.0 file, so that a CAT tool cuts as we do (LISA/GALA, SRX 2.0, 2008)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from cdalign.segmentation.rules import Rule

_NAMESPACE = "http://www.lisa.org/srx20"


def render_rules(tables: Mapping[str, tuple[str, Sequence[Rule]]]) -> str:
    """Give the SRX of the tables: name -> pattern of language codes, rules."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<srx xmlns="{_NAMESPACE}" version="2.0">',
        '  <header segmentsubflows="yes" cascade="no">',
        '    <formathandle type="start" include="no"/>',
        '    <formathandle type="end" include="yes"/>',
        '    <formathandle type="isolated" include="no"/>',
        "  </header>",
        "  <body>",
        "    <languagerules>",
    ]
    for name, (_, rules) in tables.items():
        lines += _render_table(name, rules)
    lines += ["    </languagerules>", "    <maprules>"]
    lines += (
        f"      <languagemap languagepattern={quoteattr(pattern)} languagerulename={quoteattr(name)}/>"
        for name, (pattern, _) in tables.items()
    )
    lines += ["    </maprules>", "  </body>", "</srx>", ""]
    return "\n".join(lines)


def _render_table(name: str, rules: Iterable[Rule]) -> list[str]:
    lines = [f"      <languagerule languagerulename={quoteattr(name)}>"]
    for rule in rules:
        lines += (
            f'        <rule break="{"yes" if rule.is_break else "no"}">',
            f"          <beforebreak>{escape(rule.before)}</beforebreak>",
            f"          <afterbreak>{escape(rule.after)}</afterbreak>",
            "        </rule>",
        )
    return [*lines, "      </languagerule>"]
