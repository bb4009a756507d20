import re
from pathlib import Path

import pytest

from cdalign.exchange.omegat import OmegatProject, Trust, trust_in, write_omegat_project
from cdalign.exchange.xliff import PartMatch, write_xliff
from cdalign.model import ConceptEntry, Term, Termbase, TranslationUnit
from cdalign.segmentation import split_sentences
from cdalign.tmx import read_tmx, read_units
from conftest import run_omegat


def unit(source: str, target: str, score: str, review: str = "pending") -> TranslationUnit:
    return TranslationUnit(
        source, target, "zh-Hans", "en", props=(("x-score", score), ("x-review", review), ("x-document", "CD/1"))
    )


CONFIRMED = unit("裁谈会通过了报告。", "The Conference adopted the report.", "0.50", "confirmed")
GOOD = unit("会议中午散会。", "The meeting rose at noon.", "0.97")
DOUBTFUL = unit("主席发言。", "Delegations spoke.", "0.31")
TERMS = Termbase((ConceptEntry("c1", (Term("裁谈会", "zh-Hans"), Term("Conference", "en"))),))
PARAGRAPHS = {
    "zh-Hans": "“裁谈会通过了报告。”会议中午散会。见第3段。主席（大使）发言。",
    "en": "See para. 3 of CD/1299. The Conference met. Mr. Smith spoke at 3 p.m. on Monday. It rose.",
}


def project(**options: object) -> OmegatProject:
    return OmegatProject("CD-1", "zh-Hans", "en", (CONFIRMED, GOOD, DOUBTFUL), **options)  # type: ignore[arg-type]


def test_trust_follows_the_person_then_the_score() -> None:
    assert [trust_in(each) for each in (CONFIRMED, GOOD, DOUBTFUL)] == [Trust.CONFIRMED, Trust.GOOD, Trust.DOUBTFUL]


@pytest.mark.parametrize(
    ("score", "trust"),
    [
        ("", Trust.GOOD),
        ("0.9 (checked)", Trust.GOOD),
        ("1e999", Trust.GOOD),
        ("nan", Trust.DOUBTFUL),
        ("good", Trust.DOUBTFUL),
    ],
)
def test_a_score_of_another_program_is_read_or_doubted(score: str, trust: Trust) -> None:
    assert trust_in(unit("会议散会。", "The meeting rose.", score)) is trust


def test_memories_stand_where_they_are_trusted(tmp_path: Path) -> None:
    write_omegat_project(tmp_path, project(paragraphs=(CONFIRMED,)))
    memories = {str(path.relative_to(tmp_path)): path for path in tmp_path.rglob("*.tmx")}
    assert sorted(memories) == [
        "tm/CD-1.sentences.tmx",
        "tm/auto/CD-1.sentences.tmx",
        "tm/penalty-030/CD-1.paragraphs.tmx",
        "tm/penalty-030/CD-1.sentences.tmx",
    ]
    confirmed = read_units(memories["tm/auto/CD-1.sentences.tmx"], "zh-Hans", "en")
    assert [each.source for each in confirmed] == [CONFIRMED.source]
    header, _ = read_tmx(memories["tm/penalty-030/CD-1.paragraphs.tmx"])
    assert header.attributes["segtype"] == "paragraph"


def test_a_memory_that_has_become_empty_goes_and_a_translators_files_stay(tmp_path: Path) -> None:
    write_omegat_project(tmp_path, project())
    own = tmp_path / "omegat" / "project_save.tmx"
    own.write_text("work", encoding="utf-8")
    write_omegat_project(tmp_path, OmegatProject("CD-1", "zh-Hans", "en", (GOOD,)))
    assert not (tmp_path / "tm" / "auto" / "CD-1.sentences.tmx").exists()
    assert own.read_text(encoding="utf-8") == "work"


def test_glossaries_serve_both_directions(tmp_path: Path) -> None:
    write_omegat_project(tmp_path, project(termbase=TERMS))
    there = (tmp_path / "glossary" / "CD-1.zh-Hans-en.utf8").read_text(encoding="utf-8")
    back = (tmp_path / "glossary" / "CD-1.en-zh-Hans.utf8").read_text(encoding="utf-8")
    assert "裁谈会\tConference" in there
    assert "Conference\t裁谈会" in back


def test_the_same_project_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_omegat_project(tmp_path / name, project(termbase=TERMS, texts={"CD-1": "裁谈会。\n"}))
    files = [path for path in (tmp_path / "a").rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()


def test_omegat_fills_in_what_a_person_confirmed_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    write_omegat_project(folder, project(termbase=TERMS, texts={"CD-1": "裁谈会通过了报告。会议中午散会。\n"}))
    run_omegat(folder, "--mode=console-translate")
    text = (folder / "target" / "CD-1.utf8").read_text(encoding="utf-8")
    assert "The Conference adopted the report." in text
    assert "会议中午散会。" in text


@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
def test_omegat_cuts_its_texts_as_we_do(tmp_path: Path, lang: str) -> None:
    folder, made = tmp_path / "project", tmp_path / "made.tmx"
    other = "en" if lang == "zh-Hans" else "zh-Hans"
    text = PARAGRAPHS[lang]
    write_omegat_project(folder, OmegatProject("a", lang, other, (), texts={"a": f"{text}\n"}))
    run_omegat(
        folder,
        "--mode=console-createpseudotranslatetmx",
        f"--pseudotranslatetmx={made}",
        "--pseudotranslatetype=equal",
    )
    theirs = [unit.variants[0].text for unit in read_tmx(made)[1]]
    assert sorted(theirs) == sorted(split_sentences(text, lang))


def test_alternatives_of_parts_do_not_disturb_omegat(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    write_omegat_project(folder, project())
    (folder / "source").mkdir(exist_ok=True)
    units = [TranslationUnit(text, "x", "zh-Hans", "en", id=text) for text in ("甲方支持决议草案", "会议闭幕")]
    parts = {units[0].id: [PartMatch("支持决议", "support the resolution", "CD/2")]}
    write_xliff(folder / "source" / "new.xlf", units, original="new", parts=parts)
    run_omegat(folder, "--mode=console-translate")
    statistics = (folder / "omegat" / "project_stats.txt").read_text(encoding="utf-8")
    assert re.search(r"^Total:?\s+2\s", statistics, re.MULTILINE), statistics
    assert "support the resolution" in (folder / "target" / "new.xlf").read_text(encoding="utf-8")
