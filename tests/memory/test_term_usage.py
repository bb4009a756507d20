"""How concepts are rendered in a memory: terms of the termbase, other words, and none."""

import json
from pathlib import Path

import pytest
from memory_units import unit

from cdalign.cli import main
from cdalign.errors import UsageError
from cdalign.memory.term_usage import ConceptUsage, count_term_usage, only_concepts
from cdalign.model import ConceptEntry, Term, Termbase, TermStatus
from cdalign.spotting import spotter_of
from cdalign.terminology import write_termbase
from cdalign.tmx import write_tmx

TERMBASE = Termbase(
    (
        ConceptEntry(
            "c1",
            (
                Term("核查", "zh"),
                Term("verification", "en", status=TermStatus.PREFERRED),
                Term("monitoring", "en", status=TermStatus.DEPRECATED),
            ),
        ),
        ConceptEntry("c2", (Term("裁军", "zh"), Term("disarmament", "en"))),
    )
)


def of(document: str) -> dict[str, object]:
    return {"props": (("x-document", document),)}


UNITS = (
    unit("核查措施很重要。", "Verification measures are important.", **of("A")),
    unit("核查是必要的。", "Verification is necessary.", **of("B")),
    unit("加强核查。", "Strengthen monitoring.", **of("A")),
    unit("需要核查条约。", "Inspection of the treaty is needed.", **of("A")),
)


def only(*units: object) -> ConceptUsage:
    (usage,) = count_term_usage(units, TERMBASE, spotter_of())  # type: ignore[arg-type]
    return usage


def test_renderings_are_counted_with_their_documents() -> None:
    usage = only(*UNITS)
    assert (usage.concept, usage.term, usage.count, usage.missing) == ("c1", "核查", 4, 0)
    first, *others = usage.renderings
    assert (first.text, first.count, first.status) == ("verification", 2, TermStatus.PREFERRED)
    assert first.documents == (("A", 1), ("B", 1))
    assert {(one.text, one.status) for one in others} == {
        ("monitoring", TermStatus.DEPRECATED),
        ("Inspection", None),
    }


def test_the_side_is_chosen() -> None:
    (usage,) = count_term_usage(UNITS[:2], TERMBASE, spotter_of(), source_lang="en")
    assert (usage.term, [one.text for one in usage.renderings]) == ("verification", ["核查"])


def test_concepts_are_chosen_by_their_terms() -> None:
    assert [entry.id for entry in only_concepts(TERMBASE, ["disarmament"]).entries] == ["c2"]
    assert only_concepts(TERMBASE, []) is TERMBASE
    with pytest.raises(UsageError, match="no term arms"):
        only_concepts(TERMBASE, ["arms"])


@pytest.mark.parametrize("as_json", [False, True])
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    write_tmx(tmp_path / "a.tmx", UNITS)
    write_termbase(tmp_path / "terms.tsv", TERMBASE)
    call = ["terms", "usage", "--tmx", str(tmp_path / "a.tmx"), "--terms", str(tmp_path / "terms.tsv")]
    assert main([*call, *(["--json"] if as_json else [])]) == 0
    out = capsys.readouterr().out
    if as_json:
        (usage,) = json.loads(out)
        assert next((one["text"], one["count"]) for one in usage["renderings"]) == ("verification", 2)
    else:
        assert out.splitlines()[:2] == ["核查  4", "      2  verification  preferred; A 1, B 1"]


def test_the_first_places_of_each_rendering_are_given() -> None:
    (usage,) = count_term_usage(UNITS, TERMBASE, spotter_of(), most_places=1)
    first = usage.renderings[0]
    assert (first.text, first.count, len(first.places)) == ("verification", 2, 1)
    place = first.places[0]
    assert UNITS[place.unit].source[place.source.start : place.source.stop] == "核查"
    assert [UNITS[place.unit].target[span.start : span.stop] for span in place.target] == ["Verification"]


def test_one_concept_alone_is_counted_and_the_others_keep_their_words() -> None:
    longer = Termbase((*TERMBASE.entries, ConceptEntry("c3", (Term("核查措施", "zh"), Term("checks", "en")))))
    (usage,) = count_term_usage(UNITS, longer, spotter_of(), only={"c1"})
    assert (usage.concept, usage.count) == ("c1", 3)
