"""XLIFF as the tools write it. The inputs are written for these tests."""

from pathlib import Path

import pytest

from cdalign.cli import main
from cdalign.errors import ReadError
from cdalign.exchange.formats import Writing, read_any, read_bilingual, write_any
from cdalign.exchange.xliff import read_xliff
from cdalign.faults import Fault
from cdalign.model import Code, CodeKind, TranslationUnit

NAMESPACE = "urn:oasis:names:tc:xliff:document:"


def version_1(body: str, *, version: str = "1.2", xmlns: str = f'xmlns="{NAMESPACE}1.2"', extra: str = "") -> str:
    return (
        f'<xliff version="{version}" {xmlns} {extra}><file original="a" source-language="en-GB" '
        f'target-language="zh-CN" datatype="plaintext"><body>{body}</body></file></xliff>'
    )


def version_2(body: str, *, version: str = "2.0") -> str:
    namespace = f"{NAMESPACE}{'2.2' if version == '2.2' else '2.0'}"
    return (
        f'<xliff version="{version}" xmlns="{namespace}" srcLang="zh-CN" trgLang="en"><file id="f"><group id="g">'
        f"{body}</group></file></xliff>"
    )


def read(tmp_path: Path, text: str) -> list[TranslationUnit]:
    path = tmp_path / "job.xlf"
    path.write_text(text, encoding="utf-8")
    return list(read_xliff(path))


def texts(units: list[TranslationUnit]) -> list[tuple[str, str]]:
    return [(unit.source, unit.target) for unit in units]


UNIT = '<trans-unit id="1"><source>Rise.</source><target>散会。</target></trans-unit>'


@pytest.mark.parametrize(
    "text",
    [
        version_1(UNIT),
        version_1(UNIT, xmlns=""),
        version_1(UNIT, version="1.1", xmlns=f'xmlns="{NAMESPACE}1.1"'),
        version_1(UNIT, version="1.0", xmlns=""),
        version_1(f'<group id="g"><group id="h">{UNIT}</group></group>'),
    ],
)
def test_every_version_1_is_read(tmp_path: Path, text: str) -> None:
    [unit] = read(tmp_path, text)
    assert (unit.source, unit.target, unit.source_lang, unit.target_lang) == ("Rise.", "散会。", "en-GB", "zh-CN")


@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2"])
def test_every_segment_of_version_2_is_a_unit(tmp_path: Path, version: str) -> None:
    body = (
        '<unit id="u"><notes><note>seen</note></notes><segment id="a" state="reviewed"><source>散会。</source>'
        "<target>The meeting rose.</target></segment><ignorable><source> </source></ignorable>"
        "<segment><source>休会。</source><target>It was suspended.</target></segment></unit>"
    )
    first, second = read(tmp_path, version_2(body, version=version))
    assert texts([first, second]) == [("散会。", "The meeting rose."), ("休会。", "It was suspended.")]
    assert (first.id, first.prop("x-review"), first.notes) == ("u:a", "confirmed", ("seen",))
    assert second.prop("x-review") == "pending"


def test_codes_of_version_2_have_their_original_data(tmp_path: Path) -> None:
    body = (
        '<unit id="u"><originalData><data id="d1">&lt;b&gt;</data><data id="d2">&lt;/b&gt;</data>'
        '<data id="d3">%s<cp hex="0009"/></data></originalData><segment><source>'
        '<pc id="1" dataRefStart="d1" dataRefEnd="d2" type="fmt" subType="xlf:b">散</pc>会<ph id="2" dataRef="d3"/>。'
        '<sc id="3" isolated="yes"/></source><target><mrk id="m" type="term">Rise</mrk><sc id="4"/>!<ec startRef="4"/>'
        "</target></segment></unit>"
    )
    [unit] = read(tmp_path, version_2(body))
    assert (unit.source, unit.target) == ("散会。", "Rise!")
    assert unit.source_codes == (
        Code(0, CodeKind.OPEN, "1", "<b>", "xlf:b"),
        Code(1, CodeKind.CLOSE, "1", "</b>"),
        Code(2, CodeKind.SINGLE, "2", "%s\t"),
        Code(3, CodeKind.OPEN_ALONE, "3"),
    )
    assert [code.kind for code in unit.target_codes] == ["mark", "mark-end", "open", "close"]


