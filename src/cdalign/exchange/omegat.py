"""An OmegaT project, ready to open: memories by their reliability, glossaries, segmentation rules, texts.

tm/auto/            confirmed by a person: filled in at once
tm/                 good: offered as matches
tm/penalty-030/     doubtful: offered with thirty points less, and the paragraphs, which match whole paragraphs
glossary/           one file a direction
omegat/             segmentation.conf (3.6) and segmentation.srx (6), so that its segments are ours
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from cdalign.atomic import write_whole
from cdalign.languages import is_chinese, is_english
from cdalign.markup import escape_text
from cdalign.model import DOUBTFUL_BELOW, SCORE_PROP, BeadStatus, Termbase, TranslationUnit
from cdalign.segmentation import rules_for
from cdalign.segmentation.rules import BreakRule
from cdalign.segmentation.srx import render_rules
from cdalign.terminology.omegat_glossary import render_omegat_glossary
from cdalign.tmx import DEFAULT_CODES, TmxHeader, write_tmx


class Trust(StrEnum):
    """The reliability of a unit: the folder of the OmegaT project that treats it accordingly."""

    CONFIRMED = "tm/auto"
    GOOD = "tm"
    DOUBTFUL = "tm/penalty-030"


@dataclass(frozen=True, slots=True)
class OmegatProject:
    """The contents of a project: name, languages, sentence and paragraph units, terms, and texts by file name."""

    name: str
    source_lang: str
    target_lang: str
    sentences: Sequence[TranslationUnit]
    paragraphs: Sequence[TranslationUnit] = ()
    termbase: Termbase | None = None
    texts: Mapping[str, str] | None = None
    header: TmxHeader = field(default_factory=TmxHeader)


def trust_in(unit: TranslationUnit) -> Trust:
    """Return the reliability of a unit: confirmed by a person, or by the score of its alignment."""
    if unit.review == BeadStatus.CONFIRMED:
        return Trust.CONFIRMED
    score = unit.score
    if score is None:
        return Trust.DOUBTFUL if unit.prop(SCORE_PROP) else Trust.GOOD
    return Trust.GOOD if score >= DOUBTFUL_BELOW else Trust.DOUBTFUL


def write_omegat_project(folder: str | Path, project: OmegatProject) -> tuple[Path, ...]:
    """Write the project into the folder and return the paths of its files. An empty memory is not written.

    Files of other names in the folder (a translator's work in it) are left alone.

    Raises:
        WriteError: a file cannot be written there.
    """
    root = Path(folder)
    files = {root / "omegat.project": _render_settings(project), **_render_segmentation(root / "omegat")}
    for name, text in (project.texts or {}).items():
        files[root / "source" / f"{name}.utf8"] = text
    if project.termbase is not None:
        files |= _render_glossaries(root / "glossary", project, project.termbase)
    for path, content in files.items():
        write_whole(path, content)
    for name in ("source", "target", "tm", "glossary", "dictionary"):
        (root / name).mkdir(parents=True, exist_ok=True)
    return (*files, *_write_memories(root, project))


def _write_memories(root: Path, project: OmegatProject) -> Iterator[Path]:
    for trust in Trust:
        units = [unit for unit in project.sentences if trust_in(unit) is trust]
        path = root / trust / f"{project.name}.sentences.tmx"
        yield from _write_memory(path, units, replace(project.header, segtype="sentence"))
    # OmegaT splits a paragraph if both sides have equally many sentences. Otherwise the whole is of little use and gets
    # the penalty.
    path = root / Trust.DOUBTFUL / f"{project.name}.paragraphs.tmx"
    yield from _write_memory(path, project.paragraphs, replace(project.header, segtype="paragraph"))


def _write_memory(path: Path, units: Sequence[TranslationUnit], header: TmxHeader) -> Iterator[Path]:
    if units:
        write_tmx(path, units, header=header)
        yield path
    else:
        path.unlink(missing_ok=True)


def _render_glossaries(folder: Path, project: OmegatProject, termbase: Termbase) -> dict[Path, str]:
    """Return a glossary for each direction: OmegaT looks up the first column only."""
    directions = (project.source_lang, project.target_lang), (project.target_lang, project.source_lang)
    return {
        folder / f"{project.name}.{source}-{target}.utf8": "".join(
            f"{line.rstrip()}\n" for line in render_omegat_glossary(termbase, source, target)
        )
        for source, target in directions
    }


def _render_settings(project: OmegatProject) -> str:
    """Return `omegat.project` with the folders at their usual places."""
    folders = "".join(
        f"    <{name}_dir>__DEFAULT__</{name}_dir>\n" for name in ("source", "target", "tm", "glossary", "dictionary")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<omegat>\n  <project version="1.0">\n'
        f"{folders}"
        "    <glossary_file>__DEFAULT__</glossary_file>\n"
        f"    <source_lang>{_code(project.source_lang)}</source_lang>\n"
        f"    <target_lang>{_code(project.target_lang)}</target_lang>\n"
        f"    <source_tok>{_tokenizer(project.source_lang)}</source_tok>\n"
        f"    <target_tok>{_tokenizer(project.target_lang)}</target_tok>\n"
        "    <sentence_seg>true</sentence_seg>\n"
        "    <support_default_translations>true</support_default_translations>\n"
        "    <remove_tags>false</remove_tags>\n"
        "  </project>\n</omegat>\n"
    )


def _code(lang: str) -> str:
    return DEFAULT_CODES.get(lang, lang)


def _tokenizer(lang: str) -> str:
    name = "LuceneSmartChinese" if is_chinese(lang) else "LuceneEnglish" if is_english(lang) else "Default"
    return f"org.omegat.tokenizer.{name}Tokenizer"


# Each language has its own table and no pattern takes in the other's: OmegaT 3.6 adds up all tables that match.
_TABLES = {"Chinese": ("(zh|cmn).*", "zh-Hans"), "English": ("(?!zh|cmn).*", "en")}


def _render_segmentation(folder: Path) -> dict[Path, str]:
    tables = {name: (pattern, _for_java(rules_for(lang))) for name, (pattern, lang) in _TABLES.items()}
    return {
        folder / "segmentation.conf": _render_beans(tables),
        folder / "segmentation.srx": render_rules(tables),
    }


def _for_java(rules: Iterable[BreakRule]) -> tuple[BreakRule, ...]:
    r"""Return the rules as OmegaT's engine obeys them like ours.

    It looks for the places of `after` one after the other, so a long one hides the next: a look-ahead is never
    long. `(?U)` lets Java's \s and \d mean what they mean in Python.
    """
    return tuple(BreakRule(rule.is_break, f"(?U){rule.before}", f"(?U)(?={rule.after})") for rule in rules)


def _render_beans(tables: Mapping[str, tuple[str, Sequence[BreakRule]]]) -> str:
    """Return the rules as the Java beans that OmegaT up to 5 keeps them in."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<java version="1.8.0" class="java.beans.XMLDecoder">',
        '<object class="org.omegat.core.segmentation.SRX">',
        '<void property="mappingRules"><object class="java.util.ArrayList">',
    ]
    for name, (pattern, rules) in tables.items():
        lines += (
            '<void method="add"><object class="org.omegat.core.segmentation.MapRule">',
            _bean_property("language", "string", name),
            _bean_property("pattern", "string", pattern),
            '<void property="rules"><object class="java.util.ArrayList">',
            *map(_render_bean, rules),
            "</object></void></object></void>",
        )
    # Rules of an older version than 0.2 would be merged with OmegaT's own.
    return "\n".join(
        [*lines, "</object></void>", _bean_property("version", "string", "0.2"), "</object>", "</java>", ""]
    )


def _render_bean(rule: BreakRule) -> str:
    return (
        '<void method="add"><object class="org.omegat.core.segmentation.Rule">'
        + _bean_property("afterbreak", "string", rule.after)
        + _bean_property("beforebreak", "string", rule.before)
        + (_bean_property("breakRule", "boolean", "true") if rule.is_break else "")
        + "</object></void>"
    )


def _bean_property(name: str, kind: str, value: str) -> str:
    return f'<void property="{name}"><{kind}>{escape_text(value)}</{kind}></void>'
