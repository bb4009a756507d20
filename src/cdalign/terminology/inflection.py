"""The forms under which an English term occurs in running text.

A termbase keeps one form (`State party`, `reiterate`); texts have `States parties`, `States parties'`,
`reiterated`. Libraries get the terms of the United Nations wrong (inflect gives "State parties"), and a wrong
form that no text has does no harm: so a few rules, and all forms they allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

# Words whose final s makes no plural, or that have none.
_INVARIABLE = frozenset({
    "affairs", "arms", "customs", "economics", "ethics", "goods", "headquarters", "means", "nations", "news",
    "physics", "politics", "proceedings", "series", "species", "statistics", "united", "works",
})  # fmt: skip
_IRREGULAR_NOUNS = {
    "man": "men", "woman": "women", "child": "children", "person": "persons", "criterion": "criteria",
    "phenomenon": "phenomena", "datum": "data", "medium": "media", "basis": "bases", "crisis": "crises",
    "analysis": "analyses", "life": "lives", "half": "halves", "shelf": "shelves", "annex": "annexes",
    "index": "indices", "appendix": "appendices", "memorandum": "memorandums", "addendum": "addenda",
    "corrigendum": "corrigenda",
}  # fmt: skip
_SINGULARS = {plural: singular for singular, plural in _IRREGULAR_NOUNS.items()}
# (past, participle) of the verbs that documents of the United Nations use and whose ending is not -ed.
_IRREGULAR_VERBS = {
    "be": ("was were", "been"), "bear": ("bore", "borne"), "become": ("became", "become"),
    "begin": ("began", "begun"), "bind": ("bound", "bound"), "break": ("broke", "broken"),
    "bring": ("brought", "brought"), "build": ("built", "built"), "choose": ("chose", "chosen"),
    "come": ("came", "come"), "cut": ("cut", "cut"), "deal": ("dealt", "dealt"), "draw": ("drew", "drawn"),
    "fall": ("fell", "fallen"), "feel": ("felt", "felt"), "find": ("found", "found"), "get": ("got", "got"),
    "give": ("gave", "given"), "go": ("went", "gone"), "have": ("had", "had"), "hold": ("held", "held"),
    "keep": ("kept", "kept"), "know": ("knew", "known"), "lay": ("laid", "laid"), "lead": ("led", "led"),
    "leave": ("left", "left"), "let": ("let", "let"), "lie": ("lay", "lain"), "lose": ("lost", "lost"),
    "make": ("made", "made"), "mean": ("meant", "meant"), "meet": ("met", "met"), "pay": ("paid", "paid"),
    "put": ("put", "put"), "rise": ("rose", "risen"), "run": ("ran", "run"), "say": ("said", "said"),
    "see": ("saw", "seen"), "seek": ("sought", "sought"), "send": ("sent", "sent"), "set": ("set", "set"),
    "show": ("showed", "shown"), "speak": ("spoke", "spoken"), "spend": ("spent", "spent"),
    "stand": ("stood", "stood"), "take": ("took", "taken"), "tell": ("told", "told"),
    "think": ("thought", "thought"), "undergo": ("underwent", "undergone"),
    "undertake": ("undertook", "undertaken"), "uphold": ("upheld", "upheld"), "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"), "write": ("wrote", "written"),
}  # fmt: skip
# Verbs that double their last letter: of two syllables with the stress on the second, and of one.
_DOUBLING = re.compile(
    r"(?:sub|com|per|o|ad|trans|re)mit|(?:re|con|in|de|pre)fer|(?:oc|in|re)cur|(?:com|pro)pel|control|regret"
)
_ONE_SYLLABLE = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")
# What ends the head of a noun phrase: "Treaty | on the Non-Proliferation", "weapons | of mass destruction".
_AFTER_HEAD = re.compile(r" (?:of|on|for|to|in|against|with|by|from|at|and|or|among|between|under|into|within) ")
# Nouns after which "party" or "signatory" is after its noun, and adjectives that do: both parts take the plural.
_POSTPOSED = re.compile(r"\b(states?) (part(?:y|ies)|signator(?:y|ies)|not party)$", re.IGNORECASE)
_GENERAL = re.compile(r"(secretary|director|attorney|governor)(-| )general\b", re.IGNORECASE)
# How regular forms end, and how their bases do.
_ENDINGS = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y")),
    *(("ing", ""), ("ing", "e"), ("ying", "ie")),
)
_LAST_WORD = re.compile(r"[A-Za-z]+$")
_FIRST_WORD = re.compile(r"[A-Za-z]+")


@cache
def plural_of(word: str) -> str:
    """Return the plural of a lower-case noun: `party` -> `parties`, `process` -> `processes`."""
    if word in _IRREGULAR_NOUNS:
        return _IRREGULAR_NOUNS[word]
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + "s"


@cache
def singular_of(word: str) -> str:
    """Return the singular of a lower-case plural, and any other word as it is: `parties` -> `party`."""
    if word in _SINGULARS:
        return _SINGULARS[word]
    if word in _INVARIABLE or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|x|z|ch|sh)es$", word):
        return word[:-2]
    return word[:-1]


@cache
def bases_of(form: str) -> frozenset[str]:
    """Return all words of which a lower-case form can be an inflection, itself among them, and some that are not words.

    No base is left out: `form in inflect_term(word, pos)` has `word` here, be it a noun or a verb.
    """
    stems = [form.removesuffix(ending) + rest for ending, rest in _ENDINGS if form.endswith(ending)]
    single = [stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]]
    # A termbase may hold the plural where the text has the singular.
    plurals = [form + "s", form + "es", form[:-1] + "ies", _IRREGULAR_NOUNS.get(form, form)]
    irregular = [_SINGULARS.get(form, form), *_bases_of_irregular().get(form, ())]
    return frozenset((form, *stems, *single, *plurals, *irregular))


@cache
def _bases_of_irregular() -> dict[str, list[str]]:
    bases: dict[str, list[str]] = {"is": ["be"], "has": ["have"]}
    for base, (past, participle) in _IRREGULAR_VERBS.items():
        for form in (*past.split(), participle):
            bases.setdefault(form, []).append(base)
    return bases


def inflect_term(text: str, pos: str) -> tuple[str, ...]:
    """Return the forms of an English term, the term itself first: `State party` -> `States parties`.

    Nouns get singular and plural of their head and of their last word; verbs -s, -ed, -ing of their first word;
    other parts of speech stay as they are. The case of what is added is that of the letter before it.
    """
    if pos == "verb":
        forms = _verb_forms(text)
    elif pos == "noun":
        forms = _noun_forms(text)
    else:
        forms = iter(())
    return tuple(dict.fromkeys((text, *forms)))


def _noun_forms(text: str) -> Iterator[str]:
    postposed = _POSTPOSED.search(text)
    if postposed:
        yield from _postposed_forms(text, postposed)
        return
    general = _GENERAL.search(text)
    if general:
        yield text[: general.start(1)] + _to_plural(general[1]) + text[general.end(1) :]
        return
    head = _AFTER_HEAD.search(text)
    if head:
        yield from _numbers(text[: head.start()], text[head.start() :])
        return
    yield from _numbers(text, "")


def _postposed_forms(text: str, found: re.Match[str]) -> Iterator[str]:
    """`State party` has `States parties`, and nothing between; `State not party` has `States not party`."""
    start, first, second = text[: found.start()], found[1], found[2]
    for number in (_to_singular, _to_plural):
        yield f"{start}{number(first)} {second if ' ' in second else number(second)}"


def _numbers(head: str, rest: str) -> Iterator[str]:
    """Singular and plural of the last word of `head`."""
    word = _LAST_WORD.search(head)
    if word is None or len(word[0]) < 2 or word[0].lower() in _INVARIABLE:
        return
    before = head[: word.start()]
    yield before + _to_plural(word[0]) + rest
    yield before + _to_singular(word[0]) + rest


def _to_plural(word: str) -> str:
    return word if singular_of(word.lower()) != word.lower() else _in_case_of(word, plural_of(word.lower()))


def _to_singular(word: str) -> str:
    return _in_case_of(word, singular_of(word.lower()))


def _in_case_of(model: str, word: str) -> str:
    """Return `word` with the capitals of `model`: `NGO` -> `NGOs`, `NGOs` -> `NGO`, `Party` -> `Parties`."""
    small = model.lower()
    if small.startswith(word):
        return model[: len(word)]
    if word.startswith(small):
        return model + word[len(model) :]
    if model.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if model[:1].isupper() else word


def _verb_forms(text: str) -> Iterator[str]:
    word = _FIRST_WORD.match(text)
    if word is None:
        return
    base, rest = word[0].lower(), text[word.end() :]
    past, participle = _IRREGULAR_VERBS.get(base, (_past(base), _past(base)))
    for form in (_third_person(base), *past.split(), participle, _gerund(base)):
        yield _in_case_of(word[0], form) + rest


def _third_person(verb: str) -> str:
    return {"be": "is", "have": "has"}.get(verb) or (verb + "es" if verb.endswith("o") else plural_of(verb))


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and len(verb) > 2:
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    doubles = _DOUBLING.fullmatch(verb) or _ONE_SYLLABLE.fullmatch(verb)
    return verb + verb[-1] if doubles else verb
