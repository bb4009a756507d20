import pytest

from cdalign.terminology.inflection import inflect_term, plural_of, singular_of


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
