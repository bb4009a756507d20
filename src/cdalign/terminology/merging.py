"""Two termbases become one, or are compared; nothing that was curated is overwritten."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from cdalign.languages import primary_language
from cdalign.locks import FileChange
from cdalign.messages import say
from cdalign.model import ConceptEntry, Term, Termbase
from cdalign.terminology.termbase import change_termbase
from cdalign.text import compact


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where two termbases disagree about a concept of ours: about what, and what each of them says."""

    concept: str
    about: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Merge:
    """What a merge made: the termbase, the ids of new concepts, of those that got terms, and the disagreements."""

    termbase: Termbase
    added: tuple[str, ...] = ()
    extended: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class ConceptDifference:
    """One difference between two termbases: the concept, and what was there and what is there now (empty: nothing)."""

    concept: str
    about: str
    before: str
    after: str


def merge_termbases(ours: Termbase, theirs: Termbase) -> Merge:
    """Return our termbase with what theirs has more.

    Their concept is ours where the two share terms in two languages, or the id and a term. It then brings its
    further terms and fills what ours left open; where both say something, ours stays and a conflict is reported.
    A concept that shares a term in one language alone comes as a new one, and that is a conflict too. Two concepts of
    theirs stay two, unless one adds nothing to the other.
    """
    merging = _Merging(ours)
    for entry in theirs.entries:
        merging.add(entry)
    return Merge(
        Termbase(tuple(merging.entries.values()), ours.title or theirs.title),
        tuple(merging.added),
        tuple(merging.extended),
        tuple(merging.conflicts),
    )


def merge_all(ours: Termbase, others: Iterable[Termbase]) -> Merge:
    """Return our termbase with what several others have more, merged one after the other."""
    merge = Merge(ours)
    for theirs in others:
        made = merge_termbases(merge.termbase, theirs)
        merge = Merge(
            made.termbase,
            merge.added + made.added,
            merge.extended + made.extended,
            merge.conflicts + made.conflicts,
        )
    return merge


def merge_into_file(path: str | Path, others: Iterable[Termbase]) -> tuple[Merge, FileChange]:
    """Merge termbases into the one in a file, under the file's lock; return what that made, and the file's contents.

    Raises:
        ReadError, BusyError, WriteError, ConflictError: as `change_termbase`.
    """
    theirs = tuple(others)
    merge = Merge(Termbase())

    def change(ours: Termbase) -> Termbase:
        nonlocal merge
        merge = merge_all(ours, theirs)
        return merge.termbase

    _, file = change_termbase(path, change)
    return merge, file


class _Merging:
    """Our concepts as they are being completed, and which of them hold a term."""

    def __init__(self, ours: Termbase) -> None:
        self.entries = {entry.id: entry for entry in ours.entries}
        self.holders: dict[tuple[str, str], list[str]] = defaultdict(list)
        for entry in ours.entries:
            self._register(entry)
        # Concepts that one of theirs has become, or has gone into: another one of theirs is another concept.
        self.taken: dict[str, ConceptEntry] = {}
        self.added: list[str] = []
        self.extended: list[str] = []
        self.conflicts: list[Conflict] = []

    def _register(self, entry: ConceptEntry) -> None:
        for key in _keys(entry):
            if entry.id not in self.holders[key]:
                self.holders[key].append(entry.id)

    def add(self, entry: ConceptEntry) -> None:
        shared: dict[str, set[str]] = defaultdict(set)
        for lang, text in _keys(entry):
            for holder in self.holders.get((lang, text), ()):
                shared[holder].add(lang)
        for holder in [
            holder for holder in shared if holder in self.taken and not _says_no_more(entry, self.taken[holder])
        ]:
            if holder != entry.id:
                del shared[holder]
        same = max(shared, key=lambda concept: (concept == entry.id, len(shared[concept])), default="")
        if same and (same == entry.id or len(shared[same]) > 1):
            self._extend(self.entries[same], entry)
            self.taken[same] = entry
        else:
            self._take_in(entry, sorted(shared))

    def _extend(self, ours: ConceptEntry, theirs: ConceptEntry) -> None:
        known = {(primary_language(term.lang), _folded(term)): term for term in ours.terms}
        # `State party` and `State Party` can both be ours: the very same words come first.
        same = {(primary_language(term.lang), term.text): term for term in ours.terms}
        new: list[Term] = []
        for term in theirs.terms:
            lang = primary_language(term.lang)
            mine = same.get((lang, term.text)) or known.get((lang, _folded(term)))
            if mine is None:
                new.append(term)
            elif mine.status is not term.status:
                self.conflicts.append(
                    Conflict(ours.id, say("status of {term}", term=term.text), mine.status.value, term.status.value)
                )
        filled = self._fill(ours, theirs)
        if new or filled != ours:
            self.extended.append(ours.id)
        self.entries[ours.id] = replace(filled, terms=(*ours.terms, *new))
        self._register(self.entries[ours.id])

    def _fill(self, ours: ConceptEntry, theirs: ConceptEntry) -> ConceptEntry:
        for name in ("subject", "definition", "note"):
            mine, other = getattr(ours, name), getattr(theirs, name)
            if other and not mine:
                ours = replace(ours, **{name: other})
                if name == "definition":
                    ours = replace(ours, definition_source=theirs.definition_source)
            elif other and other != mine:
                self.conflicts.append(Conflict(ours.id, name, mine, other))
        return ours

    def _take_in(self, entry: ConceptEntry, sharing: list[str]) -> None:
        name, number = entry.id, 2
        while name in self.entries:
            name, number = f"{entry.id}-{number}", number + 1
        self.entries[name] = replace(entry, id=name)
        self.added.append(name)
        self.taken[name] = entry
        for holder in sharing:
            common = " / ".join(text for _, text in _keys(entry) if holder in self.holders[(_, text)])
            self.conflicts.append(Conflict(holder, "one term in two concepts", common, name))
        self._register(self.entries[name])