def test_native_codes_are_no_words(tmp_path: Path) -> None:
    body = (
        '<trans-unit id="1"><source>See <bpt id="1" ctype="bold">&lt;b&gt;</bpt>annex<ept id="1">&lt;/b&gt;</ept>'
        '<ph id="2">{0}<sub>words</sub></ph><x id="3" equiv-text="%d"/> <g id="4" ctype="x-red">II</g>.</source>'
        '<target>见<it id="5" pos="close">&lt;/i&gt;</it>附件<mrk mtype="protected">二</mrk>。</target></trans-unit>'
    )
    [unit] = read(tmp_path, version_1(body))
    assert (unit.source, unit.target) == ("See annex II.", "见附件二。")
    assert [(code.kind, code.data, code.type) for code in unit.source_codes] == [
        ("open", "<b>", "bold"),
        ("close", "</b>", ""),
        ("single", "{0}words", ""),
        ("single", "%d", ""),
        ("open", "", "red"),
        ("close", "", ""),
    ]
    assert unit.source_codes[2].markup == "{0}<sub>words</sub>"
    assert [(code.kind, code.place) for code in unit.target_codes] == [("close-alone", 1), ("mark", 3), ("mark-end", 4)]


SEGMENTED = (
    "<trans-unit id='t'><source>Rise. Sit.</source><seg-source><g id='1'><mrk mtype='seg' mid='0'>Rise.</mrk> "
    "<mrk mtype='seg' mid='1'>Sit.</mrk></g></seg-source><target><g id='1'><mrk mtype='seg' mid='0'>起立。</mrk>"
    "<mrk mtype='seg' mid='1'>{}</mrk></g></target><s:seg-defs><s:seg id='0' conf='{}' locked='true'>"
    "<s:value key='modified_on'>03/31/2021 09:08:07</s:value><s:value key='last_modified_by'>reviser</s:value></s:seg>"
    "<s:seg id='1' conf='Draft'/></s:seg-defs></trans-unit>"
)
TRADOS = 'xmlns:s="http://sdl.com/FileTypes/SdlXliff/1.0"'


@pytest.mark.parametrize(
    ("conf", "status"),
    [
        ("Translated", "confirmed"),
        ("ApprovedTranslation", "confirmed"),
        ("ApprovedSignOff", "confirmed"),
        ("RejectedSignOff", "pending"),
        ("RejectedTranslation", "pending"),
        ("Draft", "pending"),
    ],
)
def test_a_segment_of_trados_has_its_own_status(tmp_path: Path, conf: str, status: str) -> None:
    first, second = read(tmp_path, version_1(SEGMENTED.format("请坐。", conf), extra=TRADOS))
    assert texts([first, second]) == [("Rise.", "起立。"), ("Sit.", "请坐。")]
    assert (first.prop("x-review"), first.prop("x-locked"), first.id) == (status, "yes", "t:0")
    assert (first.changed, first.attributes) == ("2021-03-31T09:08:07Z", (("changeid", "reviser"),))
    assert (second.prop("x-review"), second.prop("x-locked")) == ("pending", "")


def test_a_segment_without_translation_is_untranslated(tmp_path: Path) -> None:
    units = read(tmp_path, version_1(SEGMENTED.format("", "Draft"), extra=TRADOS))
    assert texts(units) == [("Rise.", "起立。"), ("Sit.", "")]


def test_a_target_that_is_not_cut_goes_with_the_whole_source(tmp_path: Path) -> None:
    body = (
        '<trans-unit id="1"><source>Rise. Sit.</source><seg-source><mrk mtype="seg" mid="1">Rise. </mrk>'
        '<mrk mtype="seg" mid="2">Sit.</mrk></seg-source><target>起立，坐下。</target></trans-unit>'
    )
    assert texts(read(tmp_path, version_1(body))) == [("Rise. Sit.", "起立，坐下。")]


def test_phrase_and_memoq_say_their_status_in_attributes(tmp_path: Path) -> None:
    phrase = (
        '<trans-unit id="1" m:confirmed="1" m:locked="true" m:modified-at="1600000000000" m:modified-by="ann"><source>'
        "Press {1}{b>OK&lt;b}{9}.</source><target>按{b>确定&lt;b}。</target><m:tunit-metadata><m:mark id='1'>"
        "<m:type>code</m:type><m:content>&lt;br/&gt;</m:content></m:mark></m:tunit-metadata></trans-unit>"
    )
    [unit] = read(tmp_path, version_1(phrase, extra='xmlns:m="http://www.memsource.com/mxlf/2.0"'))
    assert (unit.source, unit.target, unit.prop("x-review")) == ("Press OK.", "按确定。", "confirmed")
    assert unit.source_codes[0] == Code(6, CodeKind.SINGLE, "1", "<br/>")
    assert unit.changed == "2020-09-13T12:26:40Z"
    memoq = (
        '<trans-unit id="1" q:status="ManuallyConfirmed" q:lastchanginguser="ann"><source>A {1}.</source>'
        '<target>一{1}。</target></trans-unit><trans-unit id="2" q:status="NotStarted"><source>B.</source>'
        '<target>B.</target></trans-unit><trans-unit id="3" q:status="Pretranslated"><source>C.</source>'
        "<target>三。</target></trans-unit>"
    )
    one, two, three = read(tmp_path, version_1(memoq, extra='xmlns:q="MQXliff"'))
    assert (one.source, one.prop("x-review"), one.attributes) == ("A {1}.", "confirmed", (("changeid", "ann"),))
    assert (two.target, three.prop("x-review")) == ("", "pending")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ('<target state="needs-translation">散会。</target>', ""),
        ('<target state="new">Rise.</target>', ""),
        ("<target/>", ""),
        ("", ""),
        ('<target state="needs-review-translation">散会。</target>', "散会。"),
        ("<target>Rise.</target>", "Rise."),
    ],
)
def test_what_the_file_calls_untranslated_is(tmp_path: Path, target: str, expected: str) -> None:
    [unit] = read(tmp_path, version_1(f'<trans-unit id="1"><source>Rise.</source>{target}</trans-unit>'))
    assert unit.target == expected


