"""Files as other programs and people write them: each is read whole, with its languages, its status and its faults."""

import gzip
import io
import zipfile
from itertools import product
from pathlib import Path

import openpyxl
import pytest

from cdalign.exchange.formats import Writing, read_any, write_any
from cdalign.faults import Fault
from cdalign.model import TranslationUnit

DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'
V12 = 'xmlns="urn:oasis:names:tc:xliff:document:1.2"'


def read(path: Path, content: str | bytes, encoding: str = "utf-8") -> tuple[list[TranslationUnit], list[str]]:
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    faults: list[Fault] = []
    return list(read_any(path, on_fault=faults.append)), [fault.rule for fault in faults]


def told(units: list[TranslationUnit]) -> list[tuple[str, str, str, str, str]]:
    return [(one.source_lang, one.source, one.target_lang, one.target, one.prop("x-review")) for one in units]


def xliff(body: str, *, version: str = "1.2", more: str = "", langs: tuple[str, str] = ("en", "zh-CN")) -> str:
    return (
        f'{DECLARED}<xliff version="{version}" {more}><file original="a" datatype="x" source-language="{langs[0]}" '
        f'target-language="{langs[1]}"><body>{body}</body></file></xliff>'
    )


def xliff2(body: str, *, version: str = "2.0", more: str = "") -> str:
    space = f"urn:oasis:names:tc:xliff:document:{'2.2' if version == '2.2' else '2.0'}"
    return (
        f'{DECLARED}<xliff xmlns="{space}" {more} version="{version}" srcLang="en" trgLang="zh-CN"><file id="f">{body}'
        "</file></xliff>"
    )


def trans_unit(target: str = "<target>散会。</target>", more: str = "", inside: str = "") -> str:
    return f'<trans-unit id="1" {more}><source>The meeting rose.</source>{target}{inside}</trans-unit>'


ROSE = ("en", "The meeting rose.", "zh-CN", "散会。")
SEGMENT = "<segment{}><source>The meeting rose.</source><target>散会。</target></segment>"
REVIEWED = ' state="reviewed"'
MARKS = '<mrk mtype="seg" mid="{}">{}</mrk>'
XLIFF_FILES = {
    "1.0 with a document type": (
        f"{DECLARED}<!DOCTYPE xliff PUBLIC '-//XLIFF//DTD XLIFF//EN' 'xliff.dtd'>"
        + xliff(trans_unit(), version="1.0").removeprefix(DECLARED),
        "pending",
    ),
    "1.1 without a namespace": (xliff(trans_unit(more='approved="yes"'), version="1.1"), "confirmed"),
    "1.1 in its namespace": (
        xliff(trans_unit(), version="1.1", more='xmlns="urn:oasis:names:tc:xliff:document:1.1"'),
        "pending",
    ),
    "1.2 behind a prefix": (
        xliff(trans_unit('<target state="final">散会。</target>'), more=V12)
        .replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x="),
        "confirmed",
    ),
    "a match beside the translation": (
        xliff(trans_unit(inside="<alt-trans><source>a</source><target>别的译文</target></alt-trans>"), more=V12),
        "pending",
    ),
    "groups in groups": (xliff(f"<group><group>{trans_unit()}</group></group>", more=V12), "pending"),
    "signed off": (xliff(trans_unit('<target state="signed-off">散会。</target>'), more=V12), "confirmed"),
    "to be reviewed": (
        xliff(trans_unit('<target state="needs-review-translation">散会。</target>'), more=V12),
        "pending",
    ),
    "memoQ": (
        xliff(trans_unit(more='mq:status="Proofread"'), more=f'{V12} xmlns:mq="MQXliff"', langs=("en", "zh-cn")),
        "confirmed",
    ),
    "Phrase": (
        xliff(
            trans_unit(more='m:confirmed="1"'),
            more=f'{V12} xmlns:m="http://www.memsource.com/mxlf/2.0" m:version="2.4"',
            langs=("en", "zh_cn"),
        ),
        "confirmed",
    ),
    "Trados": (
        xliff(
            '<trans-unit id="t"><source>The meeting rose.</source><seg-source>'
            f"{MARKS.format(1, 'The meeting rose.')}</seg-source><target>{MARKS.format(1, '散会。')}</target>"
            '<sdl:seg-defs><sdl:seg id="1" conf="ApprovedSignOff"/></sdl:seg-defs></trans-unit>',
            more=f'{V12} xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" sdl:version="1.0"',
        ),
        "confirmed",
    ),
    "2.0 reviewed": (xliff2(f'<unit id="u">{SEGMENT.format(REVIEWED)}</unit>'), "confirmed"),
    "2.0 in a group with notes": (
        xliff2(f'<group id="g"><unit id="u"><notes><note>n</note></notes>{SEGMENT.format("")}</unit></group>'),
        "pending",
    ),
    "2.1 with ITS": (
        xliff2(f'<unit id="u">{SEGMENT.format("")}</unit>', version="2.1", more='xmlns:its="http://www.w3.org/2005/11/its"'),
        "pending",
    ),
    "2.2": (xliff2(f'<unit id="u">{SEGMENT.format("")}</unit>', version="2.2"), "pending"),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", XLIFF_FILES)
def test_every_xliff_gives_its_unit(tmp_path: Path, name: str, encoding: str) -> None:
    text, review = XLIFF_FILES[name]
    declared = text.replace("UTF-8", "UTF-16") if encoding == "utf-16" else text
    units, faults = read(tmp_path / "job.xlf", declared, encoding)
    assert told(units) == [(*ROSE, review)]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (xliff(trans_unit("<target></target>"), more=V12), "unit.untranslated"),
        (xliff(trans_unit("<target> </target>"), more=V12), "unit.untranslated"),
        (xliff(trans_unit(""), more=V12), "unit.untranslated"),
        (
            xliff(trans_unit('<target state="needs-translation">The meeting rose.</target>'), more=V12),
            "unit.untranslated",
        ),
        (xliff(trans_unit("", more='translate="no"'), more=V12), "unit.not-for-translation"),
        (xliff(f'<group translate="no">{trans_unit("")}</group>', more=V12), "unit.not-for-translation"),
        (xliff("", more=V12), "file.no-unit"),
        (xliff2(f'<unit id="u" translate="no">{SEGMENT.format("")}</unit>'.replace("<target>散会。</target>", "")),
         "unit.not-for-translation"),
        (xliff2('<unit id="u"><segment state="initial"><source>New.</source></segment></unit>'), "unit.untranslated"),
    ],
)  # fmt: skip
def test_what_is_not_translated_is_said_and_not_taken_in(tmp_path: Path, text: str, rule: str) -> None:
    units, faults = read(tmp_path / "job.xlf", text)
    assert units == []
    assert faults == [rule]


