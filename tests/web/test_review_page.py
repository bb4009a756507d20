"""The review page in a browser: every key, undo, two windows, reload, hostile text."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from web_projects import Served

from cdalign.model import BeadStatus, Level
from cdalign.reviewing import confirm_bead
from cdalign.working import write_working

pytest_plugins = ["browser_fixtures"]


def open_review(page: Any, served: Served, query: str = "") -> None:
    page.goto(f"{served.address}/review/test{query}")
    page.wait_for_selector("#review[data-ready=yes]")


def here(page: Any) -> str:
    return str(page.get_attribute("#grid .here", "data-bead"))


def wait_until(page: Any, is_so: Callable[[], bool]) -> None:
    """Wait until something is so (our policy forbids the browser to evaluate a string, as it should)."""
    while not is_so():
        page.wait_for_timeout(50)


@contextmanager
def answered(page: Any, ending: str = "/edit") -> Iterator[None]:
    """Wait, after what is done inside, until the server's answer is shown: the page says it last of all."""
    page.evaluate("() => { document.getElementById('live').textContent = ''; }")
    with page.expect_response(lambda response: response.url.endswith(ending)):
        yield
    wait_until(page, lambda: bool(page.text_content("#live")))


def press(page: Any, key: str) -> None:
    """Press a key and wait until the server's answer is shown."""
    with answered(page):
        page.keyboard.press(key)


def test_the_page_opens_at_the_first_doubtful_row(page: Any, served: Served) -> None:
    open_review(page, served)
    assert here(page) == "s2-2"
    assert page.inner_text("#progress") == "0 of 8 confirmed, 2 doubtful"
    assert page.inner_text("#s2-2 > .state") == "doubtful 41\u00a0%"


def test_enter_confirms_and_goes_to_the_next_doubtful(page: Any, served: Served) -> None:
    open_review(page, served)
    press(page, "Enter")
    assert here(page) == "s4-4"
    assert served.statuses() == list("ppcppppp")
    press(page, "Enter")
    assert here(page) == "s5-5", "no doubtful one is left: the next pending one"
    assert page.inner_text("#progress") == "2 of 8 confirmed, 0 doubtful"


def test_m_merges_with_the_row_below(page: Any, served: Served) -> None:
    open_review(page, served, "?at=body.1.1")
    press(page, "m")
    assert served.shapes() == ["1:1", "2:2", *["1:1"] * 5]
    assert here(page) == "s1-1"
    press(page, "m")
    press(page, "m")
    assert served.shapes() == ["1:1", "4:4", "1:1", "1:1", "1:1"], "a paragraph's end holds nobody up"
    assert served.shapes(Level.PARAGRAPH) == ["1:1", "2:2", "1:1"]
    press(page, "Control+z")
    assert served.shapes(Level.PARAGRAPH) == ["1:1"] * 4


def test_s_splits_at_the_cursor(page: Any, served: Served) -> None:
    open_review(page, served, "?at=body.1.1")
    press(page, "m")
    press(page, "m")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.inner_text(".cursor") == "各国代表团表示欢迎。"
    press(page, "s")
    assert served.shapes()[1:3] == ["2:2", "1:1"]
    page.click("#s1-1 .unit[data-side=target][data-at='2']")
    press(page, "s")
    assert served.shapes()[1:4] == ["1:1"] * 3


def test_alt_and_arrows_move_the_boundary_on_the_side_of_the_cursor(page: Any, served: Served) -> None:
    open_review(page, served, "?at=body.1.1")
    press(page, "Alt+ArrowDown")
    assert served.shapes()[1:3] == ["2:1", "0:1"]
    press(page, "Alt+ArrowUp")
    assert served.shapes()[1:3] == ["1:1", "1:1"]
    page.click("#s1-1 .unit[data-side=target]")
    press(page, "Alt+ArrowDown")
    assert served.shapes()[1:3] == ["1:2", "1:0"]


def test_x_leaves_out_and_takes_back(page: Any, served: Served) -> None:
    open_review(page, served)
    press(page, "x")
    assert served.statuses()[2] == "e"
    assert page.inner_text("#s2-2 > .state").startswith("left out")
    press(page, "x")
    assert served.statuses()[2] == "p"
    press(page, "x")
    press(page, "Backspace")
    assert served.statuses()[2] == "p"


def test_undo_and_redo_without_end(page: Any, served: Served) -> None:
    open_review(page, served, "?at=body.1.1")
    start = page.inner_text("#grid")
    for key in ("m", "m", "x", "Enter", "Enter"):
        press(page, key)
    end = page.inner_text("#grid")
    for _ in range(5):
        press(page, "Control+z")
    assert page.inner_text("#grid") == start
    assert served.statuses() == ["p"] * 8
    page.keyboard.press("Control+z")
    wait_until(page, lambda: "nothing to undo" in page.inner_text("#notice"))
    for _ in range(5):
        press(page, "Control+Shift+z")
    assert page.inner_text("#grid") == end


def test_r_realigns_what_is_pending_and_keeps_what_is_settled(page: Any, served: Served) -> None:
    open_review(page, served)
    press(page, "Enter")
    settled = served.on_disk.sentences[2]
    page.keyboard.press("r")
    wait_until(page, lambda: page.inner_text("#notice") != "")
    wait_until(page, lambda: page.inner_text("#notice") == "")
    assert settled in served.on_disk.sentences
    assert all(bead.score != 0.55 for bead in served.on_disk.sentences)
    press(page, "Control+z")
    assert served.on_disk.sentences[4].score == 0.55, "aligning anew is an edit like any other"


