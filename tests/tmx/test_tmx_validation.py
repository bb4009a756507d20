import json
from pathlib import Path

import pytest
from lxml import etree
from test_tmx_reading import HEAD, tmx, unit
from test_tmx_writing import ADOPTED, OTHER, ROSE

from cdalign.cli import main
from cdalign.errors import ReadError
from cdalign.faults import Fault
from cdalign.sarif import render_faults
from cdalign.tmx import TmxHeader, write_tmx
from cdalign.tmx.faults import RULES
from cdalign.tmx.profiles import PROFILES, SCHEMA_RULES, Verdict
from cdalign.tmx.validation import Validation, validate_memory

# What OmegaT does with a file, as the column of expected.json says it.
LOADED_BADLY = {"loaded_no_match", "loaded_other_text"}
OMEGAT_3 = {
    Verdict.ACCEPTED: {"pretranslated"},
    Verdict.IMPAIRED: LOADED_BADLY,
    Verdict.UNUSABLE: LOADED_BADLY,
    Verdict.REFUSED: {"tm_not_loaded"},
}
OMEGAT_6 = {
    Verdict.ACCEPTED: {"accepted"},
    Verdict.IMPAIRED: {"accepted"},
    Verdict.UNUSABLE: {"accepted_no_usable_tu"},
    Verdict.REFUSED: {"rejected_whole_file"},
}


def validate(path: Path, *tools: str) -> tuple[Validation, list[Fault]]:
    found: list[Fault] = []
    return validate_memory(path, found.append, tools=tools), found


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "a.tmx"


def test_what_we_write_has_no_fault_for_any_tool(memory: Path) -> None:
    write_tmx(memory, [ADOPTED, ROSE, OTHER], header=TmxHeader(notes=("working translation",)))
    validation, found = validate(memory, *PROFILES)
    assert found == []
    assert validation.units == validation.pairs == 3
    assert {verdict for _, verdict in validation.verdicts} == {Verdict.ACCEPTED}


def test_verdicts_agree_with_both_omegats_on_every_quirk(shared: Path) -> None:
    folder = shared / "tmx" / "synthetic"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert len(expected) == 85
    for name, column in expected.items():
        found: list[Fault] = []
        tools = ("omegat", "omegat6")
        result = validate_memory(folder / name, found.append, tools=tools, source_lang="en", target_lang="zh-CN")
        verdicts = dict(result.verdicts)
        assert column["omegat_3_6_auto"] in OMEGAT_3[verdicts["omegat"]], (name, found)
        assert column["omegat_6_2dev_reader"] in OMEGAT_6[verdicts["omegat6"]], (name, found)
        is_sound = set(verdicts.values()) == {Verdict.ACCEPTED}
        assert is_sound or found, name


def test_the_grammar_agrees_with_the_schema(shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "schemas" / "tmx" / "tmx14.xsd"))
    compared = 0
    for path in sorted((shared / "tmx").glob("*/*.[tT][mM][xX]")):
        try:
            document = etree.parse(path, etree.XMLParser(load_dtd=False, resolve_entities=False))
        except etree.XMLSyntaxError:
            continue
        _, found = validate(path)
        assert schema.validate(document) == (not {fault.rule for fault in found} & SCHEMA_RULES), path
        compared += 1
    assert compared > 100


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (tmx(unit(), head=HEAD.replace(' adminlang="en"', "")), "header.attribute"),
        (tmx(unit(), head=HEAD.replace("sentence", "line")), "header.segtype"),
        (tmx(unit().replace("<tu>", '<tu score="1">')), "attribute.unknown"),
        (tmx(unit().replace("<tu>", "<tu><prop>x</prop>")), "attribute.missing"),
        (tmx(unit().replace("<tu>", '<tu creationdate="today">')), "attribute.date"),
        (tmx(unit().replace("<tu>", '<tu usagecount="often">')), "attribute.number"),
        (tmx(unit('<ph><b i="1"/></ph>')), "element.unknown"),
        (tmx(unit('<it pos="middle"/>One.')), "attribute.value"),
        (tmx(unit('<bpt i="1"/>One.')), "inline.unbalanced"),
        (tmx(unit("<hi>One</hi>.")), "inline.text"),
        (tmx(unit("One  two.")), "segment.white-space"),
        (tmx(unit("One\u00a0two.")), "segment.no-break-space"),
        (tmx(unit("e\u0301")), "segment.not-nfc"),
        (tmx(unit(), unit()), "segment.duplicate"),
        (tmx(unit(), unit(target="二。")), "segment.conflict"),
        (tmx(unit("One. Two.")), "segment.several-sentences"),
        (tmx(unit("One. Two."), head=HEAD.replace("sentence", "paragraph")), "segment.uneven-paragraph"),
        (tmx(unit(target="")), "segment.empty"),
        (tmx(unit(codes=("eng", "zho"))), "lang.three-letter"),
        (tmx(unit(codes=("en", "zh-TW"), target="报告")), "lang.script"),
        (tmx(unit(codes=("en us", "zh"))), "lang.invalid"),
        (tmx(unit(codes=("fr", "de"))), "segment.one-language"),
        (tmx("<tu></tu>"), "element.no-variant"),
        (tmx('<tu><tuv xml:lang="en"></tuv></tu>'), "element.seg-missing"),
        ("<tmx>", "xml.not-well-formed"),
    ],
)
def test_each_fault_is_found(memory: Path, text: str, rule: str) -> None:
    memory.write_text(text, encoding="utf-8")
    _, found = validate(memory)
    assert rule in {fault.rule for fault in found}, found


