"""What each translation tool makes of a memory, beyond the standard: what it refuses, what it cannot use.

Sources: OmegaT 3.6 and 6.2 measured on 85 files with one quirk each; the others from their vendors' guides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cdalign.languages import normalize_tag
from cdalign.tmx.elements import Header, Unit
from cdalign.tmx.faults import TmxFault
from cdalign.tmx.omegat import omegat_pair
from cdalign.tmx.pairing import LanguageChoice


class Verdict(StrEnum):
    """What a tool does with a memory: takes all of it, loses some units, finds none it can use, refuses the file."""

    ACCEPTED = "accepted"
    IMPAIRED = "impaired"
    UNUSABLE = "unusable"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Profile:
    """One tool: the rules for whose breach it refuses the file, those for which it loses a unit, and its limits.

    Lengths are in characters, the size in bytes; 0 means no limit.
    """

    title: str
    refuses: frozenset[str]
    loses: frozenset[str]
    longest_text: int = 0
    longest_code: int = 0
    largest_file: int = 0
    datatypes: frozenset[str] = frozenset()
    is_bilingual: bool = False
    has_one_direction: bool = False
    is_omegat: bool = False
    takes_foreign: bool = False


_NOT_XML = frozenset(
    (
        "xml.not-well-formed",
        "xml.illegal-character",
        "xml.bare-ampersand",
        "xml.entity",
        "xml.encoding",
        "xml.undecodable",
    )
)
# What OmegaT's XSD of TMX 1.4 refuses; it is applied to files that are not of an older version.
SCHEMA_RULES = frozenset(
    (
        "root.namespace",
        "root.version",
        "header.missing",
        "header.attribute",
        "header.source-language",
        "header.segtype",
        "element.unknown",
        "element.order",
        "element.seg-missing",
        "element.no-variant",
        "attribute.unknown",
        "attribute.missing",
        "attribute.value",
        "lang.missing",
        "lang.old-attribute",
        "lang.invalid",
    )
)
_NO_EXACT_MATCH = frozenset(
    (
        "segment.empty",
        "segment.white-space",
        "segment.no-break-space",
        "segment.not-nfc",
        "segment.conflict",
        "segment.several-sentences",
        "segment.uneven-paragraph",
        "inline.text",
        "lang.repeated",
        "tool.file-prop",
        "tool.other-variant",
        "tool.length",
    )
)
_ONE_PER_LANGUAGE = frozenset(("lang.repeated", "segment.empty", "tool.length"))
_GIGABYTE = 1_000_000_000

PROFILES: dict[str, Profile] = {
    "omegat": Profile(
        "OmegaT 3.6",
        _NOT_XML | {"header.source-language"},
        _NO_EXACT_MATCH,
        is_omegat=True,
        takes_foreign=True,
    ),
    "omegat6": Profile("OmegaT 6.1 and later", _NOT_XML | SCHEMA_RULES, _NO_EXACT_MATCH, is_omegat=True),
    "trados": Profile(
        "Trados",
        _NOT_XML | {"tool.several-languages", "tool.size", "header.source-language"},
        _ONE_PER_LANGUAGE | {"tool.direction"},
        longest_text=2000,
        largest_file=_GIGABYTE,
        is_bilingual=True,
        has_one_direction=True,
    ),
    "memoq": Profile("memoQ", _NOT_XML | {"header.source-language"}, frozenset(("segment.empty",))),
    "phrase": Profile("Phrase TMS", _NOT_XML | {"tool.size"}, _ONE_PER_LANGUAGE, largest_file=_GIGABYTE),
    "wordfast": Profile(
        "Wordfast",
        _NOT_XML | {"tool.language-code"},
        frozenset(("segment.empty", "tool.length")),
        longest_text=8000,
        longest_code=5,
    ),
    "weblate": Profile(
        "Weblate",
        _NOT_XML | {"header.source-language", "header.all-languages", "lang.invalid", "lang.missing"},
        frozenset(("segment.empty", "lang.repeated", "lang.old-attribute")),
    ),
    "smartling": Profile(
        "Smartling",
        _NOT_XML | {"header.source-language", "header.all-languages", "tool.datatype"},
        frozenset(("tool.direction", "segment.empty")),
        datatypes=frozenset(("unknown", "html", "plaintext", "rtf", "sgml", "xml")),
        has_one_direction=True,
    ),
    "xtm": Profile("XTM", _NOT_XML, frozenset(("segment.empty",))),
}


class ProfileCheck:
    """Checks a memory for one tool, unit after unit, and gives its verdict at the end."""

    def __init__(self, name: str, header: Header, source_lang: str, target_lang: str) -> None:
        self.profile = PROFILES[name]
        self._header = header
        self._source_lang = source_lang
        self._target_lang = target_lang
        self._choice = LanguageChoice(target_lang)
        self._usable = 0
        self._languages: set[str] = set()

    def check_file(self, size: int) -> Iterator[TmxFault]:
        """Yield the faults of the file as a whole."""
        profile, header = self.profile, self._header
        datatype = header.attributes.get("datatype", "").lower()
        if profile.datatypes and datatype not in profile.datatypes:
            yield TmxFault("tool.datatype", f'{profile.title}: datatype="{datatype}"', header.line)
        if profile.largest_file and size > profile.largest_file:
            yield TmxFault("tool.size", f"{profile.title}: {size:,} bytes")

    def check(self, unit: Unit) -> Iterator[TmxFault]:
        """Yield what the tool cannot use of a unit."""
        for rule, detail in self._check(unit):
            yield TmxFault(rule, f"{self.profile.title}: {detail}", unit.line, unit.label)

    def _check(self, unit: Unit) -> Iterator[tuple[str, str]]:
        profile = self.profile
        for variant in unit.variants:
            if profile.longest_text and len(variant.text) > profile.longest_text:
                yield "tool.length", f"{len(variant.text)} characters ({profile.longest_text} at most)"
            if profile.longest_code and len(variant.lang) > profile.longest_code:
                yield "tool.language-code", variant.lang
        if profile.is_bilingual:
            yield from self._check_languages(unit)
        if profile.has_one_direction:
            yield from self._check_direction(unit)
        if profile.is_omegat:
            yield from self._check_omegat(unit)
        else:
            self._usable += 1

    def _check_languages(self, unit: Unit) -> Iterator[tuple[str, str]]:
        for variant in unit.variants:
            tag = normalize_tag(variant.lang)
            if tag not in self._languages and len(self._languages) == len(("source", "target")):
                yield "tool.several-languages", f"{', '.join(sorted(self._languages))} and {tag}"
            self._languages.add(tag)

    def _check_direction(self, unit: Unit) -> Iterator[tuple[str, str]]:
        of_header = normalize_tag(self._header.source_lang)
        of_unit = normalize_tag(unit.attributes.get("srclang", ""))
        if of_unit and of_header and of_unit not in (of_header, "*all*"):
            yield "tool.direction", f"{of_unit}, and the header {of_header}"

    def _check_omegat(self, unit: Unit) -> Iterator[tuple[str, str]]:
        taken = omegat_pair(unit, self._source_lang, self._target_lang)
        if taken is None:
            return
        if not taken.is_foreign or self.profile.takes_foreign:
            self._usable += 1
        if any(detail.type == "file" for detail in unit.details):
            yield "tool.file-prop", "file"
        wanted = self._choice.choose(unit.variants)
        if wanted is not None and wanted is not taken.target and wanted.lang != taken.target.lang:
            yield "tool.other-variant", f"{taken.target.lang} is taken, not {wanted.lang}"

    def verdict(self, rules: frozenset[str], units: int) -> Verdict:
        """Return the verdict, by the rules that were broken and the number of units of the file."""
        is_old = self._header.version in ("1.1", "1.2", "1.3")
        refused = rules & self.profile.refuses
        if refused and not (is_old and refused <= SCHEMA_RULES - {"header.source-language"}):
            return Verdict.REFUSED
        if units and not self._usable:
            return Verdict.UNUSABLE
        return Verdict.IMPAIRED if rules & self.profile.loses else Verdict.ACCEPTED
