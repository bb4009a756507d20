"""A run: manifest to ledger, learning, aligning, outputs. Each step resumes where the journal ends."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.atomic import sweep_unfinished
from cdalign.batch.journal import Journal
from cdalign.batch.ledger import SOURCE, TARGET, Known, Ledger
from cdalign.batch.manifest import ListedPair, Manifest, ManifestEntry, find_texts, read_list
from cdalign.batch.pairs import (
    PAIRS_FOLDER,
    Job,
    UserDictionary,
    memory_name,
    prepare_alignment,
    prepare_symbols,
    working_name,
)
from cdalign.batch.steps import BatchStep, Runner, Watch, file_state, make_stamp
from cdalign.batch.tasks import DONE, FAILED, Engines, Outcome, Task
from cdalign.errors import UsageError
from cdalign.project.sources import SourceRecord, read_sources
from cdalign.version import VERSION

if TYPE_CHECKING:
    from cdalign.batch.totals import Totals

JOURNAL = "journal.jsonl"
LEXICON = "lexicon.tsv"


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of a batch: extra dictionaries, whether to learn a lexicon, output formats, a memory to fill.

    `retry` repeats the tasks that failed in an earlier run. `is_lines`: the texts have one segment a line.
    """

    dictionaries: tuple[UserDictionary, ...] = ()
    learn: bool = False
    forms: tuple[str, ...] = ("tmx",)
    memory: str = ""
    retry: bool = False
    is_lines: bool = False


def run_batch(manifest: Manifest, folder: Path, plan: Plan, engines: Engines, watch: Watch = lambda *_: None) -> Totals:
    """Align every pair of the manifest into the folder, or resume an earlier run, and return the figures.

    The same inputs give the same files, however often the run was interrupted and whichever engine did the work. Only
    the journal differs.

    Raises:
        UsageError, ReadError: the manifest lists no pair, or cannot be read.
        WriteError: the folder cannot be written.
        ConflictError: another run is writing to the folder.
    """
    with Ledger() as ledger, Journal(folder / JOURNAL) as journal:
        runner = Runner(folder, ledger, journal, watch, plan.retry)
        runner.recall()
        batch = _Batch(runner, plan, engines, _read_records(manifest))
        batch.gather(manifest)
        if not ledger.entry_count:
            raise UsageError("no pair of texts was found", advice="give two folders with files of the same names")
        if plan.learn and not (folder / LEXICON).exists():
            batch.learn()
        batch.align(batch.dictionaries())
        return batch.finish()


def _read_records(manifest: Manifest) -> dict[str, SourceRecord]:
    """Return the record of each file in `sources.toml`, by path."""
    if isinstance(manifest, ListedPair) or manifest.sources is None:
        return {}
    corpus = manifest.sources
    return {str(corpus / name): record for name, record in read_sources(corpus).items()}