def test_an_initial_copy_is_untranslated_and_an_initial_translation_is_not(tmp_path: Path) -> None:
    body = "".join(
        f'<unit id="{number}"><segment state="initial"><source>散会。</source>'
        f"<target>{target}</target></segment></unit>"
        for number, target in enumerate(("散会。", "Rise."))
    )
    assert [unit.target for unit in read(tmp_path, version_2(body))] == ["", "Rise."]


def test_what_is_not_to_be_translated_is_left_out_unless_it_was(tmp_path: Path) -> None:
    body = (
        '<group translate="no"><trans-unit id="1"><source>CD/1</source><target>CD/1</target></trans-unit>'
        '<trans-unit id="2"><source>Rise.</source><target>散会。</target></trans-unit></group>'
        f'<trans-unit id="3" translate="no"><source>x</source></trans-unit>{UNIT}'
    )
    units = read(tmp_path, version_1(body))
    assert [(unit.id, unit.prop("x-locked")) for unit in units] == [("2", "yes"), ("1", "")]


def test_alternatives_are_not_the_translation(tmp_path: Path) -> None:
    body = (
        '<trans-unit id="1"><source>Rise.</source><alt-trans><source>Raise.</source><target>提高。</target></alt-trans>'
        '<note annotates="target">short</note></trans-unit>'
    )
    [unit] = read(tmp_path, version_1(body))
    assert (unit.target, unit.target_notes) == ("", ("short",))


def test_untranslated_units_are_counted_aloud_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(version_1('<trans-unit id="7"><source>Rise now.</source></trans-unit>'), encoding="utf-8")
    faults: list[Fault] = []
    assert list(read_any(path, on_fault=faults.append)) == []
    assert [(fault.rule, fault.unit) for fault in faults] == [("unit.untranslated", "7")]
    assert main(["tm", "convert", str(path), "-o", str(tmp_path / "a.tmx")]) == 0
    assert "no translation" in capsys.readouterr().err
    assert [unit.target for unit in read_bilingual(path)] == [""]


def test_a_file_without_units_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(version_1(""), encoding="utf-8")
    faults: list[Fault] = []
    assert list(read_any(path, on_fault=faults.append)) == []
    assert [fault.rule for fault in faults] == ["file.no-unit"]


@pytest.mark.parametrize("text", ["<tmx/>", "<xliff", "", "no XML"])
def test_what_is_no_xliff_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadError):
        read(tmp_path, text)


def test_a_lock_and_the_languages_of_each_file_go_out_and_come_back(tmp_path: Path) -> None:
    locked = TranslationUnit("Rise.", "散会。", "en", "zh-Hans", id="1", props=(("x-locked", "yes"),))
    other = TranslationUnit("散会。", "Rise.", "zh-Hans", "en", id="2")
    write_any(tmp_path / "a.xlf", [locked, other], Writing())
    first, second = read_any(tmp_path / "a.xlf")
    assert (first.source_lang, second.source_lang, first.prop("x-locked")) == ("en-US", "zh-CN", "yes")
    assert 'translate="no"' in (tmp_path / "a.xlf").read_text(encoding="utf-8")


def test_languages_that_are_exchanged_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(
        version_1('<trans-unit id="1"><source>会议散会。</source><target>Rise.</target></trans-unit>'), "utf-8"
    )
    faults: list[Fault] = []
    list(read_any(path, on_fault=faults.append))
    assert [fault.rule for fault in faults] == ["language.mismatch"]


def test_translate_toolkit_reads_what_we_write(tmp_path: Path) -> None:
    from translate.storage import xliff

    codes = (Code(0, CodeKind.OPEN, "1", "<b>"), Code(4, CodeKind.CLOSE, "1", "</b>"), Code(5, CodeKind.SINGLE, "2"))
    unit = TranslationUnit("Rise.", "散会。", "en", "zh-Hans", props=(("x-review", "confirmed"),), source_codes=codes)
    write_any(tmp_path / "a.xlf", [unit], Writing())
    store = xliff.xlifffile.parsefile(str(tmp_path / "a.xlf"))
    [read_unit] = store.units
    assert read_unit.target == "散会。"
    assert read_unit.isapproved()
    assert store.getsourcelanguage() == "en-US"
