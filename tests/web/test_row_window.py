"""A long text in the review page: only the rows near the window are there, and everything works as if all were."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_review_page import answered, here, open_review, press, wait_until
from web_projects import Served, serving

from bitexts import Step, edited_bitexts, make_bitext, steps_of_editing
from cdalign.errors import UsageError
from cdalign.model import Bead, Bitext, Document
from cdalign.project import Project, open_project, read_pair
from cdalign.reviewing import changed_rows
from cdalign.reviewing.changes import find_change
from cdalign.web.review_rows import outline_of, parse_ranges, rows_doubtful_first
from cdalign.working import write_working

pytest_plugins = ["browser_fixtures"]

# Paragraphs of so many sentences: the second has more than an answer to an edit carries.
SIZES = (3, 90, *[4] * 130)
ROWS = sum(SIZES)
DOUBTFUL_EVERY = 50


def make_long_project(root: Path) -> Project:
    sides: dict[str, list[str]] = {"zh": [], "en": []}
    number = 0
    for size in SIZES:
        numbers = range(number, number + size)
        sides["zh"].append("".join(f"委员会审议了第 {at} 号文件。" for at in numbers))
        sides["en"].append(" ".join(f"The Committee considered document {at}." for at in numbers))
        number += size
    for side, paragraphs in sides.items():
        (root / "corpus" / side).mkdir(parents=True)
        (root / "corpus" / side / "test.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    project = open_project(root)
    write_working(project.working_file(project.pairs[0]), tile(*read_pair(project, project.pairs[0])))
    return project


def tile(source: Document, target: Document) -> Bitext:
    assert len(source.segments) == len(target.segments) == ROWS
    paragraphs = tuple(Bead(range(at, at + 1), range(at, at + 1)) for at in range(len(SIZES)))
    sentences = tuple(
        Bead(range(at, at + 1), range(at, at + 1), 0.5 if at % DOUBTFUL_EVERY == 7 else 0.99) for at in range(ROWS)
    )
    return Bitext(source, target, paragraphs, sentences)


@pytest.fixture
def long(tmp_path: Path) -> Iterator[Served]:
    project = make_long_project(tmp_path / "project")
    with serving(project, tmp_path / "uploads") as address:
        yield Served(project, address)


def indices(page: Any) -> list[int]:
    """The places in the whole text of the rows that are in the page, as a screen reader is told them."""
    return [int(one) for one in page.eval_on_selector_all("#grid .row", "rows => rows.map(row => row.ariaRowIndex)")]


def look(page: Any, name: str) -> None:
    wait_until(page, lambda: here(page) == name)
    page.wait_for_selector(f"[data-bead='{name}']:focus", state="attached")
    assert page.locator("#grid [tabindex='0']").count() == 1


def test_the_page_has_some_rows_and_says_how_many_there_are(page: Any, long: Served) -> None:
    open_review(page, long)
    assert page.get_attribute("#grid", "aria-rowcount") == str(ROWS)
    assert here(page) == "s7-7"
    page.wait_for_timeout(300)
    there = indices(page)
    assert there == list(range(1, len(there) + 1))
    assert len(there) < ROWS / 2


def test_focus_goes_through_the_text_while_rows_come_and_go(page: Any, long: Served) -> None:
    open_review(page, long)
    for at in range(8, 140):
        page.keyboard.press("j")
        look(page, f"s{at}-{at}")
    wait_until(page, lambda: page.locator("#grid .row").count() < ROWS / 1.5)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    wait_until(page, lambda: ROWS in indices(page))
    assert here(page) == "s139-139", "the row in focus stays, wherever one looks"
    page.keyboard.press("k")
    look(page, "s138-138")
    there = indices(page)
    assert there == sorted(set(there))


def test_an_edit_far_away_is_shown_and_undone(page: Any, long: Served) -> None:
    place = long.on_disk.target.paragraphs[60].id
    open_review(page, long, f"?at={place}&side=en")
    start = sum(SIZES[:60])
    look(page, f"s{start}-{start}")
    press(page, "m")
    assert page.get_attribute("#grid", "aria-rowcount") == str(ROWS - 1)
    look(page, f"s{start}-{start}")
    there = indices(page)
    assert there == sorted(set(there))
    press(page, "s")
    press(page, "Enter")
    following = next(at for at in range(start + 1, ROWS) if at % DOUBTFUL_EVERY == 7)
    look(page, f"s{following}-{following}")
    for _ in range(3):
        press(page, "Control+z")
    assert page.get_attribute("#grid", "aria-rowcount") == str(ROWS)
    assert long.on_disk == tile(*read_pair(long.project, long.project.pairs[0]))


def test_a_paragraph_of_many_rows_is_confirmed_although_few_are_there(page: Any, long: Served) -> None:
    open_review(page, long)
    page.keyboard.press("p")
    look(page, "p1-1")
    press(page, "Enter")
    assert long.statuses().count("c") == SIZES[1]
    wait_until(page, lambda: page.locator("#s3-3.confirmed").count() == 1)
    assert page.inner_text("#progress").startswith(f"{SIZES[1]} of")


def test_words_are_found_in_rows_that_are_not_there(page: Any, long: Served) -> None:
    open_review(page, long)
    page.keyboard.press("/")
    page.fill("#words", f"document {ROWS - 5}.")
    page.keyboard.press("Enter")
    wait_until(page, lambda: page.inner_text("#found") == "1 of 1")
    wait_until(page, lambda: here(page) == f"s{ROWS - 5}-{ROWS - 5}")
    wait_until(page, lambda: page.evaluate("CSS.highlights.get('found')?.size ?? 0") == 1)
    page.fill("#words", "document 60")
    wait_until(page, lambda: page.inner_text("#found").endswith("of 11"))
    page.keyboard.press("Shift+Enter")
    wait_until(page, lambda: here(page) == "s609-609")
    page.click("#found-after")
    wait_until(page, lambda: here(page) == "s60-60")


def test_a_filter_shows_rows_of_the_whole_text(page: Any, long: Served) -> None:
    open_review(page, long)
    page.select_option("#show", "doubtful")
    count = len(range(7, ROWS, DOUBTFUL_EVERY))
    wait_until(page, lambda: page.locator("#grid .row").count() == count)
    assert page.locator("#grid .row.first").count() == count - 1, "two of them are of one paragraph"
    page.keyboard.press("j")
    look(page, "s57-57")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    press(page, "Enter")
    assert [at for at, state in enumerate(long.statuses()) if state == "c"] == [57, 107, 157]
    page.select_option("#show", "all")
    wait_until(page, lambda: page.get_attribute("#grid", "aria-rowcount") == str(ROWS))


def test_the_doubtful_paragraphs_come_first(page: Any, long: Served) -> None:
    open_review(page, long, "?order=doubtful")
    wait_until(page, lambda: page.locator("#grid .row").count() > 40)
    names = page.eval_on_selector_all("#grid .row", "rows => rows.slice(0, 2).map(row => row.id)")
    assert names == ["s3-3", "s4-4"]
    assert page.locator("#grid .row.doubtful").count() > 0


def test_the_address_leads_back_to_the_row(page: Any, long: Served) -> None:
    open_review(page, long, "#s400-400")
    look(page, "s400-400")
    page.keyboard.press("j")
    look(page, "s401-401")
    wait_until(page, lambda: page.url.endswith("#s401-401"))
    page.goto(f"{long.address}/terms")
    page.go_back()
    page.wait_for_selector("#review[data-ready=yes]")
    look(page, "s401-401")


def test_all_rows_above_a_score_are_confirmed_in_one_edit(page: Any, long: Served) -> None:
    open_review(page, long)
    with answered(page):
        page.click("#above button")
    wait_until(page, lambda: "confirmed" in page.inner_text("#s8-8 > .state"))
    assert here(page) == "s7-7"
    assert long.statuses().count("p") == len(range(7, ROWS, DOUBTFUL_EVERY))


def test_ranges_name_rows() -> None:
    assert parse_ranges("0-2,7", 8) == [0, 1, 2, 7]
    for text in ("", "8", "3-2", "-1", "a", "0-9999", "1,,2", ",".join("1" * 401), "٣"):
        with pytest.raises(UsageError):
            parse_ranges(text, 8 if text != "0-9999" else 20_000)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=5), steps_of_editing)
def test_what_an_answer_says_turns_one_outline_into_the_next(sizes: list[int], steps: list[Step]) -> None:
    forth = list(edited_bitexts(make_bitext(sizes), steps))
    seen = outline_of(forth[0])
    states = [*forth, *reversed(forth)]
    for old, new in pairwise(states):
        rows = changed_rows(old, new, find_change(old, new))
        seen = seen[: rows.old.start] + outline_of(new, rows.new) + seen[rows.old.stop :]
        assert seen == outline_of(new)
        assert len(seen) == len(new.sentences)
        assert sum(letter.isupper() for letter in seen) == len(new.paragraphs)
        assert sorted(rows_doubtful_first(new)) == list(range(len(new.sentences)))
