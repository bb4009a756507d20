"""A reviewer corrects a sentence or cuts it: the original is kept, beads stay where they are, undo brings all back."""

from pathlib import Path

import pytest

from cdalign.comments import UnitComment, change_comment
from cdalign.errors import ConflictError, ReadError, UsageError
from cdalign.model import BeadStatus, Level
from cdalign.project import Project, open_project, read_pair
from cdalign.project.building import build_project
from cdalign.reviewing import Review, Rewriting, confirm_bead, open_review
from cdalign.revisions import parse_revisions
from cdalign.units import units_of

CHINESE = "会议\n\n1. 委员会于 2021 年审议了报告。委员会表示感谢。\n\n2. 会议闭幕。\n"
ENGLISH = (
    "Meeting\n\n1. The Comittee considered the report in 2021. It expressed its thanks.\n\n2. The meeting closed.\n"
)
WHEN, WHO = "2026-11-30T11:30:00Z", "l.wei"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for side, text in (("zh", CHINESE), ("en", ENGLISH)):
        (tmp_path / "corpus" / side).mkdir(parents=True)
        (tmp_path / "corpus" / side / "a.txt").write_text(text, encoding="utf-8")
    return open_project(tmp_path)


@pytest.fixture
def review(project: Project) -> Review:
    return open_review(project, project.pairs[0])


def segment(review: Review, words: str, side: str = "target") -> str:
    document = review.bitext.target if side == "target" else review.bitext.source
    return next(one.id for one in document.segments if words in one.text)


def rewrite(review: Review, words: str, *texts: str, side: str = "target") -> None:
    review.rewrite(review.version, [Rewriting(side, segment(review, words, side), texts)], by=WHO, at=WHEN)


def edits(project: Project) -> str:
    path = project.edits_file(project.pairs[0])
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_a_correction_is_in_every_output_and_the_text_is_untouched(project: Project, review: Review) -> None:
    corpus = (project.corpus / "en" / "a.txt").read_bytes()
    rewrite(review, "Comittee", "The Committee considered the report in 2021.")
    assert (project.corpus / "en" / "a.txt").read_bytes() == corpus
    unit = next(unit for unit in units_of(review.bitext, Level.SENTENCE) if "considered" in unit.target)
    assert unit.target == "The Committee considered the report in 2021."
    assert unit.prop("x-edited") == "target"
    assert unit.target_props == (("x-original", "The Comittee considered the report in 2021."),)
    assert (unit.changed, unit.attributes) == (WHEN, (("changeid", WHO),))
    build_project(project)
    memory = (project.memory_folder / "a.sentences.tmx").read_text(encoding="utf-8")
    assert "The Committee considered" in memory
    assert 'changedate="20261130T113000Z"' in memory
    assert "The Committee considered" in (project.memory_folder / "a.paragraphs.tmx").read_text(encoding="utf-8")


def test_it_is_there_when_the_review_is_opened_again(project: Project, review: Review) -> None:
    rewrite(review, "Comittee", "The Committee considered the report in 2021.")
    again = open_review(project, project.pairs[0])
    assert again.version == review.version
    assert "Committee considered" in read_pair(project, project.pairs[0])[1].segments[1].text


def test_a_confirmed_bead_stays_confirmed(project: Project, review: Review) -> None:
    at = next(at for at, bead in enumerate(review.bitext.sentences) if bead.source.start == 1)
    review.edit(review.version, lambda bitext: confirm_bead(bitext, Level.SENTENCE, at))
    rewrite(review, "Comittee", "The Committee considered the report in 2021.")
    build_project(project)
    again = open_review(project, project.pairs[0])
    assert again.bitext.sentences[at].status is BeadStatus.CONFIRMED


def test_a_sentence_is_cut_into_two_which_stay_in_its_bead(review: Review, project: Project) -> None:
    before = [bead.shape for bead in review.bitext.sentences]
    rewrite(review, "Comittee", "The Comittee considered", "the report in 2021.")
    assert len(review.bitext.target.segments) == 5
    assert [bead.shape for bead in review.bitext.sentences] == [
        "1:2" if at == 1 else shape for at, shape in enumerate(before)
    ]
    whole = next(unit for unit in units_of(review.bitext, Level.SENTENCE) if "considered" in unit.target)
    assert whole.prop("x-edited") == "", "a cut is no correction"
    rewrite(review, "the report in 2021.", "the report in 2022.")
    assert [one.texts for one in parse_revisions(edits(project).encode())] == [
        ("The Comittee considered", "the report in 2022.")
    ]


