"""The style sheets: one set of scales and colours for the pages and the report, and nothing that is not in it."""

import re
from importlib import resources

import pytest

PAGES = resources.files("cdalign.web") / "static"
BASE = (PAGES / "base.css").read_text(encoding="utf-8")
SHEETS = {path.name: path.read_text(encoding="utf-8") for path in PAGES.iterdir() if path.name.endswith(".css")}
REPORT = (resources.files("cdalign.report") / "templates" / "report.css").read_text(encoding="utf-8")


def values(sheet: str) -> dict[str, list[str]]:
    """The values of each custom property, in light and in dark."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"(--[a-z0-9-]+): ([^;]+);", sheet.partition("* { box-sizing")[0]):
        found.setdefault(name, []).append(value)
    return found


def test_the_report_has_the_scales_and_colours_of_the_pages() -> None:
    pages, report = values(BASE), values(REPORT)
    assert {"--ground", "--latin", "--gap-1"} <= report.keys()
    assert {name: pages.get(name) for name in report} == report


@pytest.mark.parametrize("name", SHEETS)
def test_colours_and_sizes_of_type_are_of_the_scale(name: str) -> None:
    rules = SHEETS[name].partition("* { box-sizing")[2] or SHEETS[name]
    # Black that shines through is a shadow; paper is white.
    assert set(re.findall(r"#[0-9a-f]{3,8}\b(?![^{]*\{)", rules)) <= {"#0003", "#0004", "#0006", "#fff"}
    sizes = re.findall(r"font(?:-size)?: ([^;}]+)", rules)
    assert [size for size in sizes if not re.match(r"var\(--|inherit|calc\(100% \+", size)] == []


@pytest.mark.parametrize("name", SHEETS)
def test_every_custom_property_that_is_used_is_defined(name: str) -> None:
    assert used(SHEETS[name]) <= values(BASE).keys()
    assert used(REPORT) <= values(REPORT).keys()


def used(sheet: str) -> set[str]:
    return set(re.findall(r"var\((--[a-z0-9-]+)", sheet))
