import pytest
from terms_fixtures import TERMBASE

from cdalign.errors import ReadError
from cdalign.model import Termbase, TermStatus
from cdalign.terminology.json_termbase import concept_value, parse_json, render_json


def test_a_termbase_comes_back_from_json() -> None:
    named = Termbase(TERMBASE.entries, 'Terms "of" a report')
    reading = parse_json("".join(render_json(named)))
    assert (reading.termbase, reading.faults) == (named, ())
    assert "".join(render_json(Termbase())) == '{"title": "", "concepts": [\n]}\n'


def test_what_has_its_usual_value_is_left_out() -> None:
    value = concept_value(TERMBASE.by_id["ga"])
    assert list(value) == ["id", "terms"]
    assert value["terms"][0] == {"text": "联合国大会", "lang": "zh-Hans"}
    assert value["terms"][1]["is_detected"] is False


def test_a_bare_list_of_concepts_will_do() -> None:
    reading = parse_json(
        '[{"terms": [{"text": "x", "lang": "en"}]}, {"id": "7 b", "terms": [{"text": "y", "lang": "en"}]}]'
    )
    assert [(entry.id, entry.terms[0].text) for entry in reading.termbase.entries] == [("c1", "x"), ("c7-b", "y")]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ('[{"text": 7, "lang": "en", "status": "forbidden"}]', [("7", TermStatus.DEPRECATED)]),
        ('[{"text": null, "lang": "en"}]', []),
        ('["x", {"text": "y", "lang": "en"}]', [("y", TermStatus.PREFERRED)]),
        ('{"text": "x"}', []),
        ("null", []),
    ],
)
def test_values_of_another_shape_are_passed_over(terms: str, expected: list[tuple[str, TermStatus]]) -> None:
    [entry] = parse_json(
        f'{{"concepts": [{{"id": "a", "subject": ["law", "war", ["x"]], "terms": {terms}}}]}}'
    ).termbase.entries
    assert [(term.text, term.status) for term in entry.terms] == expected
    assert entry.subject == "law; war"


@pytest.mark.parametrize("text", ["{}", "7", '"x"', '{"concepts": {}}', "[1]", '{"concepts": ["x"]}', "null"])
def test_other_json_is_no_termbase(text: str) -> None:
    with pytest.raises(ReadError, match="no termbase"):
        parse_json(text)


@pytest.mark.parametrize("text", ["", "{", "[1,]"])
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(ReadError):
        parse_json(text)