def test_undo_and_redo_bring_texts_and_files_back(project: Project, review: Review) -> None:
    first, bitext = review.version, review.bitext
    rewrite(review, "Comittee", "The Committee", "considered the report in 2021.")
    review.edit(review.version, lambda bitext: confirm_bead(bitext, Level.SENTENCE, 1))
    review.undo(review.version)
    review.undo(review.version)
    assert (review.version, review.bitext, edits(project)) == (first, bitext, "")
    review.redo(review.version)
    assert len(review.bitext.target.segments) == 5
    assert "considered the report" in edits(project)


def test_the_original_written_again_is_no_edit(project: Project, review: Review) -> None:
    rewrite(review, "Comittee", "The Committee considered", "the report.")
    here = segment(review, "The Committee considered")
    review.rewrite(review.version, [Rewriting("target", here, ("The Comittee considered the report in 2021.",))])
    assert len(parse_revisions(edits(project).encode())) == 1, "one half is another text still"
    review.undo(review.version)
    review.undo(review.version)
    assert edits(project) == ""


@pytest.mark.parametrize("texts", [(), ("",), (" \n ",), ("x" * 20_001,), tuple("x" * 27)])
def test_what_is_no_sentence_is_refused(project: Project, review: Review, texts: tuple[str, ...]) -> None:
    before = review.version
    with pytest.raises(UsageError):
        rewrite(review, "Comittee", *texts)
    assert (review.version, edits(project)) == (before, "")


def test_a_page_that_shows_an_older_state_is_refused(review: Review) -> None:
    old = review.version
    rewrite(review, "Comittee", "The Committee", "considered the report in 2021.")
    with pytest.raises(ConflictError):
        review.rewrite(old, [Rewriting("target", segment(review, "closed"), ("It closed.",))])
    with pytest.raises(ConflictError):
        review.edit(old, lambda bitext: confirm_bead(bitext, Level.SENTENCE, 0))
    with pytest.raises(ConflictError):
        review.rewrite(review.version, [Rewriting("target", "nowhere.9", ("x",))])


def test_several_sentences_are_rewritten_in_one_step(review: Review) -> None:
    both = [
        Rewriting("target", segment(review, "Comittee"), ("One.", "Two.")),
        Rewriting("target", segment(review, "closed"), ("The meeting was closed.",)),
        Rewriting("source", segment(review, "闭幕", "source"), ("会议", "闭幕。")),
    ]
    review.rewrite(review.version, both, by=WHO, at=WHEN)
    assert [bead.shape for bead in review.bitext.sentences][-1] == "2:1"
    review.undo(review.version)
    assert review.revisions == ()


def test_an_edit_whose_sentence_is_gone_does_nothing_and_is_kept(project: Project, review: Review) -> None:
    rewrite(review, "Comittee", "The Committee considered the report in 2021.")
    text = ENGLISH.replace("The Comittee considered the report in 2021.", "Nobody considered anything.")
    (project.corpus / "en" / "a.txt").write_text(text, encoding="utf-8")
    assert "Nobody considered" in read_pair(project, project.pairs[0])[1].segments[1].text
    assert "The Committee considered" in edits(project)


def test_comments_that_others_write_are_seen_and_not_written_over(project: Project, review: Review) -> None:
    path = project.comments_file(project.pairs[0])
    comment = UnitComment("target", segment(review, "Comittee"), "Mine.")
    change_comment(path, UnitComment("target", comment.segment, "Theirs."))
    with pytest.raises(ConflictError, match="changed in another window"):
        review.comment(comment, was="")
    seen, version = review.snapshot()
    assert [query.question for query in seen.target.queries] == ["Theirs."]
    assert review.bitext_at(version) is seen
    after = review.comment(comment, was="Theirs.")
    assert [query.question for query in after.target.queries] == ["Mine."]


def test_comments_of_others_are_in_the_rows_of_the_version_that_is_shown(project: Project, review: Review) -> None:
    version = review.snapshot()[1]
    comment = UnitComment("target", segment(review, "Comittee"), "Theirs.")
    change_comment(project.comments_file(project.pairs[0]), comment)
    assert [query.question for query in review.bitext_at(version).target.queries] == ["Theirs."]


def test_comments_stay_where_their_file_is_damaged_meanwhile(project: Project, review: Review) -> None:
    path = project.comments_file(project.pairs[0])
    comment = UnitComment("target", segment(review, "Comittee"), "Mine.")
    review.comment(comment)
    path.write_text("x", encoding="utf-8")
    assert [query.question for query in review.snapshot()[0].target.queries] == ["Mine."]
    with pytest.raises(ReadError):
        review.comment(comment, was="Mine.")
    assert path.read_text(encoding="utf-8") == "x"
