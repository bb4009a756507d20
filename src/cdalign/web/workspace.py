"""The project, its reviews and its terms, as the pages see them.

If a pair, a termbase, a list of ignored findings or a memory cannot be read, the rest is served. `troubles`, which
every page shows, names it, and so does the log, once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from threading import RLock

from cdalign.checks import Ignored, change_ignored, check_bitext, read_ignored
from cdalign.errors import UsageError
from cdalign.memory import Memory, open_memory
from cdalign.model import Bitext, Finding, Level, Termbase
from cdalign.project import Project
from cdalign.reviewing import Review
from cdalign.units import units_of
from cdalign.web.memories import KEPT, KeptMemory, Memories
from cdalign.web.reviews import OpenedReviews, Shelf
from cdalign.web.termbases import OpenedTermbases, Terms
from cdalign.web.troubles import Troubles


class MissingError(UsageError):
    """There is nothing of the name that was asked for."""


class Workspace:
    """All that the pages work on. Its methods may be called from several threads."""

    def __init__(
        self,
        project: Project | None,
        uploads: Path,
        memory: str | Path | None = None,
        library: Path | None = None,
    ) -> None:
        self.project = project
        self.library = library
        self.uploads = uploads
        self.troubles = Troubles()
        self.lock = RLock()
        self._shelves: dict[str, Shelf] = {}
        self._reviews = OpenedReviews()
        self._findings: dict[str, tuple[str, tuple[Finding, ...]]] = {}
        self._terms = OpenedTermbases(self.troubles)
        self._memory: Memory | None = None
        self._kept = KeptMemory(memory) if memory else None
        self._remembered: dict[str, str] = {}
        if project is not None:
            self._shelves = {pair.name: Shelf(project, pair, pair.name) for pair in project.pairs}

    @property
    def title(self) -> str:
        """The title of this workspace on the pages."""
        return self.project.root.resolve().name if self.project else ""

    @property
    def shelves(self) -> dict[str, Shelf]:
        """The pairs by key, uploaded ones after those of the project."""
        return dict(self._shelves)

    def switch(self, project: Project) -> None:
        """Close the project and open another one, or the same one again with its present texts. Uploads stay."""
        with self.lock:
            own = [key for key, shelf in self._shelves.items() if shelf.project.root == self._root]
            fresh = {pair.name: Shelf(project, pair, pair.name) for pair in project.pairs}
            is_same = self._root == project.root
            for key in own:
                if not is_same or key not in fresh:
                    self.drop_shelf(key)
            self.project = project
            self._shelves = fresh | {key: shelf for key, shelf in self._shelves.items() if key not in own}

    @property
    def _root(self) -> Path | None:
        return self.project.root if self.project else None

    def add_shelf(self, key: str, shelf: Shelf) -> None:
        """Add an uploaded pair."""
        with self.lock:
            self._shelves[key] = shelf

    def drop_shelf(self, key: str) -> None:
        """Remove an uploaded pair and everything that was made from it."""
        with self.lock:
            self._shelves.pop(key, None)
            self._findings.pop(key, None)
            self._reviews.forget(key)
            self._forget(key)
            self.troubles.end(key)

    def shelf(self, key: str) -> Shelf:
        """Return a pair.

        Raises:
            MissingError: there is no pair of that name.
        """
        shelf = self._shelves.get(key)
        if shelf is None:
            raise MissingError("there is no such pair of texts", advice="choose one on the first page")
        return shelf

    def review(self, key: str) -> Review:
        """Return the review of a pair, opened when it is first asked for, and again when its texts change.

        Raises:
            MissingError: there is no such pair.
            ReadError: a text or the working file cannot be read.
        """
        shelf = self.shelf(key)
        with self.lock:
            return self._reviews.open(key, shelf, lambda: self.terms(shelf.project).termbase)

    def readable(self) -> dict[str, tuple[Bitext, str]]:
        """Return the bitext and the version of every pair that can be read. `troubles` names the others."""
        found = {}
        for key, shelf in self.shelves.items():
            # An upload may be deleted at the same time.
            with suppress(MissingError), self.troubles.caught(key, shelf.title):
                found[key] = self.review(key).snapshot()
        return found

    def memories(self) -> Memories:
        """Return the memory of all pairs as they are now, and the memory that is served, if there is one."""
        parts = {"texts": self._texts()} if self._shelves else {}
        if self._kept:
            with self.troubles.caught(KEPT, KEPT) as caught:
                parts[KEPT] = self._kept.memory
            if caught.error is not None and not parts:
                raise caught.error
        return Memories(parts, self.troubles)

    def _texts(self) -> Memory:
        """One collection a pair, of its sentence beads."""
        readable = self.readable()
        with self.lock:
            if self._memory is None:
                self._memory = open_memory()
            for key in [key for key in self._remembered if key not in readable]:
                self._forget(key)
            for key, (bitext, version) in readable.items():
                self._remember(self._memory, key, bitext, version)
            return self._memory

    def languages(self) -> set[str]:
        """Return the languages of all texts that can be searched."""
        written = {doc.lang for bitext, _ in self.readable().values() for doc in (bitext.source, bitext.target)}
        with self.troubles.caught(KEPT, KEPT):
            written |= self._kept.languages() if self._kept else frozenset()
        return written

    @property
    def may_wait(self) -> bool:
        """Whether an answer may take long, because a memory is in a database."""
        return self._kept is not None and self._kept.may_wait

    def check(self) -> None:
        """Check that the memory that is served answers.

        Raises:
            AwayError: it does not at present.
            ReadError: it cannot be read.
        """
        if self._kept:
            self._kept.check()

    def sizes(self) -> dict[str, int]:
        """Return the units of each memory: the `texts` of the project once they were searched, and the `kept` one.

        A memory that does not answer is left out.
        """
        sizes = {} if self._memory is None else {"texts": len(self._memory)}
        if self._kept is not None:
            with self.troubles.caught(KEPT, KEPT):
                sizes["kept"] = len(self._kept)
        return sizes

    def warm(self) -> None:
        """Read what the first answers need."""
        if self._kept:
            self._kept.warm()

    def close(self) -> None:
        """Close the memories."""
        for memory in (self._memory, self._kept):
            if memory is not None:
                memory.close()

    def _remember(self, memory: Memory, key: str, bitext: Bitext, version: str) -> None:
        if self._remembered.get(key) == version or key not in self._shelves:
            return
        self._forget(key)
        memory.add(units_of(self._shelves[key].name_documents(bitext), Level.SENTENCE), collection=key)
        self._remembered[key] = version

    def _forget(self, key: str) -> None:
        if self._memory is not None and self._remembered.pop(key, None) is not None:
            self._memory.remove(collection=key)

    def terms(self, project: Project | None = None) -> Terms:
        """Return the terms of a project (of the workspace's own if none is named), read again when they change."""
        chosen = project or self.project
        if chosen is None:
            return Terms(Termbase())
        with self.lock:
            return self._terms.read(chosen)

    def findings(self, key: str) -> tuple[Finding, ...]:
        """Return the findings of a pair as it is now, those set aside among them."""
        known = self.known_findings(key)
        if known is not None:
            return known
        stamp = self.findings_stamp(key)
        bitext, _ = self.review(key).snapshot()
        findings = tuple(check_bitext(bitext, self.terms(self.shelf(key).project).termbase))
        self.keep_findings(key, stamp, findings)
        return findings

    def findings_stamp(self, key: str) -> str:
        """Return a stamp of the state of a pair and of its terms, on which its findings depend."""
        _, version = self.review(key).snapshot()
        return f"{version} {id(self.terms(self.shelf(key).project))}"

    def known_findings(self, key: str) -> tuple[Finding, ...] | None:
        """Return the findings of a pair as it is now, if it was checked already."""
        stamp, findings = self._findings.get(key, ("", ()))
        return findings if stamp == self.findings_stamp(key) else None

    def last_findings(self, key: str) -> tuple[Finding, ...]:
        """Return the findings of a pair as it was at the last check, or none if it was never checked."""
        return self._findings.get(key, ("", ()))[1]

    def keep_findings(self, key: str, stamp: str, findings: tuple[Finding, ...]) -> None:
        """Keep the findings of a pair as it was when its stamp was made."""
        self._findings[key] = (stamp, findings)

    def ignored(self, key: str) -> dict[str, Ignored]:
        """Return the findings that are set aside in a pair's project, or none if their list cannot be read."""
        path = self.shelf(key).project.ignored
        kept: dict[str, Ignored] = {}
        with self.troubles.caught(str(path), path.name) as caught:
            kept = read_ignored(path, may_be_missing=True)
        return {} if caught.error else kept

    def set_aside(self, key: str, entries: Iterable[Ignored]) -> None:
        """Set findings aside.

        Raises:
            ReadError: the list cannot be read; it is left as it is.
        """
        change_ignored(self.shelf(key).project.ignored, lambda kept: [*kept.values(), *entries])

    def take_back(self, key: str, fingerprints: Collection[str]) -> None:
        """Set findings aside no longer.

        Raises:
            ReadError: the list cannot be read; it is left as it is.
        """
        change_ignored(
            self.shelf(key).project.ignored,
            lambda kept: [entry for entry in kept.values() if entry.fingerprint not in fingerprints],
        )