@pytest.mark.parametrize(
    ("tool", "text", "verdict"),
    [
        ("trados", tmx(unit("x" * 2001)), Verdict.IMPAIRED),
        ("trados", tmx(unit(), unit(codes=("en", "fr"))), Verdict.REFUSED),
        ("wordfast", tmx(unit(codes=("en", "zh-Hans"))), Verdict.REFUSED),
        ("weblate", tmx(unit(), head=HEAD.replace('"en" d', '"*all*" d')), Verdict.REFUSED),
        ("smartling", tmx(unit(), head=HEAD.replace("plaintext", "interleaf")), Verdict.REFUSED),
        ("smartling", tmx(unit().replace("<tu>", '<tu srclang="zh-CN">')), Verdict.IMPAIRED),
        ("phrase", tmx(unit().replace("</tu>", unit()[4:])), Verdict.IMPAIRED),
        ("memoq", tmx(unit("x" * 2001)), Verdict.ACCEPTED),
        ("xtm", tmx(unit(target="")), Verdict.IMPAIRED),
    ],
)
def test_each_tool_has_limits_of_its_own(memory: Path, tool: str, text: str, verdict: Verdict) -> None:
    memory.write_text(text, encoding="utf-8")
    validation, found = validate(memory, tool)
    assert dict(validation.verdicts)[tool] is verdict, found


def test_every_rule_a_profile_names_exists() -> None:
    for profile in PROFILES.values():
        assert profile.refuses | profile.loses <= set(RULES)


def test_a_missing_file_cannot_be_validated(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        validate(tmp_path / "none.tmx")


def test_sarif_has_the_line_and_the_fix(memory: Path) -> None:
    memory.write_text(tmx(unit(), unit(target="")), encoding="utf-8")
    _, found = validate(memory)
    (result,) = json.loads(render_faults({"a.tmx": found}))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a.tmx"},
        "region": {"startLine": 4},
    }
    assert "cdalign tm clean" in result["message"]["text"]


def test_the_command_prints_faults_and_verdicts(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory.write_text(tmx(unit(codes=("en", "zh_CN"))), encoding="utf-8")
    assert main(["tm", "validate", str(memory), "--for", "omegat6"]) == 1
    printed = capsys.readouterr().out
    assert f"{memory}:3 (unit 1): major lang.invalid: zh_CN" in printed
    assert f"{memory}: omegat6: refused" in printed


def test_the_command_prints_json(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory.write_text(tmx(unit()), encoding="utf-8")
    assert main(["tm", "validate", str(memory), "--json", "--for", "all"]) == 0
    (described,) = json.loads(capsys.readouterr().out)
    assert (described["units"], described["pairs"], described["faults"]) == (1, 1, [])
    assert set(described["verdicts"].values()) == {"accepted"}


def test_the_command_says_where_it_could_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "none.tmx", tmp_path):
        assert main(["tm", "validate", str(path)]) == 2
        printed = capsys.readouterr()
        assert (printed.out, printed.err.partition(":")[0]) == ("", "error")


def test_clean_is_proposed_where_it_fixes(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text, is_proposed in (
        (tmx(unit(" One.")), True),
        (tmx(unit("One. Two.")), False),
        ("<tmx>", False),
        ("", False),
    ):
        memory.write_text(text, encoding="utf-8")
        main(["tm", "validate", str(memory), "--for", "all"])
        assert ("next: cdalign tm clean" in capsys.readouterr().err) == is_proposed, text


def test_a_file_that_is_none_has_one_fault(memory: Path) -> None:
    memory.write_bytes(b"")
    validation, found = validate(memory, *PROFILES)
    assert [(fault.rule, fault.detail) for fault in found] == [("xml.not-well-formed", "is an empty file")]
    assert {verdict for _, verdict in validation.verdicts} == {Verdict.REFUSED}


def test_a_place_is_one_short_line(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    label = "key\n" * 30
    memory.write_text(tmx(unit("One  two.").replace("<tu>", f'<tu tuid="{label}">')), encoding="utf-8")
    assert main(["tm", "validate", str(memory)]) == 0
    assert f"{memory}:3 (key key key key key key key key key key …): minor" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("units", "counts", "is_told"),
    [
        ([unit(codes=("fr", "de"))], (1, 0), True),
        ([unit(), unit(codes=("fr", "de"))], (2, 1), False),
        ([unit(target="")], (1, 0), False),
        ([unit(""), unit("", "")], (2, 0), False),
        ([unit(), unit("Two.", "二。"), unit("Three.", " ")], (3, 2), False),
        ([], (0, 0), False),
    ],
)
def test_a_memory_without_its_source_language_is_told(
    memory: Path, units: list[str], counts: tuple[int, int], is_told: bool
) -> None:
    memory.write_text(tmx(*units), encoding="utf-8")
    validation, found = validate(memory)
    assert (validation.units, validation.pairs) == counts
    assert ("header.source-differs" in [fault.rule for fault in found]) is is_told
    assert sum(count for _, count in validation.rules) == len(found)


def test_the_languages_that_are_asked_for_are_validated(memory: Path) -> None:
    memory.write_text(tmx(unit(codes=("fr", "de"))), encoding="utf-8")
    found: list[Fault] = []
    asked = validate_memory(memory, found.append, tools=("omegat6",), source_lang="fr", target_lang="de")
    assert (asked.units, asked.pairs, dict(asked.verdicts), found) == (1, 1, {"omegat6": Verdict.ACCEPTED}, [])
    assert asked.worst is None
    other = validate_memory(memory, found.append, tools=("omegat6",), source_lang="en", target_lang="de")
    assert dict(other.verdicts)["omegat6"] is Verdict.UNUSABLE
    assert "tool.no-usable-unit" in [fault.rule for fault in found]
    assert other.worst is not None