def test_each_file_of_an_xliff_has_its_own_languages(tmp_path: Path) -> None:
    two = xliff(trans_unit(), more=V12).replace(
        "</xliff>",
        '<file original="b" datatype="x" source-language="zh-CN" target-language="en"><body><trans-unit id="2">'
        "<source>开会。</source><target>It met.</target></trans-unit></body></file></xliff>",
    )
    units, _ = read(tmp_path / "job.xlf", two)
    assert [(one.source_lang, one.target_lang) for one in units] == [("en", "zh-CN"), ("zh-CN", "en")]


# --- PO
ENTRIES = (
    'msgctxt "menu"\nmsgid "Open"\nmsgstr "打开文件"\n\n#, fuzzy\n#| msgid "Close"\nmsgid "Close it"\nmsgstr "关闭"\n\n'
    'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d 个文件"\n\n#~ msgid "Old"\n#~ msgstr "旧"\n\n'
    'msgid "untranslated"\nmsgstr ""\n'
)


def po_file(charset: str) -> str:
    return f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n"Language: zh_CN\\n"\n\n{ENTRIES}'


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("UTF-8", "utf-8"), ("GBK", "gbk"), ("GB2312", "gbk"), ("gb18030", "gb18030"), ("CHARSET", "utf-8"),
     ("UTF-8", "gbk")],
)  # fmt: skip
def test_every_po_gives_plurals_and_status_and_leaves_out_the_obsolete(
    tmp_path: Path, charset: str, encoding: str, line_end: str
) -> None:
    units, faults = read(tmp_path / "a.po", po_file(charset).replace("\n", line_end), encoding)
    assert [(one.source, one.target, one.prop("x-review")) for one in units] == [
        ("Open", "打开文件", "confirmed"),
        ("Close it", "关闭", "pending"),
        ("%d file", "%d 个文件", "confirmed"),
        ("%d files", "%d 个文件", "confirmed"),
    ]
    assert {(one.source_lang, one.target_lang) for one in units} == {("en", "zh-CN")}
    assert sorted(faults) == ["unit.obsolete", "unit.untranslated"]


def test_the_same_units_make_the_same_po_and_nothing_is_fuzzy_without_a_translation(tmp_path: Path) -> None:
    unit = TranslationUnit("议程", "", "zh-Hans", "en", id="a")
    write_any(tmp_path / "a.po", [unit], Writing())
    text = (tmp_path / "a.po").read_text(encoding="utf-8")
    assert "fuzzy" not in text
    assert '"POT-Creation-Date: \\n"' in text


# --- tables
HEADINGS = [
    ("zh", "en"), ("Chinese", "English"), ("中文", "英文"), ("原文", "译文"), ("zh_CN", "en_US"),
    ("源语言", "目标语言"),
    ("Chinese (PRC)", "English (United Kingdom)"), ("Chinese_PRC", "English_United_States"), ("简体中文", "英语"),
    ("Source text", "Target text"), ("中文(简体)", "英文(美国)"), ("Source [zh-CN]", "Target [en-US]"),
    ("ZH-CN", "EN-GB"),
    ("Simplified Chinese", "US English"), ("Original", "Translation"), ("汉语", "English text"),
]  # fmt: skip
ROWS = [("议程项目", "Agenda item"), ("会议记录，全文", "Record of the meeting")]
LAYOUTS = [*product(",;|\t", ["utf-8", "utf-8-sig", "gbk", "utf-16"])]


