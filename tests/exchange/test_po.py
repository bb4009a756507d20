from pathlib import Path

import pytest

from cdalign.exchange.formats import Writing, read_any, read_bilingual, write_any
from cdalign.faults import Fault
from cdalign.model import Code, CodeKind, TranslationUnit

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={}\\n"\n"Language: {}\\n"\n\n'


def write(tmp_path: Path, body: str, *, charset: str = "UTF-8", language: str = "zh_CN", encoding: str = "") -> Path:
    path = tmp_path / "a.po"
    path.write_bytes((HEAD.format(charset, language) + body).encode(encoding or charset))
    return path


def test_each_form_of_a_plural_is_a_unit(tmp_path: Path) -> None:
    forms = 'msgid "%d vote"\nmsgid_plural "%d votes"\nmsgstr[0] "{}"\nmsgstr[1] "{}"\n'
    units = list(read_any(write(tmp_path, forms.format("%d票", "共%d票"))))
    assert [(unit.source, unit.target) for unit in units] == [("%d vote", "%d票"), ("%d votes", "共%d票")]
    one = 'msgid "%d vote"\nmsgid_plural "%d votes"\nmsgstr[0] "%d票"\n'
    assert [unit.target for unit in read_any(write(tmp_path, one))] == ["%d票", "%d票"]


def test_the_translation_is_in_the_language_of_the_header(tmp_path: Path) -> None:
    entry = 'msgid "Close"\nmsgstr "关闭"\n'
    [unit] = read_any(write(tmp_path, entry))
    assert (unit.source_lang, unit.target_lang) == ("en", "zh-CN")
    [unit] = read_any(write(tmp_path, entry, language=""))
    assert (unit.source_lang, unit.target_lang) == ("en", "zh-Hans")
    [unit] = read_any(write(tmp_path, entry), "zh-Hans", "en")
    assert (unit.source, unit.target, unit.source_lang) == ("关闭", "Close", "zh-Hans")
    french = 'msgid "Close"\nmsgstr "Fermer"\n'
    [unit] = read_any(write(tmp_path, french, language="fr_FR.UTF-8"))
    assert (unit.source_lang, unit.target_lang) == ("en", "fr-FR")


def test_obsolete_and_untranslated_entries_are_left_out_aloud(tmp_path: Path) -> None:
    body = 'msgid "Open"\nmsgstr ""\n\nmsgid "Close"\nmsgstr "关闭"\n\n#~ msgid "Old"\n#~ msgstr "旧"\n'
    faults: list[Fault] = []
    assert [unit.source for unit in read_any(write(tmp_path, body), on_fault=faults.append)] == ["Close"]
    assert sorted(fault.rule for fault in faults) == ["unit.obsolete", "unit.untranslated"]
    assert [unit.source for unit in read_bilingual(write(tmp_path, body))] == ["Open", "Close"]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("GB2312", "gb2312"),
        ("GBK", "gbk"),
        ("UTF-8", "gb18030"),
        ("CHARSET", "utf-8"),
        ("GB2312", "utf-8"),
        ("Big5", "big5"),
    ],
)
def test_the_charset_of_the_header_counts_unless_the_bytes_do_not_fit(
    tmp_path: Path, charset: str, encoding: str
) -> None:
    text = "打開文件，請主席發言。" if charset == "Big5" else "打开文件，请主席发言。"
    [unit] = read_any(write(tmp_path, f'msgid "Open"\nmsgstr "{text}"\n', charset=charset, encoding=encoding))
    assert unit.target == text


def test_native_codes_stand_among_the_words(tmp_path: Path) -> None:
    unit = TranslationUnit(
        "Page", "第页", "en", "zh-Hans", source_codes=(Code(4, CodeKind.SINGLE, "1", " %d"),),
        target_codes=(Code(1, CodeKind.SINGLE, "1", "%d"),),
    )  # fmt: skip
    write_any(tmp_path / "a.po", [unit], Writing())
    [back] = read_any(tmp_path / "a.po")
    assert (back.source, back.target, back.target_lang) == ("Page %d", "第%d页", "zh-CN")