def test_escape_stops_the_aligning(page: Any, served: Served) -> None:
    open_review(page, served)
    before = served.on_disk
    page.keyboard.press("r")
    wait_until(page, lambda: page.inner_text("#notice") != "")
    with page.expect_response(lambda response: response.request.method == "DELETE"):
        page.keyboard.press("Escape")
    page.wait_for_timeout(600)
    assert served.on_disk == before


def test_slash_finds_words_blind_to_script(page: Any, served: Served) -> None:
    open_review(page, served)
    page.keyboard.press("/")
    page.fill("#words", "秘書處")
    page.wait_for_selector(".row.found")
    page.keyboard.press("Enter")
    assert here(page) == "s5-5"
    assert page.inner_text("#found") == "1 of 1"
    page.keyboard.press("Escape")
    assert page.is_hidden("#find")
    page.keyboard.press("ArrowUp")
    assert here(page) == "s4-4"


def test_question_mark_shows_the_keys(page: Any, served: Served) -> None:
    open_review(page, served)
    page.keyboard.press("?")
    assert page.is_visible("#help dd >> nth=0")
    page.keyboard.press("Escape")
    assert page.is_hidden("#help")
    assert served.statuses() == ["p"] * 8


def test_p_goes_to_the_paragraph_where_keys_act_on_it(page: Any, served: Served) -> None:
    open_review(page, served)
    page.keyboard.press("p")
    assert here(page) == "p1-1"
    press(page, "m")
    assert served.shapes(Level.PARAGRAPH) == ["1:1", "2:2", "1:1"]
    press(page, "Control+z")
    page.keyboard.press("p")
    press(page, "Enter")
    assert served.statuses() == list("pcccpppp")
    assert served.on_disk.paragraphs[1].status is BeadStatus.CONFIRMED


def test_a_reload_in_the_middle_loses_nothing_and_resumes(page: Any, served: Served) -> None:
    open_review(page, served)
    press(page, "Enter")
    page.reload()
    page.wait_for_selector("#review[data-ready=yes]")
    assert here(page) == "s4-4"
    assert page.inner_text("#progress") == "1 of 8 confirmed, 1 doubtful"


def test_keys_pressed_fast_act_one_after_the_other(page: Any, served: Served) -> None:
    open_review(page, served)
    page.evaluate(
        """() => { for (let at = 0; at < 4; at++)
            document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true})) }"""
    )
    wait_until(page, lambda: page.inner_text("#progress").startswith("4 of"))
    assert served.statuses().count("c") == 4


def test_the_later_of_two_windows_is_told_and_loads_again(page: Any, served: Served) -> None:
    open_review(page, served)
    other = page.context.new_page()
    open_review(other, served)
    press(page, "Enter")
    other.evaluate(
        """() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "x", bubbles: true}))"""
    )
    wait_until(other, lambda: "another window" in other.inner_text("#notice"))
    wait_until(other, lambda: other.inner_text("#progress").startswith("1 of"))
    assert served.statuses() == list("ppcppppp")


def test_another_program_that_writes_the_working_file_is_followed(page: Any, served: Served) -> None:
    open_review(page, served)
    changed = confirm_bead(served.on_disk, Level.SENTENCE, 7)
    write_working(served.project.working_file(served.project.pairs[0]), changed)
    page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    wait_until(page, lambda: page.inner_text("#progress").startswith("1 of"))


def test_terms_and_quantities_are_marked_and_the_panel_explains(page: Any, served: Served) -> None:
    open_review(page, served, "?at=body.1.2")
    assert page.inner_text("#s2-2 mark.term >> nth=0") == "主席"
    assert page.inner_text("#s1-1 mark.quantity >> nth=0") == "2019 年 3 月 4 日"
    page.wait_for_selector("#panel .terms")
    assert "President" in page.inner_text("#panel")
    assert page.get_attribute("#s2-2 .text >> nth=0", "lang") == "zh-Hans"


def test_script_in_a_text_is_text(page: Any, served: Served) -> None:
    open_review(page, served)
    assert "<script>" in page.inner_text("#s6-6")
    for path in ("/search?q=<script>", "/search?q=危险", "/findings/test"):
        page.goto(served.address + path)
    assert page.title() not in ("坏", "bad")


def test_only_doubtful_rows_can_be_shown_and_come_first(page: Any, served: Served) -> None:
    open_review(page, served)
    page.select_option("#show", "doubtful")
    assert page.locator(".row:visible").count() == 2
    open_review(page, served, "?order=doubt")
    assert page.get_attribute("#grid .para >> nth=0", "data-bead") == "p1-1"


def test_the_buttons_do_what_the_keys_do(page: Any, served: Served) -> None:
    open_review(page, served)
    with answered(page):
        page.click("[data-key=confirm]")
    assert served.statuses()[2] == "c"


def test_all_rows_above_a_score_are_confirmed_at_once_and_undone_at_once(served: Served, page: Any) -> None:
    open_review(page, served)
    page.fill("#percent", "96")
    with answered(page):
        page.click("#above button")
    wait_until(page, lambda: page.inner_text("#progress").startswith("6 of"))
    assert served.statuses() == list("ccpcpccc")
    page.locator(".row").first.click()
    press(page, "Control+z")
    assert page.locator(".row.confirmed").count() == 0
    assert served.statuses() == list("pppppppp")


def test_find_marks_the_words_and_not_the_row(served: Served, page: Any) -> None:
    open_review(page, served)
    page.keyboard.press("/")
    page.fill("#words", "主席 作了")
    wait_until(page, lambda: page.evaluate("CSS.highlights.get('found')?.size ?? 0") == 1)
    marked = page.evaluate("[...CSS.highlights.get('found')].map(range => range.toString())")
    assert marked == ["主席作了"]
    assert page.locator(".row.found").count() == 0
