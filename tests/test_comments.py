"""Comments on units: their file, and what becomes of them when the texts change."""

from dataclasses import replace
from pathlib import Path

import pytest

from bitexts import make_bitext
from cdalign.comments import (
    UnitComment,
    change_comment,
    comment_document,
    parse_comments,
    put_comment,
    read_comments,
    render_comments,
)
from cdalign.editing import merge_beads
from cdalign.errors import ConflictError, ReadError, UsageError
from cdalign.model import Level, ReviserQuery, Segment
from cdalign.units import bead_queries, units_of

FIRST = UnitComment("source", "p1.1", "Is this every State?", "2026-11-30T11:30:00Z", "l.wei")


def test_comments_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "a.comments.tsv"
    assert read_comments(path) == ()
    change_comment(path, FIRST)
    kept = change_comment(path, replace(FIRST, side="target", text=" two\nlines\tand  spaces "))
    assert kept == read_comments(path) == (FIRST, replace(FIRST, side="target", text="two lines and spaces"))
    assert parse_comments(render_comments(kept).encode()) == kept


def test_a_comment_replaces_that_of_its_sentence_and_without_words_takes_it_away(tmp_path: Path) -> None:
    path = tmp_path / "a.comments.tsv"
    change_comment(path, FIRST)
    assert [one.text for one in change_comment(path, replace(FIRST, text="No."))] == ["No."]
    assert change_comment(path, replace(FIRST, text=" ")) == ()
    assert path.read_bytes() == b""


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"side\tsegment\n", 1),
        (b"#cdalign-comments\t1\nsource\tp1.1\tx\n", 2),
        (b"#cdalign-comments\t1\nleft\ta\t\t\tx\n", 2),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(ReadError) as caught:
        parse_comments(data, "c.tsv")
    assert caught.value.place.line == line
    with pytest.raises(ReadError):
        parse_comments(b"\xff\xfe", "c.tsv")


def test_a_comment_is_no_essay() -> None:
    with pytest.raises(UsageError, match="too long"):
        put_comment((), replace(FIRST, text="x" * 3_000))


def test_a_comment_replaces_no_words_that_its_writer_did_not_see() -> None:
    with pytest.raises(ConflictError, match="changed in another window"):
        put_comment([FIRST], replace(FIRST, text="Mine."), was="")
    with pytest.raises(ConflictError):
        put_comment([], replace(FIRST, text="Mine."), was=FIRST.text)
    assert [one.text for one in put_comment([FIRST], replace(FIRST, text="Mine."), was=FIRST.text)] == ["Mine."]
    assert [one.text for one in put_comment([], FIRST, was="")] == [FIRST.text]


def test_a_comment_is_on_its_bead_and_in_its_memory() -> None:
    bitext = make_bitext([2, 1])
    asked = ReviserQuery("p2", "Which?")
    source = comment_document(replace(bitext.source, queries=(asked,)), "source", [FIRST])
    target = comment_document(bitext.target, "target", [replace(FIRST, side="target", segment="p2.1", by="")])
    bitext = replace(bitext, source=source, target=target)
    notes = [unit.notes[1:] for unit in units_of(bitext, Level.SENTENCE)]
    assert notes == [
        ("Comment (l.wei): Is this every State?",),
        (),
        ("Query: Which?", "Comment: Is this every State?"),
    ]
    merged = merge_beads(bitext, Level.SENTENCE, 0, 1)
    assert [query.question for query in bead_queries(merged, Level.SENTENCE, merged.sentences[0])] == [FIRST.text]
    assert [query.by for query in bead_queries(merged, Level.PARAGRAPH, merged.paragraphs[0])] == ["l.wei"]
    assert comment_document(source, "source", []).queries == (asked,)


def test_a_comment_on_a_sentence_that_was_cut_is_on_its_first_part() -> None:
    source = make_bitext([1]).source
    paragraph = source.paragraphs[0]
    cut = replace(paragraph, segments=(Segment("p1.1a", "zh"), Segment("p1.1b", "1.1")))
    document = comment_document(replace(source, paragraphs=(cut,)), "source", [FIRST])
    assert [query.place for query in document.queries] == ["p1.1a"]
    again = put_comment([FIRST], replace(FIRST, segment="p1.1a", text="Both."))
    assert [(one.segment, one.text) for one in again] == [("p1.1a", "Both.")]