@pytest.mark.parametrize("number", range(len(HEADINGS)))
def test_headings_of_every_kind_in_any_encoding_and_with_any_delimiter(tmp_path: Path, number: int) -> None:
    delimiter, encoding = LAYOUTS[number % len(LAYOUTS)]
    lines = [delimiter.join(row) for row in (HEADINGS[number], *ROWS)]
    units, faults = read(tmp_path / "table.csv", "\n".join(lines) + "\n", encoding)
    assert [(one.source, one.target) for one in units] == ROWS
    assert all(one.source_lang.startswith("zh") and one.target_lang.startswith("en") for one in units)
    assert faults == []


def test_languages_may_be_in_columns_of_their_own(tmp_path: Path) -> None:
    units, _ = read(
        tmp_path / "a.tsv",
        "source\ttarget\tsource_lang\ttarget_lang\nagenda\t议程\ten-GB\tzh-CN\n议程\tagenda\tzh-CN\ten-GB\n",
    )
    assert [(one.source_lang, one.target_lang) for one in units] == [("en-GB", "zh-CN"), ("zh-CN", "en-GB")]


def test_a_title_and_a_sheet_of_information_come_before_the_table(tmp_path: Path) -> None:
    units, _ = read(tmp_path / "a.csv", "词汇表\n生成日期,2018-05-01\n\n中文,English,备注\n议程,Agenda,常用\n")
    assert [(one.source, one.target) for one in units] == [("议程", "Agenda")]
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet("说明").append(["本表说明"])
    for name, pair in (("术语", ("议程", "Agenda")), ("更多", ("报告", "Report"))):
        sheet = book.create_sheet(name)
        sheet.append(["中文", "英文"])
        sheet.append(pair)
    book.save(tmp_path / "a.xlsx")
    assert [one.target for one in read_any(tmp_path / "a.xlsx")] == ["Agenda"]
    assert [one.target for one in read_any(tmp_path / "a.xlsx", sheet="3")] == ["Report"]
    assert [one.target for one in read_any(tmp_path / "a.xlsx", sheet="更多")] == ["Report"]


# --- TMX
def tmx(unit: str, *, declared: str = "UTF-8") -> str:
    return (
        f'<?xml version="1.0" encoding="{declared}"?><tmx version="1.4"><header creationtool="x" '
        'creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="zh-CN" datatype="plaintext"/>'
        f"<body>{unit}</body></tmx>"
    )


def tmx_unit(chinese: str, english: str = "Text", more: str = "") -> str:
    first, second = f"<seg>{chinese}</seg>", f"<seg>{english}</seg>"
    return f'<tu{more}><tuv xml:lang="zh-CN">{first}</tuv><tuv xml:lang="en-US">{second}</tuv></tu>'


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("UTF-8", "gb18030"), ("GB2312", "gb18030"), ("gbk", "gb18030"), ("UTF-8", "utf-8-sig"), ("UTF-16", "utf-16")],
)
def test_a_memory_is_read_by_its_bytes(tmp_path: Path, declared: str, encoding: str) -> None:
    chinese = "裁军谈判会议今天通过了它的报告，朱镕基和𠮷野出席了会议。"
    units, _ = read(tmp_path / "a.tmx", tmx(tmx_unit(chinese), declared=declared), encoding)
    assert [one.source for one in units] == [chinese]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("&#xD842;&#xDFB7;野家", "𠮷野家"),
        ("&#55362;&#57271;野家", "𠮷野家"),
        ("书&#xd83d;&#xdcd6;", "书📖"),
        ("&#x20BB7;野家", "𠮷野家"),
    ],
)
def test_halves_of_characters_are_joined(tmp_path: Path, written: str, read_as: str) -> None:
    units, _ = read(tmp_path / "a.tmx", tmx(tmx_unit(written)))
    assert [one.source for one in units] == [read_as]


@pytest.mark.parametrize(
    "date", ["20181332T000000Z", "20180230T100000Z", "20180501T256000Z", "yesterday", "00000000T000000Z"]
)
def test_a_date_that_does_not_exist_is_no_date(tmp_path: Path, date: str) -> None:
    more = f' creationdate="{date}" changedate="20190101T000000Z"'
    units, _ = read(tmp_path / "a.tmx", tmx(tmx_unit("一", more=more)))
    assert [(one.created, one.changed) for one in units] == [("", "2019-01-01T00:00:00Z")]


@pytest.mark.parametrize("packed", ["zip", "gz"])
def test_packed_memories_are_read(tmp_path: Path, packed: str) -> None:
    data = tmx(tmx_unit("议程", "Agenda")).encode()
    if packed == "gz":
        content = gzip.compress(data)
    else:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("read me.txt", "words")
            archive.writestr("folder/memory.tmx", data)
        content = buffer.getvalue()
    units, _ = read(tmp_path / f"a.tmx.{packed}", content)
    assert [one.target for one in units] == ["Agenda"]