@dataclass(frozen=True)
class _Batch:
    """The steps of one run, in order."""

    runner: Runner
    plan: Plan
    engines: Engines
    records: dict[str, SourceRecord]

    @property
    def ledger(self) -> Ledger:
        return self.runner.ledger

    @property
    def folder(self) -> Path:
        return self.runner.folder

    def gather(self, manifest: Manifest) -> None:
        """Fill the ledger with pairs."""
        if isinstance(manifest, ListedPair):
            self.ledger.add_entries(read_list(manifest.path))
            return
        self.ledger.add_files(SOURCE, find_texts(manifest.source))
        self.ledger.add_files(TARGET, find_texts(manifest.target))
        self.ledger.pair_by_name()
        if self.ledger.has_files_on_both_sides:
            self._find_symbols()
            self.ledger.pair_by_symbol()
        self.ledger.close_files()

    def _find_symbols(self) -> None:
        """Find the symbols printed in the files without a partner. Workers read them: they may be damaged."""
        tasks = [_symbol_task(file.path) for file in self.ledger.files()]
        self.runner.run(BatchStep("reading symbols", len(tasks), prepare_symbols), tasks, self.engines.pairs)
        for task in tasks:
            known = self.ledger.result(task.key)
            if known and known.state == DONE and known.value:
                self.ledger.set_symbol(task.payload, known.value)

    def learn(self) -> None:
        """Learn the lexicon from all pairs and save it."""
        from cdalign.batch.learning import LEARNING_FOLDER, counts_name, prepare_counting

        stamp = _lexicon_stamp(self.plan.dictionaries)
        prepare = partial(prepare_counting, self.plan.dictionaries)
        step = BatchStep("learning", self.ledger.entry_count, prepare, lambda name: (counts_name(f"pair/{name}"),))
        tasks = (self._task("learn", entry, stamp) for entry in self.ledger.entries())
        self.runner.run(step, tasks, self.engines.pairs)
        self._write_lexicon(self._sum_counts(stamp))
        shutil.rmtree(self.folder / LEARNING_FOLDER, ignore_errors=True)

    def _sum_counts(self, stamp: str) -> str:
        """Sum the counts of all pairs as a tree, and return the name of the sum."""
        from cdalign.batch.learning import counts_name, prepare_summing

        names: Iterable[str] = (f"pair/{entry.name}" for entry in self._entries("learn", DONE))
        level = 0
        while True:
            level += 1
            tasks = list(_sum_tasks(names, level, stamp))
            step = BatchStep(
                "summing", len(tasks), partial(prepare_summing, self.folder), lambda name: (counts_name(name),)
            )
            self.runner.run(step, tasks, self.engines.beside)
            names = [task.payload[0] for task in tasks]
            if len(tasks) <= 1:
                return names[0] if names else ""

    def _write_lexicon(self, name: str) -> None:
        from cdalign.batch.learning import counts_name, make_learnt, read_counts
        from cdalign.lexicon import write_trained

        counts = dict(read_counts(self.folder / counts_name(name))) if name else {}
        write_trained(self.folder / LEXICON, make_learnt(counts))

    def dictionaries(self) -> tuple[UserDictionary, ...]:
        """Return the dictionaries to align with: those of the plan, and the learnt lexicon."""
        path = self.folder / LEXICON
        learnt = (UserDictionary(LEXICON, path.read_text(encoding="utf-8")),) if path.exists() else ()
        return (*self.plan.dictionaries, *learnt)

    def align(self, dictionaries: tuple[UserDictionary, ...]) -> None:
        """Align every pair that has not been aligned with these dictionaries."""
        stamp = _lexicon_stamp(dictionaries)
        step = BatchStep(
            "aligning",
            self.ledger.entry_count,
            partial(prepare_alignment, dictionaries),
            lambda name: (working_name(name), memory_name(name)),
        )
        tasks = (task for entry in self.ledger.entries() if (task := self._alignment_task(entry, stamp)))
        self.runner.run(step, tasks, self.engines.pairs, self._with_decisions)

    def _alignment_task(self, entry: ManifestEntry, stamp: str) -> Task | None:
        """Return the task of a pair, or None if learning from the pair has failed: aligning it would fail too."""
        task = self._task("align", entry, stamp)
        learnt = self.ledger.result(f"learn/{entry.name}") if self.plan.learn and not self.plan.retry else None
        if learnt is None or learnt.state != FAILED or self.runner.settled(task):
            return task
        self.runner.note(Outcome(task, FAILED, learnt.value, 0.0, 0))
        return None

    def _task(self, kind: str, entry: ManifestEntry, stamp: str) -> Task:
        sides = entry.source, entry.target
        records = [self.records.get(path, SourceRecord(path, symbol=entry.symbol)) for path in sides]
        job = Job(entry, (records[0], records[1]), self.plan.is_lines)
        # Texts of lines have stamps of their own; those of whole documents are what earlier versions wrote.
        reading = ("lines",) if self.plan.is_lines else ()
        return Task(f"{kind}/{entry.name}", job, make_stamp(stamp, str(records), *reading, *map(file_state, sides)))

    def _with_decisions(self, task: Task) -> Task:
        """Return the task with the pair's earlier working file, which may hold a person's decisions."""
        return replace(task, payload=task.payload.renewed(self.folder))

    def _entries(self, kind: str, state: str) -> Iterator[ManifestEntry]:
        return (entry for entry, known in self._results(kind) if known.state == state)

    def _results(self, kind: str) -> Iterator[tuple[ManifestEntry, Known]]:
        for entry in self.ledger.entries():
            known = self.ledger.result(f"{kind}/{entry.name}")
            if known:
                yield entry, known

    def _sweep(self) -> None:
        """Delete the temporary files of workers that were killed while writing."""
        folder = self.folder / PAIRS_FOLDER
        for path in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
            sweep_unfinished(path)

    def finish(self) -> Totals:
        """Write the outputs of all pairs together, and return the figures."""
        from cdalign.batch.outputs import Whole, write_outputs
        from cdalign.batch.totals import Failure, sum_figures

        self._sweep()
        totals = sum_figures(self._results("align"), self.ledger.unpaired())
        whole = Whole(
            totals,
            failures=lambda: (Failure(*item) for item in self._results("align") if item[1].state == FAILED),
            memories=lambda: (self.folder / memory_name(entry.name) for entry in self._entries("align", DONE)),
            ledger=self.ledger,
        )
        write_outputs(self.folder, whole, self.plan.forms, self.plan.memory)
        return totals


def _symbol_task(path: str) -> Task:
    return Task(f"symbol/{path}", path, make_stamp(VERSION, file_state(path)))


def _sum_tasks(names: Iterable[str], level: int, stamp: str) -> Iterator[Task]:
    from cdalign.batch.learning import FAN_IN

    remaining = iter(names)
    number = 0
    while group := tuple(islice(remaining, FAN_IN)):
        name = f"sum/{level}.{number:05}"
        yield Task(f"sum/{name}", (name, group), make_stamp(stamp, *group))
        number += 1


def _lexicon_stamp(dictionaries: Iterable[UserDictionary]) -> str:
    return make_stamp(VERSION, *(text for dictionary in dictionaries for text in (dictionary.name, dictionary.text)))
