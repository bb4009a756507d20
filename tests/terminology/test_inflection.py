import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.terminology.inflection import bases_of, inflect_term, plural_of, singular_of


@pytest.mark.parametrize(
    ("term", "pos", "forms"),
    [
        ("State party", "noun", {"State party", "States parties"}),
        ("States not party", "noun", {"States not party", "State not party"}),
        ("Secretary-General", "noun", {"Secretary-General", "Secretaries-General"}),
        ("weapons of mass destruction", "noun", {"weapons of mass destruction", "weapon of mass destruction"}),
        ("nuclear arms", "noun", {"nuclear arms"}),
        ("NGO", "noun", {"NGO", "NGOs"}),
        ("process", "noun", {"process", "processes"}),
        ("call upon", "verb", {"call upon", "calls upon", "called upon", "calling upon"}),
        ("take note of", "verb", {"take note of", "takes note of", "took note of", "taken note of", "taking note of"}),
        ("stop", "verb", {"stop", "stops", "stopped", "stopping"}),
        ("submit", "verb", {"submit", "submits", "submitted", "submitting"}),
        ("ratify", "verb", {"ratify", "ratifies", "ratified", "ratifying"}),
        ("agree", "verb", {"agree", "agrees", "agreed", "agreeing"}),
        ("consider", "verb", {"consider", "considers", "considered", "considering"}),
        ("nuclear", "adjective", {"nuclear"}),
        ("CD/2119", "noun", {"CD/2119"}),
    ],
)
def test_forms_of_terms(term: str, pos: str, forms: set[str]) -> None:
    assert set(inflect_term(term, pos)) == forms
    assert inflect_term(term, pos)[0] == term


@pytest.mark.parametrize(
    ("singular", "plural"),
    [("treaty", "treaties"), ("delegation", "delegations"), ("process", "processes"), ("criterion", "criteria")],
)
def test_number_of_nouns(singular: str, plural: str) -> None:
    assert plural_of(singular) == plural
    assert singular_of(plural) == singular


@settings(max_examples=500)
@given(
    st.from_regex(r"[a-z]{2,9}(y|ies|ss|ses|e|ee|ie|x|xes|ch|ches|s|o)?", fullmatch=True),
    st.sampled_from(["noun", "verb"]),
)
def test_no_base_of_a_form_is_left_out(word: str, pos: str) -> None:
    assert [form for form in inflect_term(word, pos) if word not in bases_of(form)] == []


@pytest.mark.parametrize(
    "word", ["be", "go", "take", "man", "criterion", "life", "criteria", "women", "lie", "withdraw"]
)
def test_irregular_forms_lead_to_their_base(word: str) -> None:
    for pos in ("noun", "verb"):
        assert [form for form in inflect_term(word, pos) if word not in bases_of(form)] == []
