"""The review page as a CAT tool: many rows at once, texts corrected, words replaced, findings beside their rows."""

from typing import Any

from test_review_page import answered, here, open_review, press, wait_until
from web_projects import Served

from cdalign.checks import read_ignored
from cdalign.comments import UnitComment, change_comment, read_comments
from cdalign.model import Level
from cdalign.reviewing import confirm_bead
from cdalign.working import write_working

pytest_plugins = ["browser_fixtures"]


def test_a_range_of_rows_is_confirmed_by_one_key(page: Any, served: Served) -> None:
    open_review(page, served)
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    assert page.locator(".row[aria-selected]").count() == 3
    press(page, "Enter")
    assert served.statuses() == list("ppcccppp")
    press(page, "Control+z")
    assert served.statuses() == list("pppppppp")


def test_escape_and_a_plain_key_end_a_range(page: Any, served: Served) -> None:
    open_review(page, served)
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator(".row[aria-selected]").count() == 0
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("j")
    assert page.locator(".row[aria-selected]").count() == 0
    page.click("#s0-0 .unit >> nth=0")
    page.click("#s2-2 .unit >> nth=0", modifiers=["Shift"])
    assert page.locator(".row[aria-selected]").count() == 3


def test_what_a_filter_shows_is_confirmed(page: Any, served: Served) -> None:
    open_review(page, served)
    assert page.is_hidden("#confirm-shown")
    page.select_option("#show", "doubtful")
    with answered(page):
        page.click("#confirm-shown")
    assert served.statuses() == list("ppcpcppp")


def test_what_a_search_finds_is_confirmed(page: Any, served: Served) -> None:
    open_review(page, served)
    page.keyboard.press("/")
    page.fill("#words", "decisions")
    wait_until(page, lambda: bool(page.inner_text("#found")))
    with answered(page):
        page.click("#confirm-shown")
    assert served.statuses() == list("ppppcppp")


def test_a_sentence_is_corrected_and_cut_and_undone(page: Any, served: Served) -> None:
    open_review(page, served, "?at=body.1.2&side=en")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("e")
    box = page.locator("#writing textarea")
    assert box.input_value() == "The President made a statement."
    box.fill("The President\nmade a speech.")
    with answered(page, "/text"):
        page.click("#writing .main")
    assert [one.text for one in served.on_disk.target.segments][2:4] == ["The President", "made a speech."]
    assert served.shapes()[2] == "1:2"
    assert page.inner_text(".row.here").count("The President") == 1
    with answered(page):
        page.keyboard.press("Control+z")
    assert served.on_disk.target.segments[2].text == "The President made a statement."


def test_a_comment_of_another_window_is_not_written_over_and_ours_is_kept(page: Any, served: Served) -> None:
    path = served.project.comments_file(served.project.pairs[0])
    open_review(page, served)
    page.keyboard.press("c")
    theirs = UnitComment("source", served.on_disk.source.segments[2].id, "Theirs.")
    change_comment(path, theirs)
    page.fill("#commenting textarea", "Mine.")
    page.click("#commenting .main")
    # The page loads itself again: theirs is in the row, and ours is in the field.
    page.wait_for_selector("#commenting[open]", state="detached")
    page.wait_for_selector("#commenting[open]")
    assert page.inner_text("#s2-2 .comment .said") == "Theirs."
    assert page.input_value("#commenting textarea") == "Mine."
    assert read_comments(path) == (theirs,)
    page.click("#commenting .main")
    wait_until(page, lambda: [one.text for one in read_comments(path)] == ["Mine."])


def test_a_sentence_that_was_refused_is_written_again(page: Any, served: Served) -> None:
    open_review(page, served)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("e")
    write_working(served.project.working_file(served.project.pairs[0]), confirm_bead(served.on_disk, Level.SENTENCE, 0))
    page.fill("#writing textarea", "The President declared.")
    page.click("#writing .main")
    page.wait_for_selector("#writing[open]", state="detached")
    page.wait_for_selector("#writing[open]")
    assert page.input_value("#writing textarea") == "The President declared."
    page.click("#writing .main")
    wait_until(page, lambda: "The President declared." in page.inner_text("#s2-2"))
    assert served.on_disk.target.segments[2].text == "The President declared."