def compare_termbases(before: Termbase, after: Termbase) -> Iterator[ConceptDifference]:
    """Yield the differences between two states of a termbase, concept by concept."""
    for entry in before.entries:
        now = after.by_id.get(entry.id)
        if now is None:
            yield ConceptDifference(entry.id, "concept", _shown(entry), "")
        elif now != entry:
            yield from _differences(entry, now)
    for entry in after.entries:
        if entry.id not in before.by_id:
            yield ConceptDifference(entry.id, "concept", "", _shown(entry))


def _differences(before: ConceptEntry, after: ConceptEntry) -> Iterator[ConceptDifference]:
    for name in ("subject", "definition", "definition_source", "note", "see_also"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield ConceptDifference(before.id, name, _words(was), _words(now))
    was_terms = {(term.lang, term.text): term for term in before.terms}
    now_terms = {(term.lang, term.text): term for term in after.terms}
    for key in dict.fromkeys((*was_terms, *now_terms)):
        was_term, now_term = was_terms.get(key), now_terms.get(key)
        if was_term is not None and now_term is not None:
            yield from _changes(before.id, was_term, now_term)
        elif was_term != now_term:
            yield ConceptDifference(before.id, key[0], _shown_term(was_term), _shown_term(now_term))


def _changes(concept: str, was: Term, now: Term) -> Iterator[ConceptDifference]:
    for field in fields(Term):
        before, after = getattr(was, field.name), getattr(now, field.name)
        if before != after:
            yield ConceptDifference(concept, f"{was.text}: {field.name}", _words(before), _words(after))


def count_terms(termbase: Termbase) -> dict[str, int]:
    """Return the figures of a termbase: concepts, terms, and terms by language, type and status."""
    terms = [term for entry in termbase.entries for term in entry.terms]
    figures: dict[str, int] = {"concepts": len(termbase.entries), "terms": len(terms)}
    figures["definitions"] = sum(bool(entry.definition) for entry in termbase.entries)
    for name in ("lang", "type", "status", "pos"):
        counts = Counter(str(getattr(term, name)) for term in terms)
        figures.update({f"{name} {value}": count for value, count in sorted(counts.items())})
    subjects = Counter(entry.subject or "none" for entry in termbase.entries)
    figures.update({f"subject {subject}": count for subject, count in subjects.most_common()})
    return figures


def _says_no_more(entry: ConceptEntry, other: ConceptEntry) -> bool:
    """Return whether one of two concepts is all in the other one: the same list of words in a file twice."""
    fewer, more = sorted((set(_keys(entry)), set(_keys(other))), key=len)
    agrees = all(
        not getattr(entry, name) or not getattr(other, name) or getattr(entry, name) == getattr(other, name)
        for name in ("definition", "subject")
    )
    return agrees and fewer <= more


def _keys(entry: ConceptEntry) -> Iterable[tuple[str, str]]:
    return dict.fromkeys((primary_language(term.lang), _folded(term)) for term in entry.terms)


def _folded(term: Term) -> str:
    return compact(term.text).lower()


def _words(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _shown(entry: ConceptEntry) -> str:
    return " = ".join(term.text for term in entry.terms[:2])


def _shown_term(term: Term | None) -> str:
    return "" if term is None else f"{term.text} ({term.type}, {term.status}, {term.pos})"
