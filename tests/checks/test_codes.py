"""Codes are kept character for character."""

import pytest
from pairs import rules_on


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("共{total}页", "{totel} pages in all"),
        ("已删除%d个文件", "%s files deleted"),
        ("请点<b>保存</b>。", "Please click <b>Save."),
        ("你好，${user}！", "Hello, $user!"),
        ("第{{n}}页", "Page {n}"),
        ("A&amp;B公司", "Company A & B"),
        ("默认设置见settings.yaml。", "See settings.yml for the default settings."),
    ],
)
def test_a_code_that_is_changed_or_lost_is_reported(source: str, target: str) -> None:
    assert "codes.different" in rules_on((source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("共{total}页", "{total} pages in all"),
        ("第%2$s页，共%1$s页", "Page %2$s of %1$s"),
        ("增长了50%的企业", "Enterprises that grew by 50 % did well"),
        ("打开report-2.pdf。", "Open report-2.pdf."),
        ("在亚马逊网站购买", "Buy it on Amazon.com"),
        ("温度 < 5 且压力 > 3", "temperature < 5 and pressure > 3"),
    ],
)
def test_codes_that_are_kept_and_signs_that_are_none_are_quiet(source: str, target: str) -> None:
    assert not [rule for rule in rules_on((source, target)) if rule.startswith("codes")]