def test_a_comment_is_on_its_row_and_in_what_is_downloaded(page: Any, served: Served) -> None:
    open_review(page, served)
    page.keyboard.press("c")
    page.fill("#commenting textarea", "Ask <b>Geneva</b>.")
    with answered(page, "/comment"):
        page.click("#commenting .main")
    assert page.inner_text("#s2-2 .comment .said") == "Ask <b>Geneva</b>."
    press(page, "Enter")
    page.reload()
    page.wait_for_selector("#review[data-ready=yes]")
    assert page.inner_text("#s2-2 .comment .said") == "Ask <b>Geneva</b>."
    memory = page.request.get(f"{served.address}/files/test/sentences.tmx").text()
    assert "Ask &lt;b&gt;Geneva&lt;/b&gt;." in memory
    assert [query.question for query in served.on_disk.source.queries] == ["Ask <b>Geneva</b>."]
    page.click("#s2-2 .unit >> nth=0")
    page.keyboard.press("c")
    assert page.input_value("#commenting textarea") == "Ask <b>Geneva</b>."
    page.fill("#commenting textarea", "")
    with answered(page, "/comment"):
        page.click("#commenting .main")
    assert page.locator("#s2-2 .comment").count() == 0
    assert served.statuses()[2] == "c"


def test_words_are_replaced_after_a_look_at_them(page: Any, served: Served) -> None:
    open_review(page, served)
    page.keyboard.press("h")
    page.fill("#replacing [name=find]", "meeting")
    page.fill("#replacing [name=replace]", "session")
    page.click("#replacing .filters button")
    page.wait_for_selector("#replacing li")
    assert page.locator("#replacing li").count() == 3
    assert page.inner_text("#replacing output") == "Sentences: 3"
    page.locator("#replacing li input").nth(0).uncheck()
    with answered(page, "/replace"):
        page.click("#replacing .apply")
    texts = " ".join(one.text for one in served.on_disk.target.segments)
    assert (texts.count("meeting"), texts.count("session")) == (1, 2)
    assert served.on_disk.target.segments[4].edit is not None


def test_a_finding_leads_to_its_row_and_back(page: Any, served: Served) -> None:
    english = served.project.pairs[0].target
    english.write_text(english.read_text(encoding="utf-8").replace("3 decisions", "4 decisions"), encoding="utf-8")
    page.goto(f"{served.address}/findings/test")
    card = page.locator("#cards .finding").first
    name = card.get_attribute("id")
    card.locator("cite a").first.click()
    page.wait_for_selector("#review[data-ready=yes]")
    wait_until(page, lambda: page.locator(".found-here a").count() > 0)
    assert page.locator(f".found-here a[href$='{name}']").count() == 1
    page.click("#back")
    page.wait_for_selector(f"[id='{name}']:focus")


def test_many_findings_are_settled_at_once_and_taken_back(page: Any, served: Served) -> None:
    english = served.project.pairs[0].target
    text = english.read_text(encoding="utf-8")
    english.write_text(text.replace("3 decisions", "4 decisions").replace("4 March", "5 March"), encoding="utf-8")
    page.goto(f"{served.address}/findings/test")
    count = page.locator("#cards .finding").count()
    assert count > 1
    assert page.inner_text("#count") == f"Shown: {count} of {count}"
    page.fill("#filter", "4 decisions")
    assert page.inner_text("#count") == f"Shown: 1 of {count}"
    page.fill("#filter", "")
    page.select_option("#group", "rule")
    assert page.locator(".group").count() > 0
    page.click("#pick-all")
    page.fill("#many [name=reason]", "as agreed")
    page.click("#many .main")
    page.wait_for_selector("#undo:visible")
    kept = read_ignored(served.project.ignored)
    assert len(kept) == count
    assert {one.reason for one in kept.values()} == {"as agreed"}
    page.click("#undo button")
    wait_until(page, lambda: not read_ignored(served.project.ignored))


def test_the_strip_leads_to_a_place_in_a_long_text(page: Any, served: Served) -> None:
    page.set_viewport_size({"width": 1280, "height": 200})
    open_review(page, served)
    page.click("#map", position={"x": 5, "y": 2})
    assert here(page) == "s0-0"
