"""The terms that a passage can name are found without the others; nothing may be missed by it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from terms_fixtures import TERMBASE

from cdalign.documents import read_document
from cdalign.model import ConceptEntry, Term, Termbase, TermType
from cdalign.terminology.index import TermIndex
from cdalign.terminology.inflection import inflect_term
from cdalign.terminology.recognition import TermRecognizer
from cdalign.terminology.termbase import read_termbase

NAMES = (
    ("《禁止核武器条约》", "Treaty on the Prohibition of Nuclear Weapons"),
    ("核武器国家", "nuclear-weapon State"),
    ("附件 2 国家", "Annex 2 State"),
    ("缔约国", "State party"),
    ("妇女权利", "women's rights"),
    ("秘书长", "Secretary-General"),
    ("战士", "man of war"),
    ("Ｕ．Ｓ．军备", "U.S. arms"),
    ("“新议程”联盟", "“New Agenda” coalition"),
    ("会", "meeting"),
)
VERBS = (("注意到", "take note of"), ("垂死", "die"), ("是", "be bound by"), ("提交", "submit"), ("停止", "stop"))
ENTRIES = tuple(
    ConceptEntry(f"c{number}", (Term(chinese, "zh-Hans", pos=pos), Term(english, "en", pos=pos)))
    for number, (chinese, english, pos) in enumerate(
        [*((*name, "noun") for name in NAMES), *((*verb, "verb") for verb in VERBS)]
    )
)
ACRONYMS = (ConceptEntry("ngo", (Term("非政府组织", "zh-Hans"), Term("NGO", "en", TermType.ACRONYM))),)
WHOLE = Termbase(TERMBASE.entries + ENTRIES + ACRONYMS)
INDEX, FULL = TermIndex(WHOLE), TermRecognizer(WHOLE)
FORMS = [
    form
    for entry in WHOLE.entries
    for term in entry.terms
    for form in (inflect_term(term.text, term.pos) if term.lang == "en" else (term.text, term.text.strip("《》")))
]
JOINTS = ["", " ", "\n", "-", "-\n", "'s ", "’ ", " (", ")", ", ", "。", "“", "/", "non-", "the ", "\u00ad", "　"]
passages = st.lists(st.sampled_from(FORMS + JOINTS * 3), max_size=12).map("".join)


@settings(max_examples=300)
@given(passages, st.sampled_from(["zh", "en"]))
def test_what_a_passage_names_is_found_as_by_the_whole_termbase(text: str, lang: str) -> None:
    assert INDEX.recognizer_for((text, lang)).find(text, lang) == FULL.find(text, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_has_the_same_terms_either_way(repository: Path, lang: str) -> None:
    termbase = read_termbase(repository / "tm" / "termbase.tsv")
    index, whole = TermIndex(termbase), TermRecognizer(termbase)
    paragraphs = read_document(repository / "corpus" / lang / "CD-2138.txt").paragraphs
    found = [whole.find(one.text, lang) for one in paragraphs]
    assert [index.recognizer_for((one.text, lang)).find(one.text, lang) for one in paragraphs] == found
    assert sum(map(len, found)) > len(paragraphs)


def test_a_passage_is_looked_for_in_few_concepts() -> None:
    made = INDEX.recognizer_for(("States parties reiterated it.", "en"))
    assert [entry.id for entry in made.termbase.entries] == ["reiterate", "c3"]
    assert INDEX.recognizer_for(("il n'y a rien", "fr")).termbase.entries == ()


def test_two_passages_are_looked_at_together() -> None:
    made = INDEX.recognizer_for(("缔约国", "zh"), ("NGOs", "en"))
    assert {entry.id for entry in made.termbase.entries} == {"c3", "ngo"}
