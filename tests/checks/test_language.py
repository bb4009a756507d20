"""Texts in another language, and words that were left in the source language."""

import pytest
from pairs import rules_on


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("会议将于明年举行。", "La réunion aura lieu l'année prochaine.", "language.other"),
        ("会议将于明年举行。", "Die Sitzung findet nächstes Jahr statt und ist nicht öffentlich.", "language.other"),
        ("会议将于明年举行。", "Встреча состоится в следующем году.", "language.other"),
        ("会议提供免费lunch。", "The meeting provides free lunch.", "untranslated.words"),
        ("会议在大厅举行。", "The meeting is held in the 大厅.", "untranslated.words"),
        ("Please sign the form.", "Please sign the form.", "untranslated.same"),
    ],
)
def test_a_text_that_is_not_translated_is_reported(source: str, target: str, rule: str) -> None:
    assert rule in rules_on((source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("菲利普等，《非洲史》", "(Philip Curtin et al., African History)"),
        ("使用pH值（potential of hydrogen）测定。", "The pH (potential of hydrogen) is measured."),
        ("Homo sapiens", "Homo sapiens"),
        ("若文件不存在，则返回 null。", "If the file does not exist, null is returned."),
        ("Microsoft Office Word", "Microsoft Office Word"),
        ("https://www.un.example/docs", "https://www.un.example/docs"),
        ("{{ page.title }}", "{{ page.title }}"),
    ],
)
def test_what_is_the_same_by_nature_is_quiet(source: str, target: str) -> None:
    assert rules_on((source, target)) == []


def test_a_text_with_a_few_words_of_another_script_is_english_still() -> None:
    assert "language.other" not in rules_on(("мир和труд两个词", "The words мир and труд"))
