"""The project, its reviews and its terms, as the pages see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import RLock

from cdalign.checks import Ignored, check_bitext, read_ignored, write_ignored
from cdalign.errors import UsageError
from cdalign.memory import Memory, open_memory
from cdalign.model import Finding, Level, Termbase
from cdalign.project import Pair, Project, read_project_termbase
from cdalign.reviewing import Review, open_review
from cdalign.terminology import TermIndex
from cdalign.units import units_of
from cdalign.web.memories import KeptMemory, Memories


class MissingError(UsageError):
    """What was asked for by its name is not there."""


@dataclass(frozen=True)
class Terms:
    """A termbase ready to be asked."""

    termbase: Termbase

    @cached_property
    def index(self) -> TermIndex:
        """The terms made ready for look-up and for recognition."""
        return TermIndex(self.termbase)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A pair and the project that it belongs to; uploaded pairs have projects of their own."""

    project: Project
    pair: Pair
    title: str


class Workspace:
    """Everything the pages work on; its methods may be called from several threads."""

    def __init__(self, project: Project | None, uploads: Path, memory: str | Path | None = None) -> None:
        self.project = project
        self.uploads = uploads
        self._shelves: dict[str, Shelf] = {}
        self._reviews: dict[str, Review] = {}
        self._findings: dict[str, tuple[str, tuple[Finding, ...]]] = {}
        self._terms: dict[Path, tuple[int, Terms]] = {}
        self._memory: Memory | None = None
        self._kept = KeptMemory(memory) if memory else None
        self._remembered: dict[str, str] = {}
        self.lock = RLock()
        if project is not None:
            self._shelves = {pair.name: Shelf(project, pair, pair.name) for pair in project.pairs}

    @property
    def title(self) -> str:
        """What the pages call this workspace."""
        return self.project.root.resolve().name if self.project else ""

    @property
    def shelves(self) -> dict[str, Shelf]:
        """The pairs by key, uploaded ones behind those of the project."""
        return dict(self._shelves)

    def add_shelf(self, key: str, shelf: Shelf) -> None:
        """Add an uploaded pair."""
        with self.lock:
            self._shelves[key] = shelf

    def shelf(self, key: str) -> Shelf:
        """Give a pair.

        Raises:
            MissingError: there is none of that name.
        """
        if key not in self._shelves:
            raise MissingError("there is no such pair of texts", advice="choose one on the first page")
        return self._shelves[key]

    def review(self, key: str) -> Review:
        """Give the review of a pair, opened when it is first asked for.

        Raises:
            MissingError: there is no such pair.
            ReadError: a text or the working file cannot be read.
        """
        shelf = self.shelf(key)
        with self.lock:
            if key not in self._reviews:
                self._reviews[key] = open_review(shelf.project, shelf.pair, self.terms(shelf.project).termbase)
            return self._reviews[key]

    def memories(self) -> Memories:
        """Give the memory of all pairs as they are now, and the one that is kept, where one is served."""
        texts = (self._texts(),) if self._shelves else ()
        return Memories((*texts, self._kept.memory) if self._kept else texts)

    def _texts(self) -> Memory:
        """One collection a pair, of its sentence beads."""
        with self.lock:
            if self._memory is None:
                self._memory = open_memory()
            for key in self._shelves:
                self._remember(self._memory, key)
            return self._memory

    def languages(self) -> set[str]:
        """Give the languages of all texts that can be searched."""
        bitexts = [self.review(key).snapshot()[0] for key in self.shelves]
        written = {doc.lang for bitext in bitexts for doc in (bitext.source, bitext.target)}
        return written | (self._kept.languages() if self._kept else frozenset())

    @property
    def may_wait(self) -> bool:
        """Whether an answer may have to be waited for, because a memory lies in a database."""
        return self._kept is not None and self._kept.may_wait

    def check(self) -> None:
        """See that the memory that is served answers.

        Raises:
            AwayError: it does not at present.
            ReadError: it cannot be read.
        """
        if self._kept:
            self._kept.check()

    def warm(self) -> None:
        """Read what the first answers need."""
        if self._kept:
            self._kept.warm()

    def close(self) -> None:
        """Let go of the memories."""
        for memory in (self._memory, self._kept):
            if memory is not None:
                memory.close()

    def _remember(self, memory: Memory, key: str) -> None:
        bitext, version = self.review(key).snapshot()
        if self._remembered.get(key) == version:
            return
        if key in self._remembered:
            memory.remove(collection=key)
        memory.add(units_of(bitext, Level.SENTENCE), collection=key)
        self._remembered[key] = version

    def terms(self, project: Project | None = None) -> Terms:
        """Give the terms of a project (of the workspace's own where none is named), read again when they change."""
        chosen = project or self.project
        if chosen is None:
            return Terms(Termbase())
        path = chosen.termbase
        stamp = path.stat().st_mtime_ns if path.exists() else 0
        with self.lock:
            if path not in self._terms or self._terms[path][0] != stamp:
                self._terms[path] = (stamp, Terms(read_project_termbase(chosen)))
            return self._terms[path][1]

    def findings(self, key: str) -> tuple[Finding, ...]:
        """Give the findings of a pair as it is now, those set aside among them."""
        shelf = self.shelf(key)
        bitext, version = self.review(key).snapshot()
        terms = self.terms(shelf.project)
        stamp = f"{version} {id(terms)}"
        known = self._findings.get(key)
        if known is not None and known[0] == stamp:
            return known[1]
        findings = tuple(check_bitext(bitext, terms.termbase))
        self._findings[key] = (stamp, findings)
        return findings

    def ignored(self, key: str) -> dict[str, Ignored]:
        """Give the findings of a pair's project that are set aside."""
        return read_ignored(self.shelf(key).project.ignored, may_be_missing=True)

    def set_aside(self, key: str, entry: Ignored) -> None:
        """Set a finding aside."""
        with self.lock:
            kept = self.ignored(key)
            write_ignored(self.shelf(key).project.ignored, [*kept.values(), entry])

    def take_back(self, key: str, fingerprint: str) -> None:
        """Set a finding aside no longer."""
        with self.lock:
            kept = self.ignored(key)
            kept.pop(fingerprint, None)
            write_ignored(self.shelf(key).project.ignored, kept.values())
