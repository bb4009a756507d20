"""The rules by which English words are inflected, each with a word of its own."""

import pytest

from cdalign.terminology.inflection import bases_of, inflect_term, plural_of, singular_of


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("boss", "bosses"),
        ("box", "boxes"),
        ("church", "churches"),
        ("wish", "wishes"),
        ("quiz", "quizes"),  # a form that no text has does no harm
        ("delay", "delays"),
        ("duty", "duties"),
        ("woman", "women"),
        ("addendum", "addenda"),
        ("annex", "annexes"),
        ("index", "indices"),
        ("committee", "committees"),
    ],
)
def test_plurals_end_as_their_singulars_ask(singular: str, plural: str) -> None:
    assert plural_of(singular) == plural


@pytest.mark.parametrize(
    ("word", "singular"),
    [
        ("arms", "arms"),
        ("news", "news"),
        ("status", "status"),
        ("basis", "basis"),
        ("access", "access"),
        ("ties", "tie"),
        ("parties", "party"),
        ("classes", "class"),
        ("taxes", "tax"),
        ("bases", "basis"),
        ("data", "datum"),
        ("houses", "house"),
        ("party", "party"),
    ],
)
def test_a_final_s_is_not_always_a_plural(word: str, singular: str) -> None:
    assert singular_of(word) == singular


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("lie", ["lies", "lay", "lain", "lying"]),
        ("die", ["dies", "died", "dying"]),
        ("see", ["sees", "saw", "seen", "seeing"]),
        ("free", ["frees", "freed", "freeing"]),
        ("make", ["makes", "made", "making"]),
        ("be", ["is", "was", "were", "been", "being"]),
        ("have", ["has", "had", "having"]),
        ("go", ["goes", "went", "gone", "going"]),
        ("veto", ["vetoes", "vetoed", "vetoing"]),
        ("defer", ["defers", "deferred", "deferring"]),
        ("offer", ["offers", "offered", "offering"]),
        ("control", ["controls", "controlled", "controlling"]),
        ("visit", ["visits", "visited", "visiting"]),
        ("plan", ["plans", "planned", "planning"]),
        ("look", ["looks", "looked", "looking"]),
        ("play", ["plays", "played", "playing"]),
        ("carry", ["carries", "carried", "carrying"]),
        ("dye", ["dyes", "dyed", "dyeing"]),
        ("pass", ["passes", "passed", "passing"]),
        ("undertake", ["undertakes", "undertook", "undertaken", "undertaking"]),
    ],
)
def test_verbs_have_their_five_forms(verb: str, forms: list[str]) -> None:
    assert inflect_term(verb, "verb") == (verb, *forms)


@pytest.mark.parametrize(
    ("term", "others"),
    [
        ("Treaty on the Prohibition of Tests", ["Treaties on the Prohibition of Tests"]),
        ("draft resolution", ["draft resolutions"]),
        ("draft resolutions", ["draft resolution"]),
        ("Attorney General", ["Attorneys General"]),
        ("Secretary-General of the Conference", ["Secretaries-General of the Conference"]),
        ("State signatory", ["States signatories"]),
        ("interested States not party", ["interested State not party"]),
        ("United Nations", []),
        ("means of delivery", []),
        ("NGO", ["NGOs"]),
        ("NGOs", ["NGO"]),
        ("MINUTE", ["MINUTEs"]),
        ("Party", ["Parties"]),
        ("zone", ["zones"]),
        ("man", ["men"]),
        ("PARTY", ["PARTIES"]),
        ("x", []),
        ("CD/2138", []),
        ("", []),
    ],
)
def test_a_noun_takes_the_other_number_where_its_head_is(term: str, others: list[str]) -> None:
    assert list(inflect_term(term, "noun")[1:]) == others


@pytest.mark.parametrize(
    ("verb", "others"),
    [
        ("Call upon", ["Calls upon", "Called upon", "Calling upon"]),
        ("reaffirm its commitment to", ["reaffirms its commitment to", "reaffirmed its commitment to",
                                        "reaffirming its commitment to"]),
        ("1540", []),
    ],
)  # fmt: skip
def test_of_a_phrase_the_verb_alone_is_inflected(verb: str, others: list[str]) -> None:
    assert list(inflect_term(verb, "verb")[1:]) == others


@pytest.mark.parametrize("pos", ["adjective", "adverb", "other", ""])
def test_other_words_stay_as_they_are(pos: str) -> None:
    assert inflect_term("nuclear", pos) == ("nuclear",)


@pytest.mark.parametrize(
    ("form", "bases"),
    [
        ("controlled", {"control", "controlled"}),
        ("ratifies", {"ratify"}),
        ("dying", {"die"}),
        ("making", {"make", "making"}),
        ("was", {"be"}),
        ("has", {"have"}),
        ("men", {"man"}),
        ("undertook", {"undertake"}),
        ("party", {"party", "parties"}),
        ("box", {"boxes"}),
    ],
)
def test_a_form_leads_to_what_it_may_come_from(form: str, bases: set[str]) -> None:
    assert bases <= bases_of(form)
