"""Official translations as units, and errors put into them: what the checks must pass over, and what they must find."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cdalign.model import ConceptEntry, Finding, Term, Termbase, TranslationUnit

# Names and nouns that these texts use throughout, each with its renderings in them.
TERMS = (
    ("general-assembly", ("大会",), ("General Assembly",)),
    ("security-council", ("安全理事会",), ("Security Council",)),
    ("economic-and-social-council", ("经济暨社会理事会",), ("Economic and Social Council",)),
    ("united-nations", ("联合国",), ("United Nations",)),
    ("developing-country", ("发展中国家",), ("developing country", "developing nation")),
    ("least-developed-country", ("最不发达国家",), ("least developed country",)),
    ("small-island-developing-state", ("小岛屿发展中国家",), ("small island developing State",)),
    ("human-rights", ("人权",), ("human rights", "human right")),
    ("sustainable-development", ("可持续发展",), ("sustainable development",)),
    ("disaster-risk", ("灾害风险",), ("disaster risk",)),
    ("climate-change", ("气候变化",), ("climate change",)),
    ("human-trafficking", ("人口贩运", "贩运人口"), ("human trafficking", "trafficking")),
    ("poverty-line", ("贫穷线", "贫困线"), ("poverty line",)),
    ("foreign-direct-investment", ("外国直接投资",), ("foreign direct investment",)),
    ("gender-equality", ("性别平等", "两性平等"), ("gender equality",)),
    ("official-development-assistance", ("官方发展援助",), ("official development assistance",)),
    ("world-trade-organization", ("世界贸易组织", "世贸组织"), ("World Trade Organization",)),
    ("biodiversity", ("生物多样性",), ("biodiversity", "biological diversity")),
)


def make_termbase() -> Termbase:
    """The termbase of those texts."""
    return Termbase(
        tuple(
            ConceptEntry(name, (*(Term(text, "zh") for text in chinese), *(Term(text, "en") for text in english)))
            for name, chinese, english in TERMS
        )
    )


def read_pairs(shared: Path) -> list[TranslationUnit]:
    """UDHR in both scripts, the Charter, the SDG goals, targets and indicators, as units."""
    folder = shared / "pairs"
    return [*_declaration(folder), *_charter(folder), *_goals(folder)]


def _declaration(folder: Path) -> Iterator[TranslationUnit]:
    for pair in json.loads((folder / "01_udhr/gold_alignment.json").read_text(encoding="utf-8")):
        lang = pair["pair"].split("~")[0]
        for bead in pair["beads"]:
            source, target = "".join(bead["zh_text"]), " ".join(bead["en_text"])
            if source and target:
                yield TranslationUnit(source, target, lang, "en", id=f"{lang}.{'+'.join(bead['zh'])}")


def _charter(folder: Path) -> Iterator[TranslationUnit]:
    lines = json.loads((folder / "02_un_charter_ch1-3/gold_lines.json").read_text(encoding="utf-8"))
    for number, (source, target) in enumerate(lines):
        yield TranslationUnit(source, target, "zh-Hans", "en", id=f"charter.{number}")


def _goals(folder: Path) -> Iterator[TranslationUnit]:
    for name in ("03_sdg_goals", "04_sdg_targets", "05_sdg_indicators"):
        with (folder / name / "aligned.tsv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield TranslationUnit(row["zh"], row["en"], "zh-Hans", "en", id=f"{name}.{row['key']}")


@dataclass(frozen=True)
class Seeded:
    """A right unit, the same with one error, and what kind of error it is."""

    kind: str
    right: TranslationUnit
    wrong: TranslationUnit


Spoil = Callable[[TranslationUnit, random.Random], TranslationUnit | None]
_MONTHS = "January|February|March|April|June|July|August|September|October|November|December"


def seed_errors(units: list[TranslationUnit], per_kind: int, seed: int = 7) -> list[Seeded]:
    """Put errors of every kind into units, up to `per_kind` of each, the same ones for the same seed."""
    chance = random.Random(seed)
    seeded = []
    for kind, carrier, spoil in _KINDS:
        candidates = [one for unit in units if (one := carrier(unit)) is not None]
        chance.shuffle(candidates)
        wrong = ((right, spoil(right, chance)) for right in candidates)
        fitting = (Seeded(kind, right, bad) for right, bad in wrong if bad is not None and bad != right)
        seeded += [one for one, _ in zip(fitting, range(per_kind), strict=False)]
    return seeded


def _change_digit(unit: TranslationUnit, chance: random.Random) -> TranslationUnit | None:
    places = [found.start() for found in re.finditer(r"(?<![A-Za-z-])\d", unit.target)]
    if not places:
        return None
    at = chance.choice(places)
    old = unit.target[at]
    new = chance.choice([digit for digit in "123456789" if digit != old])
    changed = unit.target[:at] + new + unit.target[at + 1 :]
    # "10 or 12" turned into "12 or 12" says nothing new; a checker of sets cannot and need not see it.
    runs = set(re.findall(r"\d+", unit.target))
    return replace(unit, target=changed) if set(re.findall(r"\d+", changed)) - runs else None


def _change_date(unit: TranslationUnit, chance: random.Random) -> TranslationUnit | None:
    month = chance.choice([name for name in _MONTHS.split("|") if name not in unit.target])
    return replace(unit, target=re.sub(_MONTHS, month, unit.target, count=1))


def _change_article(unit: TranslationUnit, chance: random.Random) -> TranslationUnit | None:
    found = re.search(r"第([一二三四五六七八九])条", unit.source)
    if found is None:
        return None
    other = chance.choice([char for char in "一二三四五六七八九" if char not in unit.source])
    return replace(unit, source=unit.source.replace(found[0], f"第{other}条", 1))


def _change_symbol(unit: TranslationUnit, chance: random.Random) -> TranslationUnit | None:
    return replace(unit, target=unit.target.replace("A/RES/70/1", f"A/RES/{chance.randint(10, 69)}/1"))


def _drop_sentence(unit: TranslationUnit, chance: random.Random) -> TranslationUnit | None:
    first, last = unit.target.split(" ¶ ")
    return replace(unit, source=unit.source.replace(" ¶ ", ""), target=chance.choice((first, last)))


def _swap_term(unit: TranslationUnit, chance: random.Random) -> TranslationUnit | None:
    for _, chinese, english in TERMS:
        found = next((term for term in english if re.search(rf"\b{term}\b", unit.target)), None)
        if found and any(term in unit.source for term in chinese):
            others = [terms[0] for _, names, terms in TERMS if not any(name in unit.source for name in names)]
            return replace(unit, target=re.sub(rf"\b{found}\b", chance.choice(others), unit.target))
    return None


def _drop_bracket(unit: TranslationUnit, chance: random.Random) -> TranslationUnit | None:
    places = [found.start() for found in re.finditer(r"[()]", unit.target)]
    at = chance.choice(places)
    return replace(unit, target=unit.target[:at] + unit.target[at + 1 :])


def _as_it_is(unit: TranslationUnit) -> TranslationUnit | None:
    return unit


def _with_date(unit: TranslationUnit) -> TranslationUnit | None:
    return replace(unit, source=f"2015 年 9 月 25 日：{unit.source}", target=f"25 September 2015: {unit.target}")


def _with_symbol(unit: TranslationUnit) -> TranslationUnit | None:
    return replace(unit, source=f"{unit.source}(A/RES/70/1)", target=f"{unit.target} (A/RES/70/1)")


def _with_article(unit: TranslationUnit) -> TranslationUnit | None:
    return replace(unit, source=f"第六条：{unit.source}", target=f"Article 6: {unit.target}")


def _with_brackets(unit: TranslationUnit) -> TranslationUnit | None:
    return unit if re.search(r"\(.+\)", unit.target) else None


def _doubled(unit: TranslationUnit) -> TranslationUnit | None:
    """Two sentences in one unit, each long enough to be one."""
    if len(unit.source) < 25:
        return None
    more = "各国政府应在五年内向大会报告为此采取的措施和取得的进展。"
    translated = (
        "Governments should report to the General Assembly within five years on measures taken and progress made."
    )
    source, target = unit.source.rstrip("。.;；"), unit.target.rstrip(".;")
    return replace(unit, source=f"{source}。 ¶ {more}", target=f"{target}. ¶ {translated}")


_KINDS: tuple[tuple[str, Callable[[TranslationUnit], TranslationUnit | None], Spoil], ...] = (
    ("digit", _as_it_is, _change_digit),
    ("date", _with_date, _change_date),
    ("article", _with_article, _change_article),
    ("symbol", _with_symbol, _change_symbol),
    ("sentence", _doubled, _drop_sentence),
    ("term", _as_it_is, _swap_term),
    ("bracket", _with_brackets, _drop_bracket),
)

# By which families of rules an error of a kind counts as found: any other finding would be luck.
FAMILIES = {
    "digit": ("numbers", "dates", "symbols"),
    "date": ("dates",),
    "article": ("numbers",),
    "symbol": ("symbols",),
    "sentence": ("omissions", "terms", "numbers"),
    "term": ("terms",),
    "bracket": ("brackets",),
}


def wrong_units(seeded: list[Seeded]) -> list[TranslationUnit]:
    """The units with errors, each called by its number."""
    return [replace(_joined(one.wrong), id=f"seeded.{number}") for number, one in enumerate(seeded)]


def right_units(seeded: list[Seeded]) -> list[TranslationUnit]:
    """The same units without the errors."""
    return [replace(_joined(one.right), id=f"seeded.{number}") for number, one in enumerate(seeded)]


def _joined(unit: TranslationUnit) -> TranslationUnit:
    return replace(unit, source=unit.source.replace(" ¶ ", ""), target=unit.target.replace(" ¶ ", " "))


def missed_errors(seeded: list[Seeded], findings: list[Finding], quiet: list[Finding]) -> list[Seeded]:
    """The errors that no finding speaks of; what is said of the right unit as well is not counted for the wrong one."""
    said_anyway = {(finding.unit, finding.rule, finding.message) for finding in quiet}
    found: dict[str, set[str]] = {}
    for finding in findings:
        if finding.severity.rank and (finding.unit, finding.rule, finding.message) not in said_anyway:
            found.setdefault(finding.unit, set()).add(finding.rule.partition(".")[0])
    return [
        one for number, one in enumerate(seeded) if not found.get(f"seeded.{number}", set()) & set(FAMILIES[one.kind])
    ]
