from collections.abc import Sequence
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from cdalign.quantities import chinese, english
from cdalign.quantities.forms import Branch, Form, Grammar, whole
from cdalign.quantities.idioms import counts_something

FORMS = {
    (form.name, form.pattern): form
    for grammar in (chinese.GRAMMAR, english._WHOLE)
    for branch in (*grammar.at_word, *grammar.anywhere)
    for form in branch.forms
}


@pytest.mark.parametrize("form", [form for form in FORMS.values() if form.needs], ids=lambda form: form.name)
def test_every_match_has_a_word_that_the_form_needs(form: Form) -> None:
    assert needs_a_word(_parser.parse(form.pattern), form.needs)
    assert [word for word in form.needs if word != word.lower()] == []


def test_what_a_form_needs_is_told_from_its_pattern() -> None:
    assert needs_a_word(_parser.parse("(?:a|b)+ ?世纪|半"), ("世纪", "半"))
    assert needs_a_word(_parser.parse("(?<=per )x"), ("per",))
    assert needs_a_word(_parser.parse("(?i:HALF)"), ("half",))
    assert not needs_a_word(_parser.parse("世纪?"), ("世纪",))
    assert not needs_a_word(_parser.parse("x(?:世纪|年)"), ("世纪",))
    assert not needs_a_word(_parser.parse("x(?!世纪)"), ("世纪",))


def test_a_form_is_tried_only_in_texts_with_a_word_that_it_needs() -> None:
    grammar = Grammar(
        (Branch("", (Form("century", "x(?: century)?", lambda match: whole(match, "x:1"), ("CENT".lower(),)),)),)
    )
    assert list(grammar.read("x")) == []
    assert [reading.stop for reading in grammar.read("x Century, x century")] == [1, 20]


def needs_a_word(parsed: Sequence[tuple[Any, Any]], words: Sequence[str], before: str = "") -> bool:
    """Return whether every match of a parsed pattern contains one of the words in some case; `before` precedes it."""
    for operation, argument in parsed:
        name = str(operation)
        if _part_needs_a_word(name, argument, words, before):
            return True
        before = before + chr(argument).lower() if name == "LITERAL" else ""
        if any(word in before for word in words):
            return True
    return False


def _part_needs_a_word(name: str, argument: Any, words: Sequence[str], before: str) -> bool:
    match name:
        case "IN":
            return all(str(kind) == "LITERAL" and before + chr(value).lower() in words for kind, value in argument)
        case "BRANCH":
            return all(needs_a_word(branch, words, before) for branch in argument[1])
        case "SUBPATTERN":
            return needs_a_word(argument[-1], words, before)
        case "ATOMIC_GROUP":
            return needs_a_word(argument, words)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return argument[0] > 0 and needs_a_word(argument[2], words)
        case "ASSERT":
            return needs_a_word(argument[1], words)
    return False


@pytest.mark.parametrize(
    ("word", "rendering", "counts"),
    [
        ("三心二意", "half-hearted", True),
        ("一致", "unanimous", False),
        ("三番五次", "again and again", False),
        ("六方会谈", "six-party talks", True),
        ("成千上万", "many thousands", True),
        ("七上八下", "7 up", True),
        ("十二", "unanimous", True),
        ("百年", "unanimous", True),
        ("千克", "unanimous", True),
    ],
)
def test_a_word_counts_if_it_is_a_numeral_or_its_equivalent_counts(word: str, rendering: str, counts: bool) -> None:
    assert counts_something(word, rendering) is counts
