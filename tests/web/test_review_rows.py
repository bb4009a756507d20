"""What a row of the review shows beside its texts."""

import re
from dataclasses import replace
from pathlib import Path

from web_projects import make_project

import cdalign.web
from cdalign.model import Bitext, ReviserQuery, Termbase
from cdalign.project import read_bitext
from cdalign.report.summary import bead_state
from cdalign.terminology import TermRecognizer
from cdalign.web.pages import render_fragment
from cdalign.web.rows import section_view


def sections_of(bitext: Bitext, lang: str = "en") -> list[str]:
    recognizer = TermRecognizer(Termbase())
    return [
        render_fragment(
            "section.html",
            section=section_view(bitext, bead, recognizer),
            source_lang="zh-Hans",
            target_lang="en",
            lang=lang,
        )
        for bead in bitext.paragraphs
    ]


def test_a_query_is_shown_on_its_unit_and_is_text(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    bitext = read_bitext(project, project.pairs[0])
    assert bitext is not None
    asked = ReviserQuery("body.2", "Three <b>or</b> four?", "3 项", "Three.")
    sections = sections_of(replace(bitext, source=replace(bitext.source, queries=(asked,))))
    assert ['class="query"' in section for section in sections] == [False, False, True, False]
    assert "Three &lt;b&gt;or&lt;/b&gt; four?" in sections[2]
    assert "Query to the reviser" in sections[2]
    assert "Three." in sections[2]
    assert sections[2].index('class="query"') < sections[2].index("秘书处")


def test_a_text_without_queries_shows_none(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    bitext = read_bitext(project, project.pairs[0])
    assert bitext is not None
    assert not any("query" in section for section in sections_of(bitext, "zh-Hans"))


def test_the_styles_name_only_states_that_rows_have() -> None:
    styles = (Path(cdalign.web.__file__).parent / "static" / "pages.css").read_text(encoding="utf-8")
    states = {"confirmed", "excluded", "edited", "doubtful", "one-sided", "pending"}
    assert all(state in (bead_state.__doc__ or "") for state in states)
    lists = " ".join(re.findall(r"\.row:not\(([^)]*)\)", styles))
    named = {*re.findall(r"\.(?:row|para)\.([a-z-]+)", styles), *re.findall(r"\.([a-z-]+)", lists)}
    assert {"doubtful", "pending"} <= named
    assert named - {"para", "here", "found"} <= states
