"""The rules as files that CAT tools load, so that they cut as we do: SRX 2.0 (LISA/GALA, 2008), OmegaT's own format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cdalign.markup import escape_attribute, escape_text
from cdalign.segmentation.rules import BreakRule

_NAMESPACE = "http://www.lisa.org/srx20"


def render_rules(tables: Mapping[str, tuple[str, Sequence[BreakRule]]]) -> str:
    """Return the SRX of the tables: name -> pattern of language codes, rules."""
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
        f'      <languagemap languagepattern="{escape_attribute(codes)}" languagerulename="{escape_attribute(name)}"/>'
        for name, (codes, _) in tables.items()
    )
    lines += ["    </maprules>", "  </body>", "</srx>", ""]
    return "\n".join(lines)


def _render_table(name: str, rules: Iterable[BreakRule]) -> list[str]:
    lines = [f'      <languagerule languagerulename="{escape_attribute(name)}">']
    for rule in rules:
        lines += (
            f'        <rule break="{"yes" if rule.is_break else "no"}">',
            f"          <beforebreak>{escape_text(rule.before)}</beforebreak>",
            f"          <afterbreak>{escape_text(rule.after_ahead)}</afterbreak>",
            "        </rule>",
        )
    return [*lines, "      </languagerule>"]


# OmegaT before 5.0 knows no SRX: it loads a JavaBean from `omegat/segmentation.conf` of a project. Rules of this
# version are taken as they are; to those of an older one it adds its own.
_OMEGAT_VERSION = "0.2.2"
_OMEGAT_PACKAGE = "org.omegat.core.segmentation"


def render_bean(tables: Mapping[str, tuple[str, Sequence[BreakRule]]]) -> str:
    """Return the `segmentation.conf` of the tables, as java.beans.XMLEncoder writes it."""
    maps = "".join(_add(_render_map(name, pattern, rules)) for name, (pattern, rules) in tables.items())
    bean = _object("SRX", _property("mappingRules", _list(maps)) + _property("version", _string(_OMEGAT_VERSION)))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<java version="1.8.0" class="java.beans.XMLDecoder">\n{bean}</java>\n'
    )


def _render_map(name: str, pattern: str, rules: Iterable[BreakRule]) -> str:
    added = "".join(_add(_render_rule(rule)) for rule in rules)
    properties = (("language", _string(name)), ("pattern", _string(pattern)), ("rules", _list(added)))
    return _object("MapRule", "".join(_property(key, value) for key, value in properties))


def _render_rule(rule: BreakRule) -> str:
    properties = (
        ("breakRule", f"<boolean>{str(rule.is_break).lower()}</boolean>"),
        ("beforebreak", _string(rule.before)),
        ("afterbreak", _string(rule.after_ahead)),
    )
    return _object("Rule", "".join(_property(key, value) for key, value in properties))


def _object(name: str, content: str) -> str:
    return f'<object class="{_OMEGAT_PACKAGE}.{name}">\n{content}</object>\n'


def _list(content: str) -> str:
    return f'<object class="java.util.ArrayList">\n{content}</object>'


def _add(content: str) -> str:
    return f'<void method="add">{content}</void>\n'


def _property(name: str, value: str) -> str:
    return f'<void property="{name}">{value}</void>\n'


def _string(text: str) -> str:
    return f"<string>{escape_text(text)}</string>"
