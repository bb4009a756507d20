"""What a row of the review shows beside its texts."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import web_projects
from web_projects import make_project

import cdalign.web
from cdalign.model import Bitext, ReviserQuery, Termbase
from cdalign.project import read_bitext
from cdalign.report.summary import bead_state
from cdalign.terminology import TermRecognizer
from cdalign.web.review_rows import render_rows


def rows_of(bitext: Bitext, lang: str = "en") -> list[str]:
    recognizer = TermRecognizer(Termbase())
    return [render_rows(bitext, [number], recognizer, lang) for number in range(len(bitext.sentences))]


def test_a_query_is_shown_on_its_unit_and_is_text(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    bitext = read_bitext(project, project.pairs[0])
    assert bitext is not None
    asked = ReviserQuery("body.2", "Three <b>or</b> four?", "3 项", "Three.")
    rows = rows_of(replace(bitext, source=replace(bitext.source, queries=(asked,))))
    assert [at for at, row in enumerate(rows) if 'class="query"' in row] == [4]
    assert "Three &lt;b&gt;or&lt;/b&gt; four?" in rows[4]
    assert "Query to the reviser" in rows[4]
    assert "Three." in rows[4]


def test_document_symbols_in_rows_are_links_and_stay_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = web_projects.CHINESE.replace("3 项决定", "A/RES/71/67 号决议的 3 项决定")
    monkeypatch.setattr(web_projects, "CHINESE", chinese)
    project = make_project(tmp_path)
    bitext = read_bitext(project, project.pairs[0])
    assert bitext is not None
    link = '<a href="/document?symbol=A%2FRES%2F71%2F67" class="symbol"><mark class="quantity">A/RES/71/67</mark></a>'
    assert sum(link in row for row in rows_of(bitext)) == 1


def test_a_text_without_queries_shows_none(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    bitext = read_bitext(project, project.pairs[0])
    assert bitext is not None
    assert not any("query" in row for row in rows_of(bitext, "zh-Hans"))


def test_the_styles_name_only_states_that_rows_have() -> None:
    styles = (Path(cdalign.web.__file__).parent / "static" / "review.css").read_text(encoding="utf-8")
    states = {"confirmed", "excluded", "edited", "doubtful", "one-sided", "pending"}
    assert all(state in (bead_state.__doc__ or "") for state in states)
    named = {name for chain in re.findall(r"\.(?:row|para)((?:\.[a-z-]+)+)", styles) for name in chain.split(".")[1:]}
    named |= {name for chain in re.findall(r"\.row:is\(([^)]*)\)", styles) for name in re.findall("[a-z-]+", chain)}
    assert {"doubtful", "confirmed", "edited"} <= named
    assert named - {"para", "here", "found", "first"} <= states
