"""Each format of termbases that is written gives back what the table says that it keeps."""

from pathlib import Path

import pytest

from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.terminology import read_termbase
from cdalign.terminology.catalogue import KINDS, GlossaryFormat, TermbaseKind, TermsKept, format_of, render_table
from cdalign.terminology.glossary import write_glossary
from conftest import REPOSITORY

WRITTEN = [kind for kind in KINDS if kind.written]
TERMBASE = Termbase(
    (
        ConceptEntry(
            "c-one",
            (
                Term("裁军谈判会议", "zh-Hans", TermType.FULL_FORM, TermStatus.PREFERRED),
                Term("裁谈会", "zh-Hans", TermType.SHORT_FORM, TermStatus.ADMITTED),
                Term("日内瓦裁军会", "zh-Hans", TermType.VARIANT, TermStatus.DEPRECATED),
                Term("Conference on Disarmament", "en", TermType.FULL_FORM, TermStatus.PREFERRED),
                Term("CD", "en", TermType.ACRONYM, TermStatus.ADMITTED),
            ),
            subject="bodies",
            definition="The body in Geneva; it has 65 members.",
            note="Seen twice.",
        ),
        ConceptEntry(
            "c-two",
            (
                Term("核查", "zh-Hans"),
                Term("verification", "en"),
                Term("control", "en", status=TermStatus.SUPERSEDED),
            ),
            subject="verification",
        ),
    )
)


def told(termbase: Termbase, keeps: frozenset[TermsKept]) -> list[dict[str, object]]:
    """Return what a format that keeps so much must bring back of each concept; terms and languages always."""
    return [_told(entry, keeps) for entry in termbase.entries]


def _told(entry: ConceptEntry, keeps: frozenset[TermsKept]) -> dict[str, object]:
    said: dict[str, object] = {"first": {entry.terms_in(lang)[0].text for lang in ("zh", "en")}}
    if TermsKept.UNWANTED in keeps:
        said["terms"] = {(term.text, term.lang[:2], term.status.is_unwanted) for term in entry.terms}
    if TermsKept.STATUS in keeps:
        said["status"] = {(term.text, term.status) for term in entry.terms}
    if TermsKept.TYPES in keeps:
        said["types"] = {(term.text, term.type) for term in entry.terms}
    kept = {TermsKept.DEFINITION: entry.definition, TermsKept.SUBJECT: entry.subject, TermsKept.NOTE: entry.note}
    return {**said, **{str(what): value for what, value in kept.items() if what in keeps}}


@pytest.mark.parametrize("second", WRITTEN, ids=lambda kind: kind.name)
@pytest.mark.parametrize("first", WRITTEN, ids=lambda kind: kind.name)
def test_a_termbase_goes_through_two_formats(first: TermbaseKind, second: TermbaseKind, tmp_path: Path) -> None:
    there, back = tmp_path / f"there{first.endings[0]}", tmp_path / f"back{second.endings[0]}"
    write_glossary(there, TERMBASE)
    write_glossary(back, read_termbase(there))
    keeps = first.keeps & second.keeps
    assert told(read_termbase(back), keeps) == told(TERMBASE, keeps)


def test_what_a_table_says_is_not_kept_is_not_claimed() -> None:
    by_format = {kind.written: kind for kind in WRITTEN}
    assert set(by_format) == set(GlossaryFormat)
    assert by_format[GlossaryFormat.OMEGAT].keeps == frozenset()
    assert format_of("a.utf8") is GlossaryFormat.OMEGAT


def test_the_documentation_shows_the_table_of_termbases() -> None:
    assert "\n".join(render_table()) in (REPOSITORY / "docs" / "formats.md").read_text(encoding="utf-8")
